"""The calendar of destruction: persons of approved lists, and payment data whose term is over."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from services.cards.contracts.commands import DestroyListed, DestroyPaymentData
from services.cards.domain.calendar import BRUSSELS, day_of
from services.kernel.store import Connection
from services.kernel.sweep import Due

AT_ONCE: Final = 100


async def destructions_due(connection: Connection, _now: datetime) -> Sequence[Due]:
    """Persons of approved lists who are still there: each is erased by a command of its own."""
    rows = await connection.fetch(
        "select stream, key, approved_at from destructions order by approved_at limit $1", AT_ONCE
    )
    return [
        Due(
            stream=row["stream"],
            item=UUID(row["key"]),
            at=row["approved_at"],
            command=DestroyListed(holder_id=UUID(row["key"])),
        )
        for row in rows
    ]


async def payment_data_due(connection: Connection, now: datetime) -> Sequence[Due]:
    """Account numbers of erased persons whose last day, in Brussels, has passed."""
    rows = await connection.fetch(
        "select stream, key, kept_until from payment_accounts where kept_until < $1 "
        "order by kept_until limit $2",
        day_of(now),
        AT_ONCE,
    )
    return [
        Due(
            stream=row["stream"],
            item=UUID(row["key"]),
            at=datetime.combine(row["kept_until"] + timedelta(days=1), time(), BRUSSELS),
            command=DestroyPaymentData(holder_id=UUID(row["key"])),
        )
        for row in rows
    ]
