"""What the ledger posts and how long a hold takes, beside a bare double entry on the same database.

`python -m tests.bench.ledger [--write-docs]`. Both hold shares of participations against one
envelope, the hot account of a network, with as many requests in flight, and take turns.

- the ledger: budget's own turn, as its process runs it: what is in flight is one batch, which is
  decided, journalled, committed, and published to Kafka;
- bare: every request is a transaction of its own that inserts a transfer and adds to both accounts.
"""

import argparse
import os
import platform as computer
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final
from uuid import UUID, uuid4

import asyncpg
import uvloop

import services.budget.contracts.commands as commands
import services.budget.contracts.events as events
import services.cards.contracts.events as cards
import services.partners.contracts.events as partners
from deploy.embedded.postgres import SUPERUSER
from services.budget.consumers import RULES
from services.budget.contracts.events import Decision
from services.kernel.broker import Outbox
from services.kernel.contract import Catalogue, Message
from services.kernel.envelope import Envelope
from services.kernel.incoming import Incoming, read
from services.kernel.publishing import Publisher
from services.kernel.store import connect_pool
from services.kernel.turn import Turn
from tests.bench.bare.double_entry import Bare, Run
from tests.kit.platform import running_platform

CATALOGUE: Final = Catalogue([commands, events, partners, cards])
IN_FLIGHT: Final = (1, 16, 64, 256)
ROUNDS, REQUESTS = 5, 2_048
PARTITIONS: Final = 12
CONNECTIONS: Final = 16
DAY: Final = date(2026, 7, 1)
WANTED: Final = 0.5
PAGE: Final = Path(__file__).parents[2] / "docs" / "bench-ledger.md"


@dataclass(frozen=True, slots=True)
class Row:
    """Both sides with so many in flight, over all rounds."""

    in_flight: int
    ledger: tuple[Run, ...]
    bare: tuple[Run, ...]

    @property
    def rates(self) -> tuple[float, ...]:
        """The ledger's rate to the bare one's, of each round."""
        return tuple(
            one.rate / other.rate for one, other in zip(self.ledger, self.bare, strict=True)
        )

    @property
    def waits(self) -> tuple[float, ...]:
        """The ledger's p99 of a hold to the bare one's, of each round."""
        return tuple(one.p99 / other.p99 for one, other in zip(self.ledger, self.bare, strict=True))

    def line(self) -> str:
        """A line of the table."""
        rates, waits = self.rates, self.waits
        return (
            f"| {self.in_flight} | {median(rates):.2f} ({min(rates):.2f}–{max(rates):.2f}) "
            f"| {median(waits):.2f} ({min(waits):.2f}–{max(waits):.2f}) |"
        )


