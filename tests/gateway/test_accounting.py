"""Payables for the accounting package: each row one booking, no cell runs, the same bytes again."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from services.gateway.domain.accounting_export import COLUMNS, PayableLine, as_csv, as_xlsx
from services.gateway.domain.accounting_status import PaidLine, read_paid_list
from services.gateway.domain.csv_files import UnreadableFile, read_table
from services.gateway.domain.sentences import SENTENCES

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINE = PayableLine(
    statement="2025-0012",
    first_day=date(2025, 9, 1),
    last_day=date(2025, 9, 30),
    payee="Café 't Zwemmerke; vzw",
    kbo="0207.494.678",
    iban="BE71096123456769",
    cents=123_405,
    legal_entity="OCMW Heist-op-den-Berg",
    bbc_action="AC-2.3",
    bbc_account="0190-00/6494000",
    free_text="Netwerk afrekening 2025-0012",
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30)


def sheet(content: bytes) -> list[list[tuple[str | None, str]]]:
    """Per row: the kind and the text of each cell, read from the file itself."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        page = etree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
        strings = [
            "".join(text.text or "" for text in one.iter(f"{MAIN}t"))
            for one in etree.fromstring(parts.read("xl/sharedStrings.xml")).iter(f"{MAIN}si")
        ]
    assert not list(page.iter(f"{MAIN}f", f"{MAIN}hyperlink"))
    rows = []
    for row in page.iter(f"{MAIN}row"):
        cells = [(cell.get("t"), cell.findtext(f"{MAIN}v") or "") for cell in row]
        rows.append([(kind, strings[int(v)] if kind == "s" else v) for kind, v in cells])
    return rows


def test_a_payable_opens_in_the_package_as_it_is() -> None:
    table = read_table(as_csv([LINE]))
    assert table.rows[0][1] == (
        "2025-0012",
        "01/09/2025",
        "30/09/2025",
        "Café 't Zwemmerke; vzw",
        "0207.494.678",
        "BE71096123456769",
        "1234,05",
        "OCMW Heist-op-den-Berg",
        "AC-2.3",
        "0190-00/6494000",
        "Netwerk afrekening 2025-0012",
    )
    assert len(table.header) == len(COLUMNS)


def test_the_spreadsheet_has_the_same_rows_and_amounts_that_can_be_summed() -> None:
    header, row = sheet(as_xlsx([LINE]))
    assert [text for _kind, text in header] == list(COLUMNS)
    assert row[6] == (None, "1234.05")
    assert row[3] == ("s", "Café 't Zwemmerke; vzw")
    assert row[4] == ("s", "0207.494.678")


def test_the_same_rows_are_the_same_bytes() -> None:
    assert as_xlsx([LINE, LINE]) == as_xlsx([LINE, LINE])
    assert as_xlsx([LINE]) != as_xlsx([replace(LINE, cents=1)])
    with zipfile.ZipFile(io.BytesIO(as_xlsx([LINE]))) as parts:
        assert b"2000-01-01T00:00:00Z" in parts.read("docProps/core.xml")


@pytest.mark.parametrize("text", ["=1+1", "+32", "-1+1", "@SUM(A1)", "http://x.be", "=cmd|'/C'!A0"])
def test_no_text_runs_in_either_file(text: str) -> None:
    line = replace(LINE, payee=text, bbc_action=text, free_text=text)
    for column in (3, 8, 10):
        assert read_table(as_csv([line])).rows[0][1][column][0] not in "=+-@"
        assert sheet(as_xlsx([line]))[1][column] == ("s", text)


@given(TEXTS, TEXTS, st.integers(1, 99_999_999_999))
def test_whatever_a_payee_is_called_the_rows_hold(payee: str, text: str, cents: int) -> None:
    line = replace(LINE, payee=payee, free_text=text, cents=cents)
    (row,) = read_table(as_csv([line])).rows
    assert len(row[1]) == len(COLUMNS)
    assert int(row[1][6].replace(",", "")) == cents
    assert round(float(sheet(as_xlsx([line]))[1][6][1]) * 100) == cents


def test_names_and_accounts_do_not_show_where_a_row_is_printed() -> None:
    assert not any(text in repr(LINE) for text in ("Zwemmerke", "BE71", "Netwerk"))


def test_what_the_package_paid_is_read_back() -> None:
    found = read_paid_list(
        "Afrekening;Begunstigde;Bedrag;Status;Betaald op\n"
        "2025-0012;x;1.234,05;Betaald;30/09/2025\n"
        "2025-0013;x;188;Geweigerd;\n"
        "2025-0014;x;€ 9.5;In behandeling;\n".encode()
    )
    assert found.lines == (
        PaidLine(2, "2025-0012", 123_405, "paid", date(2025, 9, 30)),
        PaidLine(3, "2025-0013", 18_800, "returned", None),
        PaidLine(4, "2025-0014", 950, "waiting", None),
    )
    assert (found.rows, found.problems) == (3, ())


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (";1,00;betaald;30/09/2025", "afrekening", "field_missing"),
        ("x" * 41 + ";1,00;betaald;30/09/2025", "afrekening", "value_invalid"),
        ("2025-1;1,005;betaald;30/09/2025", "bedrag", "number_invalid"),
        ("2025-1;-1,00;betaald;30/09/2025", "bedrag", "number_invalid"),
        ("2025-1;1,00;misschien;30/09/2025", "status", "value_invalid"),
        ("2025-1;1,00;betaald;", "betaald op", "field_missing"),
        ("2025-1;1,00;betaald;31/09/2025", "betaald op", "date_invalid"),
        ("2025-1;1,00", None, "columns_wrong"),
    ],
)
def test_a_row_that_cannot_be_read_is_not_taken(row: str, column: str | None, code: str) -> None:
    found = read_paid_list(f"afrekening;bedrag;status;betaald op\n{row}\n".encode())
    assert found.lines == ()
    assert [(one.line, one.column, one.code) for one in found.problems] == [(2, column, code)]
    assert code in SENTENCES


def test_what_was_exported_can_be_given_back_with_a_status() -> None:
    text = as_csv([LINE]).decode("utf-8-sig").splitlines()
    content = f"{text[0]};status;betaaldatum\r\n{text[1]};betaald;2025-09-30\r\n".encode()
    assert read_paid_list(content).lines == (
        PaidLine(2, "2025-0012", 123_405, "paid", date(2025, 9, 30)),
    )


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading(content: bytes) -> None:
    try:
        read_paid_list(b"afrekening;bedrag;status;betaald op\n" + content)
    except UnreadableFile as problem:
        if problem.code not in SENTENCES:
            raise
