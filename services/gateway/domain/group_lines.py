"""The lines of a group: a card, an offer, a day each, read strictly. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from services.cards.contracts.commands.groups import LINES_MAX
from services.gateway.domain.checks import BadInput, check, read_date, read_long, read_uuid
from services.gateway.domain.uploads import an_object, right, text

REQUIRED: Final = frozenset({"cardNumber", "offer", "on"})
OPTIONAL: Final = frozenset({"otherHelpCents"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLine:
    """One of those who take part together, in cents what others pay of her price."""

    card_number: str
    offer: UUID
    on: date
    other_help_cents: int

    def as_given(self) -> dict[str, Any]:
        """The same by the names of GraphQL."""
        return {
            "cardNumber": self.card_number,
            "offer": self.offer,
            "on": self.on,
            "otherHelpCents": self.other_help_cents,
        }


def read_lines(given: Any) -> Sequence[AskedLine]:
    """1 to 50 lines. Raises BadInput, which names line and field."""
    if not isinstance(given, list) or not 1 <= len(given) <= LINES_MAX:
        raise BadInput("list_invalid", "lines")
    return [_line(f"lines.{place}", one) for place, one in enumerate(given)]


def _line(place: str, given: Any) -> AskedLine:
    said = an_object(place, given, required=REQUIRED, optional=OPTIONAL)
    number = text(place, "cardNumber", said)
    try:
        check({"key": "none", "cardNumber": number})
    except BadInput as problem:
        raise BadInput(problem.code, f"{place}.cardNumber") from None
    other = said.get("otherHelpCents", 0)
    return AskedLine(
        card_number=number,
        offer=right(place, "offer", read_uuid(said["offer"])),
        on=right(place, "on", read_date(said["on"])),
        other_help_cents=right(place, "otherHelpCents", read_long(other)),
    )
