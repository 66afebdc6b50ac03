"""What is due of decisions: why they were made is forgotten after the term of appeal."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from services.cards.contracts.commands import ForgetExplanation
from services.kernel.store import Connection
from services.kernel.sweep import Due

AT_ONCE: Final = 500


async def explanations_due(connection: Connection, now: datetime) -> Sequence[Due]:
    """Decisions whose term of appeal is over, in the streams that the connection names."""
    rows = await connection.fetch(
        "select stream, key, due_at from forgettings where due_at <= $1 order by due_at limit $2",
        now,
        AT_ONCE,
    )
    return [
        Due(
            stream=row["stream"],
            item=UUID(row["key"]),
            at=row["due_at"],
            command=ForgetExplanation(decision_id=UUID(row["key"])),
        )
        for row in rows
    ]
