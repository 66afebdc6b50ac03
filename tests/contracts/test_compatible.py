"""Which changes of a contract its readers survive: each rule planted and found."""

from copy import deepcopy
from typing import Any

import pytest

from deploy.contracts.asyncapi import schema_of
from deploy.contracts.compatible import graphql_breaks, schema_breaks
from services.budget.contracts.events import ParticipationConfirmed
from services.cards.contracts.events import HolderRegistered

Json = dict[str, Any]

CANNOT_READ_OLD = "a reader of now cannot read what was written then"
CANNOT_READ_NEW = "a reader of then cannot read what is written now"


def a_contract() -> Json:
    return deepcopy(schema_of(ParticipationConfirmed))


def transfer_of(schema: Json) -> Json:
    found: Json = schema["$defs"]["Transfer"]
    return found


def test_a_contract_is_compatible_with_itself() -> None:
    assert schema_breaks(a_contract(), a_contract()) == []


def test_an_optional_field_may_come() -> None:
    new = a_contract()
    new["properties"]["weather"] = {"type": "string", "default": "dry"}
    transfer_of(new)["properties"]["reference"] = {"anyOf": [{"type": "string"}, {"type": "null"}]}
    assert schema_breaks(a_contract(), new) == []


def test_words_may_change() -> None:
    new = a_contract()
    new["description"] = "Better said."
    new["properties"]["on"]["description"] = "The day."
    assert schema_breaks(a_contract(), new) == []


def test_a_required_field_may_not_come() -> None:
    new = a_contract()
    new["properties"]["weather"] = {"type": "string"}
    new["required"].append("weather")
    assert schema_breaks(a_contract(), new) == [CANNOT_READ_OLD]


def test_a_required_field_may_not_come_deeper_down() -> None:
    new = a_contract()
    transfer_of(new)["properties"]["reference"] = {"type": "string"}
    transfer_of(new)["required"].append("reference")
    assert schema_breaks(a_contract(), new) == [CANNOT_READ_OLD]


def test_a_field_may_not_go() -> None:
    new = a_contract()
    del new["properties"]["offer_id"]
    new["required"].remove("offer_id")
    assert schema_breaks(a_contract(), new) == ["the field offer_id is gone", CANNOT_READ_NEW]


def test_an_optional_field_may_not_go_either() -> None:
    old = a_contract()
    old["properties"]["weather"] = {"type": "string", "default": "dry"}
    assert schema_breaks(old, a_contract()) == ["the field weather is gone"]


def test_a_required_field_may_not_become_optional() -> None:
    new = a_contract()
    new["required"].remove("on")
    assert schema_breaks(a_contract(), new) == [CANNOT_READ_NEW]


def test_a_type_may_not_change() -> None:
    new = a_contract()
    new["properties"]["price_cents"] = {"type": "string"}
    assert schema_breaks(a_contract(), new) == [CANNOT_READ_OLD, CANNOT_READ_NEW]


@pytest.mark.parametrize("format_", ["date-time", "uuid"])
def test_a_format_may_not_change(format_: str) -> None:
    new = a_contract()
    new["properties"]["on"]["format"] = format_
    assert schema_breaks(a_contract(), new) == [CANNOT_READ_OLD, CANNOT_READ_NEW]


def test_a_format_may_not_be_given_up() -> None:
    new = a_contract()
    del new["properties"]["on"]["format"]
    assert schema_breaks(a_contract(), new) == [CANNOT_READ_NEW]


def test_a_value_may_not_join_an_enumeration_since_an_older_reader_stops_at_it() -> None:
    new = a_contract()
    transfer_of(new)["properties"]["kind"]["enum"].append("gift")
    assert schema_breaks(a_contract(), new) == [CANNOT_READ_NEW]


def test_a_value_may_not_leave_an_enumeration() -> None:
    new = a_contract()
    transfer_of(new)["properties"]["kind"]["enum"].remove("posted")
    assert schema_breaks(a_contract(), new) == [CANNOT_READ_OLD]


def test_a_limit_may_not_become_narrower() -> None:
    new = a_contract()
    new["properties"]["price_cents"]["minimum"] = 0
    assert schema_breaks(a_contract(), new) == [CANNOT_READ_OLD]


@pytest.mark.parametrize("flag", ["x-public", "x-terminal", "x-declines"])
def test_what_a_message_is_may_not_change(flag: str) -> None:
    new = a_contract()
    new[flag] = not new[flag]
    assert schema_breaks(a_contract(), new) == [f"the message: {flag} changed"]


def test_a_sealed_field_may_not_be_opened() -> None:
    old, new = schema_of(HolderRegistered), deepcopy(schema_of(HolderRegistered))
    del new["properties"]["identity"]["x-sealed"]
    assert schema_breaks(old, new) == ["identity: x-sealed changed"]


SDL = "type Query { card(number: String!): Boolean, quote: Int, left: Int }"


@pytest.mark.parametrize(
    ("new", "breaks"),
    [
        (SDL, 0),
        ("type Query { card(number: String!): Boolean, quote: Int, left: Int, offer: Int }", 0),
        ("type Query { card(number: String!, on: Int): Boolean, quote: Int, left: Int }", 0),
        ("type Query { card(number: String!): Boolean, left: Int }", 1),
        ("type Query { card(number: String!, on: Int!): Boolean, quote: Int, left: Int }", 1),
        ("type Query { card(number: String!): Boolean, quote: String, left: Int }", 1),
    ],
)
def test_a_graphql_schema_may_grow_but_not_shrink(new: str, breaks: int) -> None:
    assert len(graphql_breaks(SDL, new)) == breaks
