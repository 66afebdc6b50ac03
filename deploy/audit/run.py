"""Runs an audit: note heads, wait, read Kafka, then judge stream by stream."""

import contextlib
import time
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from typing import Protocol

import asyncpg
from aiokafka import ConsumerRecord
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from deploy.audit import (
    alive,
    allowances,
    awaiting,
    counters,
    cursors,
    database,
    folds,
    journals,
    kafka_log,
    ledger,
    limits,
    operations,
    outcomes,
    participations,
    rights,
    settled,
    shares,
    shown,
    totals,
)
from deploy.audit.database import Databases
from deploy.audit.findings import Finding, Findings
from deploy.audit.heads import CouldNotJudge, Lag, Look, Patience, Settled, Watch
from deploy.audit.kafka_log import CommandLog, EventLog
from deploy.audit.looked_at import ALWAYS
from deploy.audit.picture import Picture
from deploy.audit.sample import chosen
from deploy.audit.services import AUDITED, GATEWAY, SOURCES
from deploy.cli.connection import Platform
from services.kernel import heartbeat
from services.kernel.consuming import consuming

FETCH_WAIT_MS = 20
UNREACHABLE = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, KafkaError)


class Progress(Protocol):
    """What shows a person how far the audit is."""

    def waiting(self, number: int, lag: Lag) -> None:
        """A round of waiting, and what has not been passed yet."""

    def stage(self, name: str, total: int) -> None:
        """A stage begins, with so many steps."""

    def advance(self, steps: int) -> None:
        """So many steps are done."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """`sample`: so many streams are folded again, None means all; `seed` draws the lots.

    `only`: these streams and no other; None means all.
    `names`: the services under audit, without the gateway where there is none.
    """

    sample: int | None = 10
    only: frozenset[str] | None = None
    seed: int = 0
    patience: Patience = field(default_factory=Patience)
    names: tuple[str, ...] = tuple(AUDITED)


@dataclass(frozen=True)
class Result:
    """What an audit found. `folded` of `streams` were folded again, drawn by `seed`."""

    findings: Findings
    folded: int
    streams: int
    seed: int
    seconds: float
    stuck: Lag


async def audit(platform: Platform, options: Options, progress: Progress) -> Result:
    """Audit the running platform. Raises CouldNotJudge where it cannot say."""
    started = time.monotonic()
    try:
        async with _connected(platform, options) as watch:
            await watch.all_work(options.patience)
            settled = await watch.settle(options.patience, progress.waiting)
            audit_ = _Audit(platform, watch, options, progress, settled)
            audit_.answers.waiting |= settled.aside
            await audit_.run()
    except UNREACHABLE as problem:
        cause = f"{type(problem).__name__}: {problem}"
        raise CouldNotJudge(f"a part of the platform does not answer ({cause})") from problem
    seconds = time.monotonic() - started
    return Result(
        audit_.findings, audit_.folded, audit_.streams, options.seed, seconds, settled.stuck
    )


async def streams_of_networks(platform: Platform, names: Iterable[str]) -> frozenset[str]:
    """The streams of networks, named by their slugs or ids. Raises CouldNotJudge."""
    found = set()
    try:
        async with database.opened(platform, ["partners"]) as databases:
            for name in names:
                stream = await database.stream_of_network(databases["partners"], name)
                if stream is None:
                    raise CouldNotJudge(f"no network has the slug or id {name}")
                found.add(stream)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as problem:
        raise CouldNotJudge(f"partners' database does not answer: {problem}") from problem
    return frozenset(found)


@contextlib.asynccontextmanager
async def _connected(platform: Platform, options: Options) -> AsyncIterator[Watch]:
    names = options.names
    async with contextlib.AsyncExitStack() as stack:
        databases = await stack.enter_async_context(database.opened(platform, names))
        topics = [f"{name}.{kind}" for name in SOURCES for kind in ("commands", "events")]
        topics.append(heartbeat.TOPIC)
        # Topics are read one after another: no read may wait for news of the one before.
        consumer = await stack.enter_async_context(
            consuming(platform.kafka, *topics, fetch_max_wait_ms=FETCH_WAIT_MS)
        )
        consumer.pause(*consumer.assignment())
        admin = AIOKafkaAdminClient(bootstrap_servers=platform.kafka)
        stack.push_async_callback(admin.close)
        await admin.start()
        heard: set[str] = set()

        async def away() -> list[str]:
            latest = await alive.beats(consumer)
            silent = alive.silent(latest, names, heard)
            heard.update(latest)
            return [*silent, *alive.not_ready(platform, names)]

        yield Watch(databases, consumer, admin, names, options.only, away)


@dataclass
class _Audit:
    """One audit behind the waiting: from here on nothing that is judged changes any more."""

    platform: Platform
    watch: Watch
    options: Options
    progress: Progress
    settled: Settled
    findings: Findings = field(default_factory=Findings)
    answers: outcomes.Answers = field(default_factory=outcomes.Answers)
    commands: CommandLog = field(default_factory=CommandLog)
    events: dict[str, EventLog] = field(default_factory=dict)
    forgotten: list[rights.Forgotten] = field(default_factory=list)
    folded: int = 0
    streams: int = 0

    async def run(self) -> None:
        """Kafka first, then the databases: so a journal has all that Kafka has."""
        await self._read_kafka()
        streams = sorted(await self._all_streams(self.watch.databases))
        sizes = {
            s: sum(h[s].head for h in self.settled.noted.heads.values() if s in h) for s in streams
        }
        folded = chosen(sizes, self.options.sample, self.options.seed)
        self.folded, self.streams = len(folded), len(streams)
        self.progress.stage("judging streams", len(streams))
        for stream in streams:
            picture = await self._load(stream, whole=stream in folded)
            self.findings.add(self._judge(picture, fold=stream in folded))
            self.forgotten += rights.forgotten_in(picture)
            self.answers.gather(picture, self._noted(self.settled.first, stream))
            self.progress.advance(1)
        self.findings.add([self._judge_commands(), await self._judge_forgotten()])

    async def _read_kafka(self) -> None:
        consumer, progress = self.watch.consumer, self.progress
        ends, first_ends = self.settled.final.ends, self.settled.first.ends
        for service in self.settled.noted.heads:
            log = self.events[service] = EventLog(service)
            topic = f"{service}.events"
            progress.stage(f"reading {topic}", _records(self.settled.final, topic))
            async for record in kafka_log.read(consumer, topic, ends, progress.advance):
                if self._wanted(record):
                    log.take(record)
            self.findings.add([log.finding])
        for service in self.settled.first.heads:
            topic = f"{service}.commands"
            progress.stage(f"reading {topic}", _records(self.settled.first, topic))
            async for record in kafka_log.read(consumer, topic, first_ends, progress.advance):
                if self._wanted(record):
                    self.commands.take(record)
            if await kafka_log.dropped(consumer, topic):
                self.commands.whole = False

    def _wanted(self, record: ConsumerRecord) -> bool:
        only = self.options.only
        return only is None or (record.key or b"").decode("utf-8", "replace") in only

    async def _all_streams(self, databases: Databases) -> Iterable[str]:
        if self.options.only is not None:
            return self.options.only
        found: set[str] = set(self.commands.commands)
        for connection in databases.values():
            found |= await database.streams(connection)
        for log in self.events.values():
            found |= log.digests.keys()
        return found

    async def _load(self, stream: str, *, whole: bool) -> Picture:
        parts = {}
        for service in self.options.names:
            tables = AUDITED[service].rules.tables if whole else ALWAYS[service]
            connection = self.watch.databases[service]
            parts[service] = await database.part(connection, service, stream, tables)
        ends = {
            service: await database.head(self.watch.databases[service], stream)
            for service in self.settled.noted.heads
        }
        return Picture(stream, parts, self._noted(self.settled.noted, stream), ends)

    @staticmethod
    def _noted(look: Look, stream: str) -> dict[str, int]:
        return {name: heads[stream].head for name, heads in look.heads.items() if stream in heads}

    def _judge(self, picture: Picture, *, fold: bool) -> list[Finding]:
        stream, parts = picture.stream, picture.parts
        hearers = {name: AUDITED[name].rules.sources for name in parts}
        found = [cursors.judge_cursors(picture, hearers), *folds.judge_unfit(picture)]
        for service, heads in self.settled.final.heads.items():
            part = picture.part(service)
            published = heads[stream].published if stream in heads else 0
            on_kafka = self.events[service].digests.pop(stream, {})
            found.append(journals.judge_contiguous(stream, part))
            found.append(journals.judge_on_kafka(stream, part, on_kafka, published))
        commands = self.commands.commands.get(stream, {})
        found.append(outcomes.judge_taken(picture, commands))
        found.append(ledger.judge_transfers(stream, picture.part("budget")))
        found.append(ledger.judge_envelopes(stream, picture.part("budget")))
        found.append(allowances.judge_allowances(stream, picture.part("budget")))
        found.append(shares.judge_shares(picture))
        found.append(participations.judge_participations(picture))
        found.append(limits.judge_limits(picture))
        found.append(rights.judge_rights(picture))
        if GATEWAY in parts:
            found.append(totals.judge_totals(picture))
            found += [counters.judge_counters(picture), settled.judge_settled(picture)]
            found += [awaiting.judge_awaiting(picture), shown.judge_shown(picture)]
            found.append(operations.judge_operations(picture, commands))
        if fold:
            found.append(rights.judge_uses(picture))
            found += [folds.judge_fold(AUDITED[name].rules, picture) for name in parts]
            if GATEWAY in parts:
                found.append(folds.judge_feed(picture))
        return found

    async def _judge_forgotten(self) -> Finding:
        """The keyring is asked once, about all streams."""
        owners = {one.owner for one in self.forgotten}
        left = await database.keys_left(self.platform, owners)
        return rights.judge_forgotten(self.forgotten, left)

    def _judge_commands(self) -> Finding:
        # What opens a network is asked on another stream: among some streams it may be missing.
        whole = self.commands.whole and self.options.only is None
        found = outcomes.judge_outcomes(self.commands.commands, self.answers, whole=whole)
        found.looked["repeated sendings"] += self.commands.repeats
        found.looked["unreadable records"] += self.commands.unreadable
        return found


def _records(look: Look, topic: str) -> int:
    return sum(end for place, end in look.ends.items() if place.topic == topic)
