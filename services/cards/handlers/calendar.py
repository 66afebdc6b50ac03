"""The calendar of cards: what is due on a day or at an instant, for its one clock."""

from collections.abc import Sequence
from datetime import datetime

from services.cards.handlers.deciding_due import forgettings_due
from services.cards.handlers.destroying import destructions_due, payment_data_due
from services.cards.handlers.prolonging_due import Prolongings
from services.kernel.store import Connection
from services.kernel.sweep import Due, FindDue


def calendar(renewals: FindDue) -> FindDue:
    """The calendar of one process; `renewals` finds the rights that it is to ask about."""
    looks: tuple[FindDue, ...] = (
        destructions_due,
        forgettings_due,
        payment_data_due,
        Prolongings(),
        renewals,
    )

    async def find_due(connection: Connection, now: datetime) -> Sequence[Due]:
        return [due for look in looks for due in await look(connection, now)]

    return find_due
