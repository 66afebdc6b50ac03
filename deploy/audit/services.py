"""The services under audit: their rules, the messages they know, and where their tables are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import services.budget.consumers as budget
import services.cards.consumers as cards
import services.gateway.consumers as gateway
import services.partners.consumers as partners
from services.budget.contracts import commands as budget_commands
from services.budget.contracts import events as budget_events
from services.cards.contracts import commands as cards_commands
from services.cards.contracts import events as cards_events
from services.kernel.contract import Catalogue, Command
from services.kernel.rules import Rules
from services.partners.contracts import commands as partners_commands
from services.partners.contracts import events as partners_events

CATALOGUE: Final = Catalogue(
    [
        partners_commands,
        partners_events,
        cards_commands,
        cards_events,
        budget_commands,
        budget_events,
    ]
)
"""Every message that there is."""


@dataclass(frozen=True, slots=True)
class Audited:
    """One service: its rules, and the schemas of its tables."""

    rules: Rules
    search_path: str


GATEWAY: Final = "gateway"
AUDITED: Final[Mapping[str, Audited]] = {
    GATEWAY: Audited(gateway.RULES, "views, operations"),
    "cards": Audited(cards.RULES, "cards"),
    "budget": Audited(budget.RULES, "budget"),
    "partners": Audited(partners.RULES, "partners"),
}
"""In the order in which one stream is read: who has heard comes before whom it has heard."""

SOURCES: Final[tuple[str, ...]] = ("partners", "cards", "budget")
"""The services with a journal and a topic of commands."""


def is_internal(wire_name: str) -> bool:
    """Whether a command of this type comes from a clock or a process."""
    kind = CATALOGUE.by_name.get(wire_name)
    return kind is not None and issubclass(kind, Command) and kind.internal
