"""The calendar of budget: holds whose time has run out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from services.budget.contracts.commands import ExpireHold
from services.kernel.store import Connection
from services.kernel.sweep import Due

AT_ONCE: Final = 500


async def holds_due(connection: Connection, now: datetime) -> Sequence[Due]:
    """Open holds with `hold_until` <= now, in the streams that the connection names."""
    rows = await connection.fetch(
        "select stream, key, hold_until from open_holds where hold_until <= $1 "
        "order by hold_until limit $2",
        now,
        AT_ONCE,
    )
    return [
        Due(
            stream=row["stream"],
            item=UUID(row["key"]),
            at=row["hold_until"],
            command=ExpireHold(participation_id=UUID(row["key"])),
        )
        for row in rows
    ]
