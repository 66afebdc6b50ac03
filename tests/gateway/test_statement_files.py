"""A provider's statement as PDF, spreadsheet and CSV: complete, accessible, without a name."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import orjson
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from services.gateway.api.printing import TEMPLATES
from services.gateway.api.statement_files import statement_pdf
from services.gateway.domain.csv_files import read_table
from services.gateway.domain.statement_document import Line, Party, Statement, set_aside
from services.gateway.domain.statement_files import as_csv, as_printed, as_xlsx


def a_line(number: int, price_cents: int, kind: str = "participation", **more: Any) -> Line:
    """A line at 20/40/40."""
    sign = -1 if kind in ("reversal", "disputed") else 1
    return Line(
        participation=f"p-{number}",
        day=date(2026, 3, 2 + number),
        kind=kind,
        offer="Zwemles",
        card="0417",
        price_cents=sign * price_cents,
        holder_cents=sign * price_cents * 2 // 10,
        organisation_cents=sign * price_cents * 4 // 10,
        network_cents=sign * price_cents * 4 // 10,
        **more,
    )


def a_statement(*lines: Line, **more: Any) -> Statement:
    total = sum(line.network_cents for line in lines)
    return Statement(
        **{
            "network": "Netwerk Kortrijk",
            "entities": (Party(name="Stad Kortrijk", kbo="0207494678"),),
            "provider": Party(name="Zwemclub Den Duik", kbo=None),
            "reference": "2026-0007",
            "year": 2026,
            "until": date(2026, 3, 31),
            "drawn_up_on": date(2026, 4, 2),
            "pay_by": date(2026, 5, 2),
            "line_count": len(lines),
            "total_cents": total,
            "carried_in_cents": 0,
            "payable_cents": max(0, total),
            "carried_out_cents": min(0, total),
            "lines": lines,
            **more,
        }
    )


KORTRIJK = a_statement(a_line(1, 11_900), a_line(2, 15_900), a_line(3, 1_400), a_line(4, 1_700))


def printed(statement: Statement, selector: str) -> str:
    """The text of the elements of one kind, as typst laid it out."""
    found = typst.query(
        str(TEMPLATES / "statement.typ"),
        selector,
        sys_inputs={"given": orjson.dumps(as_printed(statement)).decode()},
        ignore_system_fonts=True,
    )
    return json.dumps(json.loads(found), ensure_ascii=False)


async def test_the_pdf_is_tagged_dutch_accessible_and_the_same_again() -> None:
    made = await statement_pdf(KORTRIJK)
    assert made == await statement_pdf(KORTRIJK)
    text = made.decode("latin-1")
    assert text.startswith("%PDF-")
    assert "/Lang(nl)" in text
    assert "<pdfuaid:part>1</pdfuaid:part>" in text
    assert "/CreationDate(D:20260402000000Z)" in text


def test_the_pdf_says_who_owes_what_to_whom_and_by_when() -> None:
    tables, text = printed(KORTRIJK, "table"), printed(KORTRIJK, "par")
    for said in (
        "Stad Kortrijk (ondernemingsnummer 0207.494.678)",
        "Zwemclub Den Duik (ondernemingsnummer niet ingevuld)",
        "2026-0007",
        "47,60\u00a0€",
        "63,60\u00a0€",
        "5,60\u00a0€",
        "6,80\u00a0€",
        "123,60\u00a0€",
        "0417",
    ):
        assert said in tables
    assert "Het netwerk betaalt 123,60\u00a0€ ten laatste op 02/05/2026." in text


def test_what_is_in_dispute_stands_apart_and_counts_nothing() -> None:
    odd = a_line(2, 1_400)
    statement = a_statement(a_line(1, 1_700), odd, replace(odd, **_opposite(odd), kind="disputed"))
    assert statement.payable_cents == 680
    assert "Betwiste regels" in printed(statement, "heading")
    settled = replace(odd, kind="dispute_settled")
    assert set_aside([*statement.lines, settled]) == []
    assert "Betwiste regels" not in printed(a_statement(a_line(1, 1_700)), "heading")


def _opposite(line: Line) -> Any:
    names = ("price_cents", "holder_cents", "organisation_cents", "network_cents")
    return {name: -getattr(line, name) for name in names}


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ({"payable_cents": 0, "carried_out_cents": -4_760}, "met 47,60\u00a0€ verminderd"),
        ({"payable_cents": 0, "carried_out_cents": 240}, "onder het afgesproken minimum"),
        ({"payable_cents": 0, "carried_out_cents": 0}, "Er is niets te betalen."),
    ],
)
def test_it_says_what_becomes_of_an_amount_that_is_not_paid(amounts: Any, said: str) -> None:
    assert said in printed(replace(KORTRIJK, **amounts), "par")


def test_a_part_of_the_lines_says_that_it_is_one_and_sums_nothing() -> None:
    part = replace(KORTRIJK, lines=KORTRIJK.lines[:2], more=True)
    assert "Dit is een deel van de regels" in printed(part, "par")
    assert as_printed(part)["total"] == []
    last = replace(KORTRIJK, lines=KORTRIJK.lines[2:], more=False)
    assert as_printed(last)["total"] == []


def test_the_csv_has_every_line_and_amounts_that_add_up() -> None:
    table = read_table(as_csv(KORTRIJK))
    assert table.header[:5] == ("afrekening", "dag", "soort", "aanbod", "kaart")
    network = [row[8] for _, row in table.rows]
    assert network == ["47,60", "63,60", "5,60", "6,80"]
    assert {row[0] for _, row in table.rows} == {"2026-0007"}


def test_the_workbook_has_facts_and_lines() -> None:
    made = as_xlsx(KORTRIJK)
    assert made == as_xlsx(KORTRIJK)
    names = ZipFile(BytesIO(made)).read("xl/workbook.xml").decode()
    assert 'name="Gegevens"' in names
    assert 'name="Regels"' in names


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
"""Whatever the database holds: it has no text with a zero in it."""
LINES = st.builds(
    Line,
    participation=st.uuids().map(str),
    day=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    kind=st.sampled_from(("participation", "group_visit", "reversal", "disputed", "new_kind")),
    offer=TEXTS,
    card=st.none() | st.from_regex(r"\A[0-9]{4}\Z"),
    price_cents=st.integers(-(10**7), 10**7),
    holder_cents=st.integers(-(10**7), 10**7),
    organisation_cents=st.integers(-(10**7), 10**7),
    network_cents=st.integers(-(10**7), 10**7),
)


@settings(max_examples=12, deadline=None)
@given(lines=st.lists(LINES, max_size=4), name=TEXTS)
def test_whatever_is_in_it_a_statement_can_be_printed(lines: list[Line], name: str) -> None:
    statement = a_statement(*lines, network=name)
    typst.compile(
        str(TEMPLATES / "statement.typ"),
        sys_inputs={"given": orjson.dumps(as_printed(statement)).decode()},
        ignore_system_fonts=True,
        pdf_standards="ua-1",
    )
    as_xlsx(statement)
    assert len(read_table(as_csv(statement)).rows) == len(lines) if lines else True
