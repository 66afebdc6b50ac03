"""All rules of budget in one table: what the process is made of."""

from typing import Final

from services.budget.contracts.events import CommandRejected
from services.budget.handlers.commands import COMMANDS
from services.budget.handlers.copies import COPIES
from services.budget.handlers.events import EVENTS
from services.budget.handlers.reactions import REACTIONS
from services.budget.storage.tables import ROWS
from services.kernel.rules import Rules

RULES: Final = Rules(
    service="budget",
    tables=ROWS,
    rejection=CommandRejected,
    founder="partners",
    commands=COMMANDS,
    events=EVENTS,
    copies=COPIES,
    reactions=REACTIONS,
)
