"""The register of processing has a line for whatever is sealed, and none for what is not there."""

import pytest

from deploy.contracts.catalogue import messages
from services.cards.contracts.register import REGISTER, Entry, entry_of, places, sealed_fields
from services.gateway.storage.tables import TABLES

SEALED = list(sealed_fields(messages().values()))
PLACES = places(messages().values())


@pytest.mark.parametrize(("wire_name", "field"), SEALED)
def test_every_sealed_field_has_a_line(wire_name: str, field: str) -> None:
    entry = entry_of(wire_name, field)
    assert entry is not None, "say in services/cards/contracts/register.py what it is, and why"


@pytest.mark.parametrize("entry", REGISTER, ids=lambda entry: entry.name)
def test_a_line_names_fields_and_columns_that_are_there(entry: Entry) -> None:
    assert PLACES[entry.name], "no message holds it"
    found = {field for _, field in SEALED}
    assert {named.rsplit(":", 1)[-1] for named in entry.fields} <= found
    for column in entry.columns:
        table, name = column.split(".")
        assert TABLES[table][name] == "text", column
    assert all((entry.what, entry.purpose, entry.basis, entry.retention))


def test_names_are_their_own() -> None:
    names = [entry.name for entry in REGISTER]
    assert len(set(names)) == len(names)


def test_a_field_that_nobody_named_is_found() -> None:
    assert entry_of("cards.made_up.v1", "diagnosis") is None
    assert {wire for wire, field in SEALED if field == "account"} == {
        "cards.payment_account_set.v1",
        "cards.set_payment_account.v1",
    }
