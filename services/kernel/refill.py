"""Refills a journal that was restored from an older backup, from the service's own topic.

The service's offsets are set back, so that it hears everything once more: cursors and known ids
see to it that nothing has a second effect. Then its events are folded into the tables as they
were when they were decided, and what led to them is known again.
"""

import asyncio
from collections.abc import Callable, Sequence

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from services.kernel import journal
from services.kernel.broker import partition_of
from services.kernel.consuming import consuming
from services.kernel.contract import Catalogue
from services.kernel.envelope import Envelope
from services.kernel.incoming import read
from services.kernel.ownership import unnoted
from services.kernel.rules import Context, Rules
from services.kernel.state import NotLoaded, State
from services.kernel.store import Connection, Store, connect_pool

REWIND_TRIES, REWIND_PAUSE_S = 30, 1.0


async def refill(
    rules: Rules,
    catalogue: Catalogue,
    *,
    dsn: str,
    kafka: str,
    partitions: int,
    topics: Sequence[str],
    progress: Callable[[int], None],
) -> int:
    """Put back what Kafka has and the journal has not; the number of events put back.

    `dsn` is of the service's own role. `progress` is told how many are back so far. The service
    must not be running. Raises ValueError where the topic itself has a gap.
    """
    # First of all: as long as the journal is behind, no instance starts and joins the group.
    await _rewind(rules.service, kafka, topics)
    pool = await connect_pool(dsn, 2, rules.service, "refill")
    count = 0
    try:
        rows = await pool.fetch("select stream, head from streams")
        heads = {row["stream"]: row["head"] for row in rows}
        filler = _Filler(rules, catalogue, Store(rules.tables), partitions)
        async for event in unnoted(pool, rules.service, kafka):
            head = heads.get(event.stream, 0)
            if event.sequence is None or event.sequence <= head:
                continue
            if event.sequence != head + 1:
                raise ValueError(f"{event.stream}: number {head + 1} is not on the topic")
            async with pool.acquire() as connection, connection.transaction():
                await filler.put_back(connection, event)
            heads[event.stream] = event.sequence
            count += 1
            progress(count)
    finally:
        await pool.close()
    return count


class _Filler:
    """Puts one event back into journal and tables."""

    def __init__(self, rules: Rules, catalogue: Catalogue, store: Store, partitions: int) -> None:
        self._rules, self._catalogue = rules, catalogue
        self._store, self._partitions = store, partitions

    async def put_back(self, connection: Connection, event: Envelope) -> None:
        stream = event.stream
        await connection.execute("select set_config('app.streams', $1, true)", stream)
        await connection.execute(
            "insert into streams (stream, partition) values ($1, $2) on conflict do nothing",
            stream,
            partition_of(stream, self._partitions),
        )
        state = await self._fold(connection, event)
        await self._store.write(connection, {stream: state})
        await connection.execute(
            "insert into journal select * from unnest($1::text[], $2::bigint[], $3::uuid[], "
            "$4::text[], $5::timestamptz[], $6::text[], $7::uuid[], $8::uuid[], $9::uuid[], "
            "$10::text[], $11::timestamptz[], $12::text[], $13::text[])",
            *journal.columns([event]),
        )
        await connection.execute(
            "update streams set head = $2, published = $2 where stream = $1",
            stream,
            event.sequence,
        )
        await connection.execute(
            "insert into known (stream, id) values ($1, $2) on conflict do nothing",
            stream,
            event.causation,
        )

    async def _fold(self, connection: Connection, event: Envelope) -> State:
        """The rows that the event changes; what it reads is loaded as it asks for it."""
        state = State()
        message = read(self._catalogue, "", event).message
        evolve = self._rules.events.get(type(message))  # type: ignore[arg-type]
        if evolve is None:
            return state
        context = Context(
            id=event.id, stream=event.stream, time=event.time, correlation=event.correlation
        )
        while True:
            try:
                changes = list(evolve(message, context, state))
            except NotLoaded as missing:
                places = [(event.stream, missing.place)]
                await self._store.load(connection, places, {event.stream: state})
                continue
            state.apply(changes)
            return state


async def _rewind(service: str, kafka: str, topics: Sequence[str]) -> None:
    """Set the service's offsets back to the start. Waits until its last member has left."""
    async with consuming(kafka, group_id=service, enable_auto_commit=False) as consumer:
        metadata = await consumer._client.fetch_all_metadata()
        places = [
            TopicPartition(topic, number)
            for topic in topics
            for number in metadata.partitions_for_topic(topic) or ()
        ]
        consumer.assign(places)
        starts = await consumer.beginning_offsets(places)
        for attempt in range(REWIND_TRIES):
            try:
                await consumer.commit(starts)
                return
            except KafkaError:
                if attempt == REWIND_TRIES - 1:
                    raise
                await asyncio.sleep(REWIND_PAUSE_S)