class Ledger:
    """Budget's turn on one network, whose envelope takes every participation."""

    def __init__(self, turn: Turn) -> None:
        self.turn, self.stream = turn, str(uuid4())
        self.sequences = {"partners": 0, "cards": 0}
        self.provider, self.offer = uuid4(), uuid4()

    async def open(self) -> None:
        """A network with money, an offer, an envelope with money in it."""
        first = partners.NetworkOpened(
            network_id=UUID(self.stream),
            slug="bench",
            name="Bench",
            municipalities=("12014",),
            period_from=date(2026, 1, 1),
            period_until=date(2026, 12, 31),
            drawing_right_cents=900_000_000_000,
            own_contribution_cents=0,
        )
        offer = partners.OfferPublished(
            offer_id=self.offer,
            organisation_id=self.provider,
            title="Zwemles",
            price_cents=1_000,
            holder_bp=2_000,
            organisation_bp=0,
            network_bp=8_000,
        )
        await self.turn.run([self.event("partners", first), self.event("partners", offer)])
        opened = self.command(
            commands.OpenEnvelope(
                year=2026, action="Kaarten", category="participation", pays_for=("all",)
            )
        )
        await self.turn.run([opened])
        moved = commands.MoveMoney(
            year=2026,
            to_envelope=await self._envelope(),
            cents=800_000_000_000,
            decision=Decision(body="coordinator", on=DAY),
        )
        await self.turn.run([self.command(moved)])

    async def _envelope(self) -> UUID:
        async with self.turn.pool.acquire() as connection, connection.transaction():
            await connection.execute("select set_config('app.streams', $1, true)", self.stream)
            key = await connection.fetchval("select key from envelope_years")
        return UUID(key)

    async def hold(self, in_flight: int, requests: int) -> Run:
        """Hold the share of so many participations."""
        waits: list[float] = []
        begun = perf_counter()
        for _batch in range(requests // in_flight):
            messages = [self.event("cards", self.request()) for _ in range(in_flight)]
            started = perf_counter()
            await self.turn.run(messages)
            waits += [(perf_counter() - started) * 1_000] * in_flight
        return Run(requests / (perf_counter() - begun), tuple(waits))

    def request(self) -> cards.ParticipationRequested:
        """Somebody takes part, and the network's share is to be held."""
        return cards.ParticipationRequested(
            participation_id=uuid4(),
            holder_id=uuid4(),
            right_id=uuid4(),
            offer_id=self.offer,
            organisation_id=self.provider,
            on=DAY,
            price_cents=1_000,
            holder_cents=200,
            organisation_cents=0,
            network_cents=800,
            ceiling_applied=False,
            hold_until=datetime.now(UTC) + timedelta(days=1),
        )

    def event(self, source: str, message: Message) -> Incoming:
        """The next event of a service on this stream."""
        self.sequences[source] += 1
        return self._incoming(source, f"{source}.events", message, self.sequences[source])

    def command(self, message: Message) -> Incoming:
        """A command to budget."""
        return self._incoming("gateway", "budget.commands", message, None)

    def _incoming(
        self, source: str, topic: str, message: Message, sequence: int | None
    ) -> Incoming:
        own = uuid4()
        envelope = Envelope(
            id=own,
            type=message.wire_name,
            source=source,
            stream=self.stream,
            time=datetime(2026, 7, 1, 12, tzinfo=UTC),
            data=message.model_dump_json().encode(),
            correlation=own,
            sequence=sequence,
        )
        return read(CATALOGUE, topic, envelope)


async def measured(home: Path, rounds: int, requests: int) -> list[Row]:
    """Both sides in turn, for each number in flight."""
    with running_platform(home, only=("kafka", "postgres", "budget")) as running:
        platform = running.platform
        outbox = Outbox(platform.kafka, "bench")
        await outbox.start()
        pool = await connect_pool(platform.dsn("budget", "budget"), 2, "budget", "bench")
        owner = await asyncpg.create_pool(
            platform.dsn("postgres", SUPERUSER), min_size=CONNECTIONS, max_size=CONNECTIONS
        )
        turn = Turn(
            rules=RULES,
            catalogue=CATALOGUE,
            pool=pool,
            outbox=outbox,
            publisher=Publisher(outbox, "budget"),
            partitions=PARTITIONS,
        )
        ledger, bare = Ledger(turn), Bare(owner)
        await ledger.open()
        await bare.open()
        rows = []
        for in_flight in IN_FLIGHT:
            pairs = [
                (await ledger.hold(in_flight, requests), await bare.hold(in_flight, requests))
                for _round in range(rounds + 1)
            ]
            kept = pairs[1:]  # the first of each teaches both sides what they will ask
            rows.append(Row(in_flight, tuple(p[0] for p in kept), tuple(p[1] for p in kept)))
        await pool.close()
        await owner.close()
        await outbox.stop()
    return rows


PAGE_TEXT: Final = """\
# The ledger beside a bare double entry

Written by `python -m tests.bench.ledger --write-docs` (`make bench` only shows it), not by hand.
What counts is the ratio: both sides ran in turns, in one process, on the same PostgreSQL.

Measured {at} UTC: {cores} cores, Python {python}; {rounds} rounds of {requests} holds on one
envelope.

| in flight | holds a second, to bare: wanted at least {wanted} | p99 of a hold, to bare |
|---|---|---|
{lines}

Bare is a transaction of its own for each request: one row inserted, both accounts added to, no
journal, no isolation, no rules, nothing published. The ledger takes what is in flight as one batch:
it decides, writes journal and rows, commits once, and publishes to Kafka. So the hot account, on
which bare transactions wait for each other, costs it nothing. With one request in flight there is
nothing to share those costs with: loading, deciding, journalling and publishing stand beside three
plain statements.
"""


def text(rows: Sequence[Row], rounds: int, requests: int) -> str:
    """The page."""
    return PAGE_TEXT.format(
        at=datetime.now(UTC).strftime("%Y-%m-%d %H:%M"),
        cores=os.cpu_count(),
        python=computer.python_version(),
        rounds=rounds,
        requests=requests,
        wanted=WANTED,
        lines="\n".join(row.line() for row in rows),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and show; with `--write-docs` write the page."""
    parser = argparse.ArgumentParser(description="the ledger beside a bare double entry")
    parser.add_argument("--write-docs", action="store_true")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--requests", type=int, default=REQUESTS)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as home:
        rows = uvloop.run(measured(Path(home), given.rounds, given.requests))
    page = text(rows, given.rounds, given.requests)
    print(page)
    if given.write_docs:
        PAGE.write_text(page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
