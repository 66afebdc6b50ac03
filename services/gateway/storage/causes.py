"""What the projector queues for holders: in the transaction of the turn that took the event in."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from services.gateway.domain.messaging import CAUSES, wanted
from services.gateway.storage.outbox import Cause, queue
from services.gateway.storage.reading import Connection
from services.kernel.contract import Catalogue
from services.kernel.envelope import Envelope

STALE_AFTER: Final = timedelta(days=3)
"""Who took in an event so late (a gateway made anew) may have written already: nobody is written
to by itself then; what lies in the future is."""


def causes_in(catalogue: Catalogue, envelopes: Sequence[Envelope], now: datetime) -> list[Cause]:
    """The causes to write to somebody among events newly taken in."""
    found = []
    for envelope in envelopes:
        kind = catalogue.by_name.get(envelope.type)
        if kind is None or not issubclass(kind, CAUSES) or envelope.source != "cards":
            continue
        event = kind.model_validate_json(envelope.data)
        found += [
            Cause(
                stream=envelope.stream,
                event_id=envelope.id,
                kind=wish.kind,
                holder_id=wish.holder_id,
                subject_id=wish.subject_id,
                due_at=wish.due_at,
                facts=dict(wish.facts),
            )
            for wish in wanted(event, envelope.time)
            if wish.due_at > now - STALE_AFTER
        ]
    return found


async def queue_messages(
    catalogue: Catalogue, connection: Connection, envelopes: Sequence[Envelope]
) -> None:
    """Queue what these events give cause to."""
    await queue(connection, causes_in(catalogue, envelopes, datetime.now(UTC)))
