"""The lines that a device sends once it is online again, read strictly. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from services.gateway.domain.checks import BadInput, Wrong, read_instant, read_long, read_uuid

LINES_MAX: Final = 200
FIELDS: Final = frozenset({"id", "cardNumber", "offer", "happenedAt", "takenCents"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LateLine:
    """One use of a card: the device's own id, instant, and what the desk took, in cents."""

    id: str
    card_number: str
    offer: UUID
    happened_at: datetime
    taken_cents: int


def read_lines(given: Any) -> Sequence[LateLine]:
    """1 to 200 lines with different ids. Raises BadInput, which names line and field."""
    if not isinstance(given, list) or not 1 <= len(given) <= LINES_MAX:
        raise BadInput("list_invalid", "lines")
    lines = [_line(f"lines.{place}", one) for place, one in enumerate(given)]
    if len({line.id for line in lines}) < len(lines):
        raise BadInput("list_invalid", "lines")
    return lines


def _line(place: str, given: Any) -> LateLine:
    if not isinstance(given, dict):
        raise BadInput("value_invalid", place)
    if given.keys() - FIELDS:
        # The name of an unknown field is somebody's text: it is not repeated.
        raise BadInput("field_unknown", place)
    for name in sorted(FIELDS - given.keys()):
        raise BadInput("field_missing", f"{place}.{name}")
    return LateLine(
        id=_text(place, "id", given),
        card_number=_text(place, "cardNumber", given),
        offer=_right(place, "offer", read_uuid(given["offer"])),
        happened_at=_right(place, "happenedAt", read_instant(given["happenedAt"])),
        taken_cents=_right(place, "takenCents", read_long(given["takenCents"])),
    )


def _text(place: str, name: str, given: dict[str, Any]) -> str:
    text = given[name]
    if not isinstance(text, str) or not text.strip():
        raise BadInput("value_invalid", f"{place}.{name}")
    return text


def _right(place: str, name: str, value: Any) -> Any:
    if isinstance(value, Wrong):
        raise BadInput(value.code, f"{place}.{name}")
    return value
