"""The calendar of cards: what is due on a day or at an instant, for its one clock."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from services.cards.handlers.deciding_due import forgettings_due
from services.cards.handlers.destroying import destructions_due, payment_data_due
from services.cards.handlers.prolonging_due import prolongings_due
from services.kernel.store import Connection
from services.kernel.sweep import Due, FindDue

LOOKS: Final[tuple[FindDue, ...]] = (
    destructions_due,
    forgettings_due,
    payment_data_due,
    prolongings_due,
)
"""Each looks for one kind of work, in the streams that the connection names."""


async def find_due(connection: Connection, now: datetime) -> Sequence[Due]:
    """All that is due now."""
    return [due for look in LOOKS for due in await look(connection, now)]
