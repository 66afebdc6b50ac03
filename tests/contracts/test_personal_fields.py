"""No personal datum in what partner systems may read: every field is on a list, or refused."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from deploy.contracts.catalogue import messages
from services.kernel.contract import Event, Message, Sealed
from services.partners.contracts.events import NetworkOpened

THINGS = {
    "network_id",
    "organisation_id",
    "offer_id",
    "participation_id",
    "group_id",
    "visit_id",
    "account_id",
    "transfer_id",
    "names",
    "envelope_id",
    "entity_id",
    "bucket_id",
    "correction_id",
    "hold_ids",
}
"""Ids of what is no person. `names`: the transfer that a transfer names."""

TEXTS = {"slug", "name", "title", "kbo", "municipalities", "category", "tags"}
"""Texts about networks, organisations and offers."""

OF_MONEY = {"kind", "municipality", "source", "sources", "bbc"}
"""Words about an account: what it is, whose money it is, its code in the municipal books; kinds of
funding sources."""

Json = dict[str, Any]


def personal_fields(kind: type[Message]) -> list[str]:
    """Fields of a message that are not known to be free of personal data."""
    schema = kind.model_json_schema()
    return [name for name, leaf in _leaves(schema, schema) if not _harmless(name, leaf)]


def _leaves(schema: Json, root: Json, name: str = "") -> Iterator[tuple[str, Json]]:
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
    inner = [*schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else ())]
    for part in inner:
        yield from _leaves(part, root, name)
    for field, part in schema.get("properties", {}).items():
        yield from _leaves(part, root, field)
    if not inner and "properties" not in schema:
        yield name, schema


def _harmless(name: str, leaf: Json) -> bool:
    if "x-sealed" in leaf:
        return False
    if leaf.get("format") == "uuid":
        return name in THINGS
    if leaf["type"] == "string" and "enum" not in leaf and "format" not in leaf:
        return name in TEXTS | OF_MONEY
    return leaf["type"] in {"integer", "boolean", "null", "string"}


PUBLIC = sorted(
    {kind for kind in messages().values() if issubclass(kind, Event) and kind.public},
    key=lambda kind: kind.wire_name,
)


@pytest.mark.parametrize("kind", PUBLIC, ids=lambda kind: kind.wire_name)
def test_a_public_event_tells_of_no_person(kind: type[Message]) -> None:
    assert personal_fields(kind) == []


def test_there_are_public_events_of_money_and_of_partners() -> None:
    assert {kind.wire_name.split(".")[0] for kind in PUBLIC} == {"budget", "partners"}


@pytest.mark.parametrize(
    ("field", "of"),
    [("identity", Sealed), ("holder_id", UUID), ("card_token", str), ("facts", dict[str, int])],
)
def test_a_personal_field_in_a_public_event_is_found(field: str, of: Any) -> None:
    leaky = type("Leaky", (NetworkOpened,), {"__annotations__": {field: of}})
    assert personal_fields(leaky) == [field]


def test_no_event_names_a_person_in_clear() -> None:
    clear = {"given_name", "family_name", "birth_date", "national_number", "number", "identity"}
    for kind in messages().values():
        schema = kind.model_json_schema()
        open_ = [
            name
            for name, leaf in _leaves(schema, schema)
            if name in clear and leaf["type"] == "string" and "x-sealed" not in leaf
        ]
        assert open_ == [], kind.wire_name
