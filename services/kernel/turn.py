"""The turn: a batch of messages in, everything it causes in one commit, then publish.

The only door to a service's database. A crash anywhere repeats work, never effect.
"""

import base64
import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from services.kernel import journal
from services.kernel.batch import Batch, in_order
from services.kernel.broker import Outbox, Record, Unavailable, partition_of
from services.kernel.contract import Catalogue
from services.kernel.effects import (
    UNKNOWN_STREAM,
    Cursor,
    addressed_row,
    aside_row,
    broken_row,
    transposed,
)
from services.kernel.envelope import Envelope
from services.kernel.hooks import Hooks
from services.kernel.incoming import Broken, Incoming, again
from services.kernel.metrics import MESSAGES, TURNS
from services.kernel.publishing import Publisher
from services.kernel.rules import Rules
from services.kernel.store import Connection, Store
from services.kernel.stream_turn import StreamTurn

ROUNDS = 4
BRAKE_FAILURES, BRAKE_STREAMS = 40, 8
REFUSED_BY_DATABASE = (
    asyncpg.DataError,
    asyncpg.IntegrityConstraintViolationError,
    asyncpg.ProgramLimitExceededError,
    asyncpg.UntranslatableCharacterError,
)

CLOSE_ARGUMENTS = [f"${number}" for number in range(1, 24)]
CLOSE = f"select close_turn_v1({', '.join(CLOSE_ARGUMENTS)})"


class BrakePulled(Exception):
    """Message after message failed on different streams: more likely we are broken."""


