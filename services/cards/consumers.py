"""All rules of cards in one table: what the process is made of."""

from typing import Final

from services.cards.contracts.events import CommandRejected
from services.cards.handlers.commands import COMMANDS
from services.cards.handlers.copies import COPIES
from services.cards.handlers.events import EVENTS
from services.cards.handlers.reactions import REACTIONS
from services.cards.storage.tables import ROWS
from services.kernel.rules import Rules

RULES: Final = Rules(
    service="cards",
    tables=ROWS,
    rejection=CommandRejected,
    founder="partners",
    commands=COMMANDS,
    events=EVENTS,
    copies=COPIES,
    reactions=REACTIONS,
)
