"""The report as PDF, spreadsheet and CSV: accessible, complete, and the same bytes again."""

import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import orjson
import pytest
import typst
from hypothesis import assume, given, settings

from services.gateway.api.accounting.rendering import report_pdf
from services.gateway.api.printing import TEMPLATES
from services.gateway.domain.accountability import Report
from services.gateway.domain.accountability_files import as_csv, as_printed, as_xlsx
from services.gateway.domain.csv_files import read_table
from services.gateway.domain.printable import all_shown, printable
from tests.kit.accountable import HEIST, reports

PRINT = """
import asyncio, hashlib
from services.gateway.api.accounting.rendering import report_pdf
from services.gateway.domain.accountability_files import as_csv, as_xlsx
from tests.kit.accountable import HEIST
for made in (asyncio.run(report_pdf(HEIST)), as_xlsx(HEIST), as_csv(HEIST)):
    print(hashlib.sha256(made).hexdigest())
"""
RUNS = re.compile(r"[=+@]|-(?![0-9]+(,[0-9]+)?$)")
"""A cell that a spreadsheet would reckon with; a number below zero is only a number."""
FIGURES = (
    "12.480,00\u00a0€",
    "1.250,00\u00a0€",
    "2.100,00\u00a0€",
    "3.000,00\u00a0€",
    "640,00\u00a0€",
    "19.470,00\u00a0€",
    "7.344,00\u00a0€",
    "12.126,00\u00a0€",
    "14.688,00\u00a0€",
    "2.562,00\u00a0€",
)


def printed_text(report: Report, selector: str) -> str:
    """What the set document holds: the text of its elements of one kind, as typst laid it out."""
    found = typst.query(
        str(TEMPLATES / "accountability.typ"),
        selector,
        sys_inputs={"given": orjson.dumps(as_printed(report)).decode()},
        ignore_system_fonts=True,
    )
    return json.dumps(json.loads(found), ensure_ascii=False)


def in_a_process_of_its_own(zone: str, seed: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", PRINT],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_two_processes_print_the_same_bytes_of_every_file() -> None:
    first = in_a_process_of_its_own("Europe/Brussels", "1")
    assert first == in_a_process_of_its_own("America/New_York", "2")
    assert len(set(first)) == 3


def test_the_data_and_its_list_are_what_they_were_when_this_was_written() -> None:
    assert HEIST.checksum == "6c0ce1c4d2d692f7a3c5625b21d33f7e9db2f17cdf7cb3e048bc867b61bcd7a0"
    assert (
        hashlib.sha256(as_csv(HEIST)).hexdigest()
        == "fa55fc1365b72f60a347a9b54b439cc3876ae2ee2cb7e89f191e7d88d1002786"
    )


async def test_the_pdf_is_tagged_in_dutch_and_says_that_it_is_accessible() -> None:
    made = (await report_pdf(HEIST)).decode("latin-1")
    assert made.startswith("%PDF-")
    assert "/Lang(nl)" in made
    assert "/StructTreeRoot" in made
    assert "<pdfuaid:part>1</pdfuaid:part>" in made
    assert "/CreationDate(D:20260115000000Z)" in made


def test_the_pdf_holds_every_figure_and_answer() -> None:
    tables = printed_text(HEIST, "table")
    assert [figure for figure in FIGURES if figure not in tables] == []
    text = printed_text(HEIST, "par")
    assert "Een jaar met meer kinderen op kamp." in text
    assert HEIST.checksum in text
    headings = printed_text(HEIST, "heading")
    assert "Hoe is de subsidie gebruikt voor de deelname" in headings


def test_every_page_tells_whose_report_it_is_and_of_what_data() -> None:
    footer = as_printed(HEIST)["footer"]
    assert footer == f"Heist-op-den-Berg · 2025 · controlegetal {HEIST.checksum[:16]}"


@settings(max_examples=15, deadline=None)
@given(reports())
def test_whatever_is_in_it_a_report_can_be_printed(report: Report) -> None:
    typst.compile(
        str(TEMPLATES / "accountability.typ"),
        sys_inputs={"given": orjson.dumps(as_printed(report)).decode()},
        ignore_system_fonts=True,
        pdf_standards="ua-1",
    )


def test_text_is_never_markup_and_what_has_no_sign_is_a_question_mark() -> None:
    report = replace(HEIST, text="#panic() *vet* $x$ 🎉 = kop")
    text = printed_text(report, "par")
    assert "#panic() *vet* $x$ ? = kop" in text


@pytest.mark.parametrize("weight", ["*", ""])
def test_every_character_that_we_call_printable_has_a_sign(weight: str, tmp_path: Path) -> None:
    signs = "".join(chr(code) for code in range(0x20, 0x2400) if all_shown(chr(code)))
    assert len(signs) > 800
    template = tmp_path / "signs.typ"
    template.write_text(
        '#set document(title: "t")\n#set text(lang: "nl")\n= Kop\n'
        f"{weight}#sys.inputs.signs{weight}\n"
    )
    typst.compile(
        str(template),
        sys_inputs={"signs": signs},
        ignore_system_fonts=True,
        pdf_standards="ua-1",
    )


def test_a_letter_with_a_loose_accent_is_printed_as_one_letter() -> None:
    assert printable("Zoe\u0308\r\n") == "Zoë\n"


@given(reports())
def test_the_list_has_every_amount_and_no_cell_runs(report: Report) -> None:
    content = as_csv(report)
    assume(b"\0" not in content)  # refused where it is typed
    rows = read_table(content).rows
    for _line, cells in rows:
        assert len(cells) == 6
        assert not any(RUNS.match(cell) for cell in cells)
    whole, rest = divmod(abs(report.spent_cents), 100)
    spent = f"{'-' if report.spent_cents < 0 else ''}{whole},{rest:02}"
    assert any(cells[2] == "Uitgegeven" and cells[3] == spent for _line, cells in rows)


def test_the_spreadsheet_has_a_sheet_per_table_and_the_answers() -> None:
    with zipfile.ZipFile(io.BytesIO(as_xlsx(HEIST))) as parts:
        book = parts.read("xl/workbook.xml").decode()
        strings = parts.read("xl/sharedStrings.xml").decode()
        pages = "".join(
            parts.read(name).decode() for name in parts.namelist() if "worksheets/" in name
        )
    for name in ("Acties", "Bronnen", "Eigen inbreng", "Verhouding", "Bereik", "Antwoorden"):
        assert f'name="{name}"' in book
    assert HEIST.checksum in strings
    assert "<f>" not in pages
    for figure in ("12480", "19470", "7344", "12126", "14688", "2562"):
        assert f"<v>{figure}</v>" in pages