@dataclass
class Turn:
    """Runs turns for one service over one connection pool."""

    rules: Rules
    catalogue: Catalogue
    pool: asyncpg.Pool
    outbox: Outbox
    publisher: Publisher
    partitions: int
    hooks: Hooks = field(default_factory=Hooks)
    failures: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.store = Store(self.rules.tables)

    async def run(
        self,
        messages: Sequence[Incoming],
        broken: Sequence[Broken] = (),
        raw: Mapping[str, Sequence[Record]] | None = None,
        streams: Sequence[str] = (),
    ) -> None:
        """Take a batch to its end; `streams` are opened even without a message.

        Raises asyncpg errors where the database is away, BrakePulled where too much fails.
        """
        batch = Batch(messages, broken, raw or {}, streams)
        try:
            await self._whole(batch)
        except REFUSED_BY_DATABASE:
            for part, refused in batch.apart():
                try:
                    await self._whole(part)
                except REFUSED_BY_DATABASE:
                    await self._whole(refused)

    async def _whole(self, batch: Batch) -> None:
        """Take turns until nothing of the batch is deferred."""
        while batch.messages or batch.broken or batch.raw or batch.streams:
            batch = Batch(await self._once(batch), poison=batch.poison)

    async def _once(self, batch: Batch) -> Sequence[Incoming]:
        """One turn; returns what it deferred to the next."""
        names = batch.names()
        if batch.broken:
            names.append(UNKNOWN_STREAM)
        confirmed = self.publisher.take_confirmed(names)
        try:
            async with self.pool.acquire() as connection, connection.transaction():
                turns, behind = await self._open(connection, names, batch, confirmed)
                await self._take(connection, turns, in_order(batch.messages, behind))
                applied = [e for turn in turns.values() for e in turn.effects.applied]
                await self._close(connection, turns, batch.broken)
                for topic, records in batch.raw.items():
                    await self.hooks.raw[topic](connection, records)
                if self.hooks.in_turn is not None and applied:
                    await self.hooks.in_turn(connection, applied)
        except BaseException:
            self.publisher.give_back(confirmed)
            raise
        await self._publish(turns)
        if self.hooks.after_turn is not None:
            await self.hooks.after_turn(applied)
        TURNS.inc()
        MESSAGES.inc(len(batch.messages))
        return [m for turn in turns.values() for m in turn.effects.deferred]

    # -- opening ----------------------------------------------------------------------------

    async def _open(
        self,
        connection: Connection,
        names: list[str],
        batch: Batch,
        confirmed: tuple[list[str], list[int], list[int]],
    ) -> tuple[dict[str, StreamTurn], list[Incoming]]:
        opened = orjson.loads(
            await connection.fetchval(
                "select open_turn_v1($1, $2, $3, $4, $5, $6, $7)",
                names,
                [partition_of(name, self.partitions) for name in names],
                [m.envelope.stream for m in batch.messages],
                [m.envelope.id for m in batch.messages],
                *confirmed,
            )
        )
        known = {UUID(text) for text in (*opened["known"], *opened["held"])}
        now = datetime.now(UTC)
        turns = {
            stream: StreamTurn(
                rules=self.rules,
                stream=stream,
                head=head,
                published=published,
                cursors={},
                known=known,
                prepared={},
                now=now,
                poison=batch.poison,
            )
            for stream, head, published in opened["streams"]
        }
        for source, stream, sequence, seen, stopped in opened["cursors"]:
            cursor = Cursor(sequence, seen, stopped)
            turns[stream].cursors[source] = cursor
        return turns, [self._again(row) for row in opened["behind"]]

    def _again(self, row: Sequence[Any]) -> Incoming:
        stream, _id, topic, value, headers = row
        pairs = [(name, text.encode()) for name, text in headers]
        return again(self.catalogue, topic, stream, base64.b64decode(value), pairs)

    # -- taking -----------------------------------------------------------------------------

    async def _take(
        self,
        connection: Connection,
        turns: Mapping[str, StreamTurn],
        messages: Sequence[Incoming],
    ) -> None:
        queues: dict[str, list[Incoming]] = {stream: [] for stream in turns}
        for message in messages:
            queues[message.envelope.stream].append(message)
        prepared = await self._prepare(messages)
        for turn in turns.values():
            turn.prepared = prepared
        await self._load(connection, turns, queues)
        for stream, turn in turns.items():
            turn.take_all(queues[stream])
        self._watch(turns)

    async def _prepare(self, messages: Sequence[Incoming]) -> Mapping[UUID, Any]:
        prepared: dict[UUID, Any] = {}
        if self.hooks.prepare is not None:
            prepared |= await self.hooks.prepare([m for m in messages if not m.is_event])
        if self.hooks.prepare_events is not None:
            prepared |= await self.hooks.prepare_events([m for m in messages if m.is_event])
        return prepared

    async def _load(
        self,
        connection: Connection,
        turns: Mapping[str, StreamTurn],
        queues: Mapping[str, Sequence[Incoming]],
    ) -> None:
        states = {stream: turn.state for stream, turn in turns.items()}
        for _round in range(ROUNDS):
            places = {
                (stream, place)
                for stream, turn in turns.items()
                for message in queues[stream]
                for place in turn.needs(message)
                if not turn.state.has(place)
            }
            if not places:
                return
            await self.store.load(connection, places, states)

    def _watch(self, turns: Mapping[str, StreamTurn]) -> None:
        """Pull the brake where failures come one after another on different streams."""
        if any(turn.effects.answered or turn.effects.applied for turn in turns.values()):
            self.failures.clear()
        for turn in turns.values():
            self.failures.extend(turn.effects.failures)
        if len(self.failures) >= BRAKE_FAILURES and len(set(self.failures)) >= BRAKE_STREAMS:
            raise BrakePulled(f"{len(self.failures)} messages failed one after another")

    # -- closing ----------------------------------------------------------------------------

    async def _close(
        self,
        connection: Connection,
        turns: Mapping[str, StreamTurn],
        broken: Sequence[Broken],
    ) -> None:
        states = {stream: turn.state for stream, turn in turns.items()}
        clauses, rows = self.store.written(states, first=len(CLOSE_ARGUMENTS) + 1)
        lists = self._lists(turns, broken)
        if clauses or any(lists):
            await connection.execute(f"{clauses} {CLOSE}", *lists, *rows)

    def _lists(self, turns: Mapping[str, StreamTurn], broken: Sequence[Broken]) -> list[Any]:
        """What `close_turn_v1` takes, in its order."""
        effects = [(stream, turn.effects) for stream, turn in turns.items()]
        cursors = [
            (source, stream, c.sequence, c.seen, c.stopped)
            for stream, turn in turns.items()
            for source, c in turn.cursors.items()
            if c.moved
        ]
        known = [(stream, key) for stream, e in effects for key in e.known]
        aside = [aside_row(a) for _, e in effects for a in e.aside]
        aside += [broken_row(b) for b in broken]
        addressed = [
            addressed_row(topic, envelope, self.partitions)
            for _, e in effects
            for topic, envelope in e.addressed
        ]
        return [
            *journal.columns([event for _, e in effects for event in e.journal]),
            *transposed(cursors, 5),
            *transposed(known, 2),
            orjson.dumps(aside).decode() if aside else None,
            [key for _, e in effects for key in e.taken],
            orjson.dumps(addressed).decode() if addressed else None,
        ]

    # -- publishing -------------------------------------------------------------------------

    async def _publish(self, turns: Mapping[str, StreamTurn]) -> None:
        events: dict[str, list[Envelope]] = {}
        noted: dict[str, int] = {}
        for stream, turn in turns.items():
            if not turn.effects.journal:
                continue
            if self.publisher.published(stream, turn.published) == turn.first_head:
                events[stream], noted[stream] = turn.effects.journal, turn.published
            else:
                await self.catch_up(stream, turn.published, turn.head)
        await self.publisher.publish(events, noted)
        for turn in turns.values():
            for topic, envelope in turn.effects.addressed:
                with contextlib.suppress(Unavailable):
                    await self.outbox.send(topic, envelope)

    async def catch_up(self, stream: str, noted: int, head: int) -> None:
        """Publish what the journal has of a stream beyond what is published."""
        async with self.pool.acquire() as connection, connection.transaction():
            await connection.execute("select set_config('app.streams', $1, true)", stream)
            await self.publisher.catch_up(connection, stream, noted, head)
