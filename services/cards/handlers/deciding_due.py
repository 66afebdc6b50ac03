"""What is due of cases: why a decision was made, and what an application holds, is forgotten."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from services.cards.contracts.commands import ForgetContent, ForgetExplanation
from services.cards.domain.decision import DECISION
from services.kernel.contract import Command
from services.kernel.store import Connection
from services.kernel.sweep import Due

AT_ONCE: Final = 500


async def forgettings_due(connection: Connection, now: datetime) -> Sequence[Due]:
    """Decisions and applications whose time is over, in the streams that the connection names."""
    rows = await connection.fetch(
        "select stream, key, due_at, purpose from forgettings where due_at <= $1 "
        "order by due_at limit $2",
        now,
        AT_ONCE,
    )
    return [
        Due(
            stream=row["stream"],
            item=UUID(row["key"]),
            at=row["due_at"],
            command=_command(row["purpose"], UUID(row["key"])),
        )
        for row in rows
    ]


def _command(purpose: str, key: UUID) -> Command:
    if purpose == DECISION:
        return ForgetExplanation(decision_id=key)
    return ForgetContent(application_id=key)
