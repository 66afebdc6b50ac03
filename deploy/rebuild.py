"""Rebuilds the gateway's views from the topics into fresh tables, then puts them in place.

The projectors wait meanwhile: a lock on the old cursors keeps them from committing, and what
they have in hand is tried again afterwards, to no second effect. Readers go on reading the old
views. What is kept (operations, keys) lies in another schema and is not touched.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final, Protocol

import asyncpg

import services.budget.contracts.events as budget_events
import services.cards.contracts.events as cards_events
import services.partners.contracts.events as partners_events
from services.gateway.consumers import RULES
from services.gateway.storage.events import PublicLog
from services.gateway.storage.key_follower import KeyFollower
from services.gateway.storage.name_index import NameIndexing
from services.gateway.storage.operations import record_turn
from services.gateway.storage.tables import shape, view_tables
from services.kernel.broker import Outbox, Record
from services.kernel.contract import Catalogue
from services.kernel.envelope import Envelope
from services.kernel.hooks import Hooks
from services.kernel.incoming import sort
from services.kernel.ownership import read_topic
from services.kernel.publishing import Publisher
from services.kernel.store import Connection, connect_pool
from services.kernel.turn import Turn

CATALOGUE: Final = Catalogue([partners_events, cards_events, budget_events])
PUBLIC: Final = PublicLog(CATALOGUE)
FRESH, LIVE, OLD = "views_next", "views", "views_old"
BATCH: Final = 1_000

Progress = Callable[[str, int], None]


class Reach(Protocol):
    """How the parts of a platform are reached: as `Platform` says, or the provisioning."""

    @property
    def kafka(self) -> str:
        """Bootstrap servers."""

    def dsn(self, database: str, role: str = "operator") -> str:
        """A database in a role."""

    def key(self, name: str) -> bytes:
        """A key of the gateway, by its setting."""


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuild did: events read, streams seen, and gaps that were still open."""

    events: int
    cursors: int
    gaps: int


async def is_current(platform: Reach) -> bool:
    """Whether the views are those of this version. Raises asyncpg errors."""
    owner = await connect_owner(platform)
    try:
        made = await owner.fetchval(f"select obj_description('{LIVE}'::regnamespace)")
        return bool(made == shape())
    finally:
        await owner.close()


async def rebuild(platform: Reach, partitions: int, progress: Progress) -> Rebuilt:
    """Rebuild all views. `progress` gets the topic and how many of its records were read.

    Raises asyncpg errors; what was built is thrown away then and the old views stay.
    """
    owner = await connect_owner(platform)
    try:
        await _make_fresh(owner)
        async with _projectors_waiting(owner):
            rebuilt = await _fill(platform, partitions, progress)
            await owner.execute(f"alter schema {LIVE} rename to {OLD}")
            await owner.execute(f"alter schema {FRESH} rename to {LIVE}")
        await owner.execute(f"drop schema {OLD} cascade")
    finally:
        await owner.close()
    return rebuilt


async def connect_owner(platform: Reach) -> asyncpg.Connection:
    """A connection of the tables' owner. It holds its lock, idle, for as long as the rebuild
    takes: the server must not take it for a dead one."""
    return await asyncpg.connect(
        platform.dsn("gateway", "samenspel"),
        server_settings={"idle_in_transaction_session_timeout": "0"},
    )


async def _make_fresh(owner: asyncpg.Connection) -> None:
    async with owner.transaction():
        for schema in (FRESH, OLD):
            await owner.execute(f"drop schema if exists {schema} cascade")
        await owner.execute(f"create schema {FRESH}")
        await owner.execute(f"grant usage on schema {FRESH} to public")
        await owner.execute(f"comment on schema {FRESH} is '{shape()}'")
        await owner.execute(f"set local search_path = {FRESH}, operations")
        for statement in view_tables():
            await owner.execute(statement)


@asynccontextmanager
async def _projectors_waiting(owner: asyncpg.Connection) -> AsyncIterator[None]:
    """Every projector's turn begins with its streams' rows: this lock lets none begin."""
    async with owner.transaction():
        await owner.execute(f"lock table {LIVE}.streams in exclusive mode")
        yield


async def _fill(platform: Reach, partitions: int, progress: Progress) -> Rebuilt:
    outbox = Outbox(platform.kafka, "rebuild")
    pool = await connect_pool(
        platform.dsn("gateway", "gateway"), 2, f"{FRESH}, operations", "rebuild"
    )
    follower = KeyFollower(pool, platform.kafka, partitions, platform.key("GATEWAY_PRIVATE_KEY"))
    follower.start()
    turn = Turn(
        rules=RULES,
        catalogue=CATALOGUE,
        pool=pool,
        outbox=outbox,
        publisher=Publisher(outbox, RULES.service),
        partitions=partitions,
        hooks=Hooks(
            prepare_events=NameIndexing(follower, platform.key("CARD_LOOKUP_KEY")),
            in_turn=_keep_public,
        ),
    )
    try:
        events = 0
        for topic in RULES.topics:
            async for batch in _batches(platform.kafka, topic):
                messages, _, _ = sort(CATALOGUE, batch)
                await turn.run(messages)
                events += len(messages)
                progress(topic, len(batch))
        return Rebuilt(events, *await _cursors(platform))
    finally:
        await follower.stop()
        await pool.close()


async def _keep_public(connection: Connection, envelopes: Sequence[Envelope]) -> None:
    """The log of public events is a view too; outcomes are kept elsewhere and stay."""
    await record_turn(connection, [], PUBLIC.among(envelopes))


async def _batches(kafka: str, topic: str) -> AsyncIterator[Sequence[Record]]:
    batch: list[Record] = []
    async for record in read_topic(kafka, topic, {}):
        batch.append(record)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


async def _cursors(platform: Reach) -> tuple[int, int]:
    operator = await asyncpg.connect(platform.dsn("gateway", "operator"))
    try:
        row = await operator.fetchrow(
            f"select count(*), count(*) filter (where seen > sequence) from {FRESH}.cursors"
        )
        assert row is not None
        return row[0], row[1]
    finally:
        await operator.close()
