"""Notes where everything stands, and waits until all who listen have passed it.

Rounds: a command that stood on a topic at the first look is decided after one round, answered by
another service after two, and its answer is in the views after three.
"""

import asyncio
import functools
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from deploy.audit import database
from deploy.audit.database import Databases, Head
from deploy.audit.picture import CursorAt
from deploy.audit.services import AUDITED, SOURCES

ROUNDS: Final = 3
POLL_S, LONGEST_POLL_S = 0.1, 1.0
Ends = Mapping[TopicPartition, int]


class CouldNotJudge(Exception):
    """The audit cannot say whether all is well, and why."""


@dataclass(frozen=True)
class Look:
    """Where everything stood at one moment. Heads by service and stream; ends by partition.

    Heads are noted before ends: what caused an event up to a head stands before the end.
    """

    aside: frozenset[UUID]
    heads: Mapping[str, Mapping[str, Head]]
    ends: Ends


@dataclass(frozen=True)
class Lag:
    """What has not been passed yet: what, where, how far it is, and how far it should be."""

    missing: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """So many messages have yet to be taken in."""
        return sum(upto - at for at, upto in self.missing.values())

    def first(self, number: int = 3) -> str:
        """The first few, for a person."""
        some = list(self.missing.items())[:number]
        more = f" and {len(self.missing) - number} more" if len(self.missing) > number else ""
        return ", ".join(f"{what}: {at} of {upto}" for what, (at, upto) in some) + more


@dataclass(frozen=True)
class Patience:
    """How long to wait, in seconds: in all, and for something that no longer moves."""

    timeout: float = 300.0
    standstill: float = 15.0


@dataclass(frozen=True)
class Settled:
    """What the audit may judge.

    Commands up to the ends of the `first` look, events up to the heads of the `noted` one. All
    that was published by the `final` look stands before its ends. `aside` was set aside at any
    look; `stuck` stood still and was never passed.
    """

    first: Look
    noted: Look
    final: Look
    aside: frozenset[UUID]
    stuck: Lag


@dataclass
class Watch:
    """Looks at the running system. `names` are the services that listen."""

    databases: Databases
    consumer: AIOKafkaConsumer
    admin: AIOKafkaAdminClient
    names: tuple[str, ...]
    only: frozenset[str] | None
    """Streams to look at; None means all."""
    away: Callable[[], Awaitable[Iterable[str]]]
    """Names of processes that should work and do not."""

    async def all_work(self, patience: Patience) -> None:
        """Wait until everybody works: somebody may be starting again. Raises CouldNotJudge."""
        deadline = time.monotonic() + patience.standstill
        while away := sorted(await self.away()):
            if time.monotonic() > deadline:
                raise CouldNotJudge(f"not working: {', '.join(away)}")
            await asyncio.sleep(LONGEST_POLL_S)

    async def look(self) -> Look:
        """Where everything stands: first what is set aside, then heads, then ends."""
        sources = [name for name in SOURCES if name in self.names]
        aside: set[UUID] = set()
        for name in sources:
            aside |= await database.correlations_aside(self.databases[name])
        heads = {name: await self._heads(name) for name in sources}
        ends = await self.consumer.end_offsets(list(self.consumer.assignment()))
        return Look(frozenset(aside), heads, ends)

    async def _heads(self, name: str) -> dict[str, Head]:
        found = await database.heads(self.databases[name])
        return {s: head for s, head in found.items() if self.only is None or s in self.only}

    async def lag(self, look: Look) -> Lag:
        """What has not been passed yet of a look."""
        missing: dict[str, tuple[int, int]] = {}
        for name in self.names:
            sources = AUDITED[name].rules.sources
            if sources:
                found = await database.cursors(self.databases[name])
                missing |= behind(name, sources, found, look.heads)
        for name in look.heads:
            now = await database.heads(self.databases[name])
            for stream, noted in look.heads[name].items():
                if (published := now[stream].published if stream in now else 0) < noted.head:
                    missing[f"{name} publishing {stream}"] = published, noted.head
            missing |= await self._unread_commands(name, look.ends)
        return Lag(missing)

    async def _unread_commands(self, name: str, ends: Ends) -> dict[str, tuple[int, int]]:
        committed = await self.admin.list_consumer_group_offsets(name)
        topic, missing = f"{name}.commands", {}
        for place, end in ends.items():
            if place.topic == topic and end > 0:
                at = committed[place].offset if place in committed else 0
                if at < end:
                    missing[f"{topic}/{place.partition}"] = max(at, 0), end
        return missing

    async def settle(self, patience: Patience, progress: Callable[[int, Lag], None]) -> Settled:
        """Look and wait, three times, and look once more. Raises CouldNotJudge."""
        deadline = time.monotonic() + patience.timeout
        looks = [await self.look()]
        stuck = Lag()
        for number in range(ROUNDS):
            # What stands still is not waited for again in the rounds that follow.
            known = frozenset(stuck.missing)
            stuck = await self._pass(
                looks[-1], patience, deadline, known, functools.partial(progress, number)
            )
            looks.append(await self.look())
        aside = frozenset[UUID]().union(*(look.aside for look in looks))
        return Settled(looks[0], looks[-2], looks[-1], aside, stuck)

    async def _pass(
        self,
        look: Look,
        patience: Patience,
        deadline: float,
        known: frozenset[str],
        progress: Callable[[Lag], None],
    ) -> Lag:
        lag, pause = await self.lag(look), POLL_S
        smallest, moved = lag.size, time.monotonic()
        while lag.missing and not lag.missing.keys() <= known:
            progress(lag)
            now = time.monotonic()
            if lag.size < smallest:
                smallest, moved = lag.size, now
            if now - moved > patience.standstill:
                await self._ensure_alive(f"nothing moves any more ({lag.first()})")
                return lag
            if now > deadline:
                await self._ensure_alive(f"not all is taken in ({lag.first()})")
                raise CouldNotJudge(
                    f"after {patience.timeout:.0f} s the platform is still catching up: "
                    f"{lag.size} to go ({lag.first()}). Try again later, or with --timeout."
                )
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, LONGEST_POLL_S)
            lag = await self.lag(look)
        return lag

    async def _ensure_alive(self, what: str) -> None:
        if away := sorted(await self.away()):
            raise CouldNotJudge(f"{what}, and not working: {', '.join(away)}")


def behind(
    hearer: str,
    sources: Iterable[str],
    cursors: Mapping[tuple[str, str], CursorAt],
    heads: Mapping[str, Mapping[str, Head]],
) -> dict[str, tuple[int, int]]:
    """The cursors of one service that have not passed these heads; a stopped one never will."""
    missing = {}
    for source in sources:
        for stream, noted in heads.get(source, {}).items():
            cursor = cursors.get((source, stream), CursorAt(0))
            if cursor.sequence < noted.head and cursor.stopped is None:
                missing[f"{hearer} hearing {source} of {stream}"] = cursor.sequence, noted.head
    return missing
