"""Subscriptions over graphql-transport-ws: an operation or a job to its end, public events."""

import asyncio
from collections.abc import AsyncGenerator
from uuid import UUID

import strawberry

from services.gateway.api.context import Coded, Info
from services.gateway.api.job_types import Job, JobState, job_of
from services.gateway.api.operations import follow_operation
from services.gateway.api.replies import NetworkEvent, Operation
from services.gateway.api.scalars import Long, as_json
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.gateway.storage.events import PublicEvent, read_events, read_heads
from services.gateway.storage.jobs import read_job

SOURCES = ("budget", "cards", "partners")
BATCH = 200
LOOK_AGAIN_S = 5.0
PROGRESS_EVERY_S = 1.0
"""How often a follower of a job is told at most: its rows end many times a second."""


@strawberry.type
class Subscription:
    """What can be followed."""

    @strawberry.subscription(description="An operation of yours; ends when it is final.")
    async def operation(
        self,
        info: Info,
        id: UUID,  # noqa: A002
    ) -> AsyncGenerator[Operation, None]:
        """How it stands now, and how it ends."""
        checked(id=id)
        grant = info.context.permit("operation", Scope())
        known = False
        async for standing in follow_operation(info.context, grant, id):
            known = True
            yield standing
        if not known:
            raise Coded("operation_unknown", "id")

    @strawberry.subscription(description="How far a job is, from now on; ends when the job ends.")
    async def job_progress(self, info: Info, network: UUID, job: UUID) -> AsyncGenerator[Job, None]:
        """At once, and then whenever it has changed, once a second at most."""
        checked(network=network, job=job)
        context, stream, told = info.context, str(network), None
        while True:
            # Again and again: the token may expire meanwhile.
            context.permit("jobProgress", Scope(network=stream))
            bounds = context.bounds(stream)
            row = await read_job(context.gateway.database, bounds, stream, job)
            if row is None:
                raise Coded("job_unknown", "job")
            shown = job_of(row)
            if shown != told:
                told = shown
                yield shown
            if shown.state is JobState.DONE:
                return
            await asyncio.sleep(PROGRESS_EVERY_S)

    @strawberry.subscription(description="Public events of a network, from now on.")
    async def network_events(self, info: Info, network: UUID) -> AsyncGenerator[NetworkEvent, None]:
        """As they are applied; per source in order. For completeness use the feed at /events."""
        checked(network=network)
        gateway, stream = info.context.gateway, str(network)
        info.context.permit("networkEvents", Scope(network=stream))
        cursors = await read_heads(gateway.database, stream)
        while True:
            # Again and again: the token may expire meanwhile.
            info.context.permit("networkEvents", Scope(network=stream))
            found = False
            for source in SOURCES:
                after = cursors.get(source, 0)
                batch = await read_events(gateway.database, stream, source, after, BATCH)
                for event in batch.events:
                    cursors[source], found = event.sequence, True
                    yield _shown(event)
            if not found:
                await gateway.waiting.bells.wait(stream, LOOK_AGAIN_S)


def _shown(event: PublicEvent) -> NetworkEvent:
    return NetworkEvent(
        source=event.source,
        sequence=Long(event.sequence),
        type=event.type,
        time=event.at,
        data=as_json(event.data),
    )
