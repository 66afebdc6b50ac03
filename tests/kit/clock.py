"""The clock of a network, turned on a running platform: what will be due then is asked for now.

The services' own calendars are read at a later instant and their commands sent as the sweep sends
them, each at the instant at which it is due. Nothing else in the platform is moved.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import asyncpg

from services.budget.handlers.calendar import allowances_due, holds_due, waits_over
from services.cards.handlers.deciding_due import forgettings_due
from services.kernel.sweep import Due, FindDue, clock_command
from tests.kit.talk import Talk

CALENDARS: Final[dict[str, Sequence[FindDue]]] = {
    "cards": (forgettings_due,),
    "budget": (holds_due, waits_over, allowances_due),
}


async def turn_the_clock(talk: Talk, stream: str, to: datetime) -> list[Due]:
    """It is this late in a network: what is due by then is asked, and is what is returned."""
    found: list[Due] = []
    for service, calendar in CALENDARS.items():
        for due in await _due(talk, service, calendar, stream, to):
            await talk.outbox.send(f"{service}.commands", clock_command(service, due))
            found.append(due)
    return found


async def _due(
    talk: Talk, service: str, calendar: Sequence[FindDue], stream: str, to: datetime
) -> list[Due]:
    settings = {"search_path": service}
    connection = await asyncpg.connect(
        talk.platform.dsn(service, service), server_settings=settings
    )
    try:
        async with connection.transaction():
            await connection.execute("select set_config('app.streams', $1, true)", stream)
            return [due for look in calendar for due in await look(connection, to)]
    finally:
        await connection.close()
