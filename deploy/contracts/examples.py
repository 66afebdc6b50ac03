"""Golden examples: one of each message, made once and kept, so that it is read for ever."""

import base64
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from deploy.contracts.catalogue import folder_of
from services.kernel.contract import Message

Json = dict[str, Any]

VALUES: Final[Json] = {
    "slug": "heist-op-den-berg",
    "name": "Heist-op-den-Berg",
    "municipalities": ["12014"],
    "municipality": "12014",
    "kbo": "0207533562",
    "title": "Zomerkamp, een week",
    "year": 2026,
    "period_from": "2026-01-01",
    "period_until": "2026-12-31",
    "valid_from": "2026-01-01",
    "valid_until": "2026-12-31",
    "hold_until": "2026-07-04T10:00:00Z",
    "drawing_right_cents": 734_400,
    "own_contribution_cents": 1_468_800,
    "yearly_ceiling_cents": 10_000,
    "price_cents": 11_900,
    "holder_cents": 2_380,
    "organisation_cents": 4_760,
    "network_cents": 4_760,
    "cents": 4_760,
    "holder_bp": 2_000,
    "organisation_bp": 4_000,
    "network_bp": 4_000,
    "deliberation": "18/123",
    "record_status_failure.code": "source_away",
    "status_unanswered.code": "source_away",
    "code": "envelope_empty",
    "field": "offer",
    "facts": {"left_cents": 1_200},
    "admit_organisation.name": "Speelplein De Vlieger",
    "organisation_admitted.name": "Speelplein De Vlieger",
    "credit.kind": "payable",
    "debit.kind": "drawing_right",
    "debit.organisation_id": None,
    "year_opened.accounts.kind": "drawing_right",
    "year_opened.accounts.organisation_id": None,
    "year_opened.transfers.debit.kind": "external",
    "year_opened.transfers.credit.kind": "drawing_right",
    "year_opened.transfers.credit.organisation_id": None,
    "instalments_agreed.transfers.kind": "released",
    "participation_held.transfers.kind": "held",
    "participation_voided.transfers.kind": "released",
    "participation_reversed.transfers.kind": "reversal",
}
"""Values by the end of a field's place, the longest first: plausible, and shares sum to a price."""

BY_FORMAT: Final = {"date": "2026-07-01", "date-time": "2026-07-01T10:00:00Z"}


def example_path(wire_name: str) -> str:
    """Where a message's example lies, from the root."""
    return f"{folder_of(wire_name)}/examples/{wire_name}.json"


def example(kind: type[Message]) -> Json:
    """An example with every field, the same on every attempt, that the contract can read."""
    schema = kind.model_json_schema()
    made: Json = _value(schema, kind.wire_name.split(".")[1], schema.get("$defs", {}))
    kind.model_validate(made)
    return made


def _value(schema: Json, place: str, parts: Json) -> Any:
    if "$ref" in schema:
        return _value(parts[schema["$ref"].rsplit("/", 1)[-1]], place, parts)
    steps = place.split(".")
    for ending in (".".join(steps[first:]) for first in range(len(steps))):
        if ending in VALUES:
            return VALUES[ending]
    if "anyOf" in schema:
        return _value(schema["anyOf"][0], place, parts)
    if "enum" in schema:
        return schema["enum"][0]
    if "const" in schema:
        return schema["const"]
    return _of_type(schema, place, parts)


def _of_type(schema: Json, place: str, parts: Json) -> Any:
    match schema["type"]:
        case "object":
            fields = schema.get("properties", {})
            return {name: _value(inner, f"{place}.{name}", parts) for name, inner in fields.items()}
        case "array":
            return [_value(schema["items"], place, parts)]
        case "integer":
            return 1
        case "boolean":
            return False
        case "string" if schema.get("x-sealed"):
            return base64.b64encode(b"sealed").decode()
        case "string":
            return _text(schema.get("format", ""), place)
    raise AssertionError(f"no example for {place}: {schema}")


def _text(format_: str, place: str) -> str:
    if format_ == "uuid":
        return str(uuid5(NAMESPACE_URL, place))
    return BY_FORMAT.get(format_, place)
