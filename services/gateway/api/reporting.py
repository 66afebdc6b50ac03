"""The worker that reports providers that try numbers to their network, once a day each.

The command's id follows from network, provider and day: however many gateways send it, however
often, it happens once.
"""

import asyncio
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from services.cards.contracts.commands import ReportProbing
from services.gateway.api.metrics import PROBING_REPORTED
from services.gateway.storage.attempts import Probing, note_reported, probing_due
from services.gateway.storage.beside import Beside
from services.gateway.storage.reading import DATABASE_AWAY, Database
from services.kernel import logs
from services.kernel.broker import Outbox, Unavailable
from services.kernel.envelope import Envelope
from services.kernel.ids import made_by

LOOK_EVERY_S: Final = 2.0
log = logs.logger()


class ProbingReporter(Beside):
    """Reports for every network."""

    def __init__(self, database: Database, outbox: Outbox) -> None:
        self._database, self._outbox = database, outbox

    async def _work_for_ever(self) -> None:
        while True:
            try:
                for probing in await probing_due(self._database):
                    await self.report(probing)
            except (Unavailable, *DATABASE_AWAY) as why:
                log.warning("probing_waits", cause=type(why).__name__)
            await asyncio.sleep(LOOK_EVERY_S)

    async def report(self, probing: Probing) -> None:
        """Send the command, then note that it was sent. Raises Unavailable and DATABASE_AWAY."""
        await self._outbox.send("cards.commands", command_of(probing, datetime.now(UTC)))
        await note_reported(self._database, probing)
        PROBING_REPORTED.inc()


def command_of(probing: Probing, now: datetime) -> Envelope:
    """The command that tells of it: the same id for a network, a provider and a day."""
    organisation = UUID(probing.party.removeprefix("organisation:"))
    command = ReportProbing(
        organisation_id=organisation,
        on=probing.day,
        count=probing.count,
        first_at=probing.first_at,
        last_at=probing.last_at,
    )
    of_a_day = made_by(organisation, f"{probing.stream}:probing:{probing.day.isoformat()}")
    return Envelope(
        id=of_a_day,
        type=command.wire_name,
        source="gateway",
        stream=probing.stream,
        time=now,
        data=command.model_dump_json().encode(),
        correlation=of_a_day,
    )
