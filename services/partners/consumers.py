"""All rules of partners in one table: what the process is made of."""

from typing import Final

from services.kernel.rules import Rules
from services.partners.contracts.events import CommandRejected
from services.partners.handlers.commands import COMMANDS
from services.partners.handlers.events import EVENTS
from services.partners.storage.tables import ROWS

RULES: Final = Rules(
    service="partners",
    tables=ROWS,
    rejection=CommandRejected,
    founder="partners",
    commands=COMMANDS,
    events=EVENTS,
)
