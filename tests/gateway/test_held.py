"""What a person reads of all that is held on her: Dutch words for everything, nothing left out."""

from datetime import UTC, date, datetime

import pytest

from services.gateway.api.exporting import COLUMNS, SEALED_WITH
from services.gateway.api.printing import pdf
from services.gateway.domain.csv_files import table_text
from services.gateway.domain.held import NEVER_SHOWN, Section, as_data, as_document, readable
from services.gateway.domain.held_words import LABELS, TITLES
from services.gateway.storage.held import OF_PERSONS
from services.gateway.storage.tables import TABLES

DAY = date(2026, 7, 1)
LOOKED = {
    "made_at": datetime(2026, 7, 1, 22, 30, tzinfo=UTC),
    "actor": "opaque",
    "role": "clerk",
    "operation": "holder",
    "reason": None,
}


@pytest.mark.parametrize("table", ["applications", "holders", *OF_PERSONS])
def test_every_table_and_column_has_a_dutch_word(table: str) -> None:
    assert table in TITLES, "say in services/gateway/domain/held_words.py what it is called"
    columns = set(TABLES[table]) - NEVER_SHOWN
    assert columns - set(LABELS) == set(), "say in held_words.py how she reads them"


def test_a_document_names_no_member_of_staff_and_leaves_out_what_is_empty() -> None:
    sections = [Section("accesses", [LOOKED]), Section("decisions", [])]
    shown = as_document(sections, DAY)
    (section,) = shown["sections"]
    assert section["title"] == "Wie naar uw gegevens keek"
    assert section["items"] == [
        [
            ["geregistreerd op", "02/07/2026 00:30"],
            ["rol", "baliemedewerker"],
            ["handeling", "holder"],
        ]
    ]
    data = as_data(sections)
    assert data["decisions"] == []
    assert data["accesses"][0]["made_at"] == "2026-07-01T22:30:00+00:00"
    assert "actor" not in data["accesses"][0]


def test_what_was_sealed_is_read_as_its_parts() -> None:
    person = {"identity": {"given_name": "Zoë", "birth_date": "1990-05-17"}, "erased": False}
    (section,) = as_document([Section("holders", [person])], DAY)["sections"]
    assert ["voornaam", "Zoë"] in section["items"][0]
    assert ["gewist", "nee"] in section["items"][0]


def test_values_read_as_people_write_them() -> None:
    assert readable("network_cents", 123_450) == "1.234,50 euro"
    assert readable("due_on", DAY) == "01/07/2026"
    assert readable("sources", ["drawing_right", "welfare_fund"]) == "trekkingsrecht, OCMW-fonds"


async def test_a_document_is_a_pdf_whatever_stands_in_it() -> None:
    odd = {"identity": {"given_name": '#panic("x") *$ \\ ıŝé', "family_name": "<script>"}}
    printed = await pdf("export", as_document([Section("holders", [odd])], DAY), DAY)
    assert printed.startswith(b"%PDF-")
    assert len(printed) > 3_000


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless() -> None:
    lines = table_text(COLUMNS, [["=1+1", "+32", "Jan; Piet", DAY, None]]).splitlines()
    assert lines[0] == "naam;voornaam;geboortedatum;gemeente;toegekend tot"
    assert lines[1] == "'=1+1;'+32;\"Jan; Piet\";2026-07-01;"


def test_what_is_sealed_is_opened_with_the_key_that_sealed_it() -> None:
    assert SEALED_WITH["payment_accounts.account"] == "payment"
    assert SEALED_WITH["decisions.explanation"] == "decision"
    assert SEALED_WITH["holders.identity"] == "identity"
