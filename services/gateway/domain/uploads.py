"""The lines that a device sends once it is online again, read strictly. Pure."""

from collections.abc import Sequence, Set
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
    said = an_object(place, given, required=FIELDS)
    return LateLine(
        id=text(place, "id", said),
        card_number=text(place, "cardNumber", said),
        offer=right(place, "offer", read_uuid(said["offer"])),
        happened_at=right(place, "happenedAt", read_instant(said["happenedAt"])),
        taken_cents=right(place, "takenCents", read_long(said["takenCents"])),
    )


def an_object(
    place: str, given: Any, *, required: Set[str], optional: Set[str] = frozenset()
) -> dict[str, Any]:
    """An object with these fields and no other. Raises BadInput."""
    if not isinstance(given, dict):
        raise BadInput("value_invalid", place)
    if given.keys() - required - optional:
        # The name of an unknown field is somebody's text: it is not repeated.
        raise BadInput("field_unknown", place)
    for name in sorted(required - given.keys()):
        raise BadInput("field_missing", f"{place}.{name}")
    return given


def text(place: str, name: str, given: dict[str, Any]) -> str:
    """A field that is a text with something in it. Raises BadInput."""
    said = given[name]
    if not isinstance(said, str) or not said.strip():
        raise BadInput("value_invalid", f"{place}.{name}")
    return said


def right(place: str, name: str, value: Any) -> Any:
    """A value that could be read. Raises BadInput where it could not."""
    if isinstance(value, Wrong):
        raise BadInput(value.code, f"{place}.{name}")
    return value
