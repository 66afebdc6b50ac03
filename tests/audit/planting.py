"""A network in a running platform, and the faults that are planted in it, one of each kind."""

import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import asyncpg

from deploy.audit.findings import Invariant
from deploy.audit.heads import Patience
from deploy.audit.run import Options, Result, audit
from deploy.audit.services import AUDITED
from services.cards.contracts import commands as cards
from tests.audit.quiet import Quiet
from tests.kit import faults
from tests.kit.talk import SUMMER, Talk, TalkedNetwork

PATIENCE = Patience(timeout=60, standstill=1.0)


@dataclass
class Season:
    """A network in which something of everything happened."""

    talk: Talk
    network: TalkedNetwork
    databases: dict[str, asyncpg.Connection]
    confirmed: UUID
    command: UUID

    @property
    def stream(self) -> str:
        """Its stream."""
        return self.network.stream

    async def audit(self) -> Result:
        """An audit of this network alone."""
        options = Options(sample=None, only=frozenset({self.stream}), patience=PATIENCE)
        return await audit(self.talk.platform, options, Quiet())

    async def faults(self) -> dict[Invariant, set[str]]:
        """The invariants that fail, and the kinds of violations."""
        found = (await self.audit()).findings.by_invariant
        return {i: {v.kind for v in f.violations} for i, f in found.items() if f.failed}

    async def key_of(self, service: str, table: str, condition: str = "true") -> str:
        """The key of some row of this network."""
        key: str = await self.databases[service].fetchval(
            f"select key from {table} where stream = $1 and {condition} limit 1", self.stream
        )
        assert key is not None
        return key

    async def event_of(self, service: str, kind: str) -> int:
        """The sequence of an event of this type."""
        sequence: int = await self.databases[service].fetchval(
            "select sequence from journal where stream = $1 and type like $2 limit 1",
            self.stream,
            f"{service}.{kind}.v_",
        )
        return sequence


async def a_season(talk: Talk, stack: contextlib.AsyncExitStack) -> Season:
    """Confirmed, cancelled, held, voided, refused: and nothing wrong with it."""
    network = await talk.a_network()
    offer, token = await network.an_offer(), await network.a_card()
    made = []
    for day in range(3):
        on = SUMMER + timedelta(days=day)
        wish = cards.RegisterParticipation(card_token=token, offer_id=offer, on=on)
        made.append(await network.ask(wish))
    await network.ask(cards.CancelParticipation(participation_id=made[2].made("participation_id")))
    until = datetime.now(UTC) + timedelta(days=1)
    for day in (10, 11):
        hold = cards.HoldParticipation(
            card_token=token, offer_id=offer, on=SUMMER + timedelta(days=day), hold_until=until
        )
        held = await network.ask(hold)
    await network.ask(cards.VoidParticipation(participation_id=held.made("participation_id")))
    lines = tuple(
        cards.GroupLine(card_token=one, offer_id=offer, on=SUMMER + timedelta(days=20))
        for one in (token, await network.a_card())
    )
    assert (await network.ask(cards.RegisterGroup(lines=lines))).made("group_id")
    refused = cards.RegisterParticipation(card_token=token, offer_id=uuid4(), on=SUMMER)
    assert (await network.ask(refused)).code == "offer_unknown"
    databases = {
        name: await stack.enter_async_context(faults.database(talk.platform, name))
        for name in AUDITED
    }
    command = made[0].envelope.outcome
    assert command is not None
    return Season(talk, network, databases, made[0].made("participation_id"), command)


Plant = Callable[[Season], contextlib.AbstractAsyncContextManager[None]]


@contextlib.asynccontextmanager
async def a_journal_row_removed(season: Season) -> AsyncIterator[None]:
    where = {"stream": season.stream, "sequence": 2}
    async with faults.removed(season.databases["budget"], "journal", **where):
        yield


@contextlib.asynccontextmanager
async def a_journal_row_changed(season: Season) -> AsyncIterator[None]:
    where = {"stream": season.stream, "sequence": 1}
    async with faults.changed(season.databases["cards"], "journal", where, actor="somebody else"):
        yield


@contextlib.asynccontextmanager
async def a_head_lost(season: Season) -> AsyncIterator[None]:
    where = {"stream": season.stream}
    async with faults.changed(season.databases["partners"], "streams", where, head=2, published=2):
        yield


@contextlib.asynccontextmanager
async def a_cursor_moved_back(season: Season) -> AsyncIterator[None]:
    where = {"stream": season.stream, "source": "partners"}
    async with faults.changed(season.databases["budget"], "cursors", where, sequence=1, seen=1):
        yield


@contextlib.asynccontextmanager
async def a_view_cursor_moved_back(season: Season) -> AsyncIterator[None]:
    where = {"stream": season.stream, "source": "partners"}
    async with faults.changed(season.databases["gateway"], "cursors", where, sequence=1, seen=1):
        yield


@contextlib.asynccontextmanager
async def a_source_stopped(season: Season) -> AsyncIterator[None]:
    where = {"stream": season.stream, "source": "partners"}
    async with faults.changed(season.databases["cards"], "cursors", where, stopped="KeyError"):
        yield


@contextlib.asynccontextmanager
async def a_row_changed(season: Season) -> AsyncIterator[None]:
    where = {"stream": season.stream, "key": await season.key_of("cards", "limits")}
    async with faults.changed(season.databases["cards"], "limits", where, used_cents=1):
        yield


@contextlib.asynccontextmanager
async def a_copied_row_removed(season: Season) -> AsyncIterator[None]:
    key = await season.key_of("cards", "offers")
    async with faults.removed(season.databases["cards"], "offers", stream=season.stream, key=key):
        yield


@contextlib.asynccontextmanager
async def a_row_too_many(season: Season) -> AsyncIterator[None]:
    where = {"stream": season.stream, "key": await season.key_of("partners", "organisations")}
    partners = season.databases["partners"]
    async with faults.doubled(partners, "organisations", where, key=str(uuid4())):
        yield


@contextlib.asynccontextmanager
async def a_transfer_changed(season: Season) -> AsyncIterator[None]:
    key = await season.key_of("budget", "transfers", f"participation_id = '{season.confirmed}'")
    where = {"stream": season.stream, "key": key}
    async with faults.changed(season.databases["budget"], "transfers", where, cents=801):
        yield


@contextlib.asynccontextmanager
async def an_envelope_overspent(season: Season) -> AsyncIterator[None]:
    key = await season.key_of("budget", "accounts", "kind = 'drawing_right'")
    where = {"stream": season.stream, "key": key}
    budget = season.databases["budget"]
    async with faults.changed(budget, "accounts", where, posted_debit_cents=10**9):
        yield


@contextlib.asynccontextmanager
async def shares_changed(season: Season) -> AsyncIterator[None]:
    where = {"stream": season.stream, "key": str(season.confirmed)}
    async with faults.changed(season.databases["budget"], "participations", where, holder_cents=1):
        yield


@contextlib.asynccontextmanager
async def a_participation_unsettled(season: Season) -> AsyncIterator[None]:
    where = {"stream": season.stream, "key": str(season.confirmed)}
    async with faults.changed(
        season.databases["cards"], "participations", where, status="declined"
    ):
        yield


@contextlib.asynccontextmanager
async def a_limit_changed(season: Season) -> AsyncIterator[None]:
    database = season.databases["cards"]
    key = await database.fetchval("select key from limits where stream = $1", season.stream)
    where = {"stream": season.stream, "key": key}
    async with faults.changed(database, "limits", where, used_cents=1):
        yield


@contextlib.asynccontextmanager
async def a_view_row_changed(season: Season) -> AsyncIterator[None]:
    where = {"stream": season.stream, "key": str(season.confirmed)}
    async with faults.changed(
        season.databases["gateway"], "participations", where, status="cancelled"
    ):
        yield


@contextlib.asynccontextmanager
async def a_total_changed(season: Season) -> AsyncIterator[None]:
    where = {"stream": season.stream, "key": str(SUMMER.year)}
    async with faults.changed(season.databases["gateway"], "year_totals", where, network_cents=7):
        yield


@contextlib.asynccontextmanager
async def spending_changed(season: Season) -> AsyncIterator[None]:
    where = {"stream": season.stream, "key": await season.key_of("gateway", "spendings")}
    async with faults.changed(season.databases["gateway"], "spendings", where, cents=7):
        yield


@contextlib.asynccontextmanager
async def lines_changed(season: Season) -> AsyncIterator[None]:
    where = {"stream": season.stream, "key": await season.key_of("budget", "buckets")}
    async with faults.changed(season.databases["budget"], "buckets", where, cents=7):
        yield


@contextlib.asynccontextmanager
async def an_event_of_the_feed_lost(season: Season) -> AsyncIterator[None]:
    where = {"stream": season.stream, "source": "partners", "sequence": 1}
    async with faults.removed(season.databases["gateway"], "events", **where):
        yield


@contextlib.asynccontextmanager
async def a_second_outcome(season: Season) -> AsyncIterator[None]:
    sequence = await season.event_of("cards", "participation_settled")
    where = {"stream": season.stream, "sequence": sequence}
    outcome = str(season.command)
    async with faults.changed(season.databases["cards"], "journal", where, outcome=outcome):
        yield


@contextlib.asynccontextmanager
async def a_command_without_outcome(season: Season) -> AsyncIterator[None]:
    sequence = await season.databases["budget"].fetchval(
        "select sequence from journal where outcome = $1", season.command
    )
    where = {"stream": season.stream, "sequence": sequence}
    async with faults.changed(season.databases["budget"], "journal", where, outcome=None):
        yield


@contextlib.asynccontextmanager
async def a_command_forgotten(season: Season) -> AsyncIterator[None]:
    where = {"stream": season.stream, "id": season.command}
    async with faults.removed(season.databases["cards"], "known", **where):
        yield


@contextlib.asynccontextmanager
async def an_operation_left_pending(season: Season) -> AsyncIterator[None]:
    where = {"id": season.command}
    async with faults.changed(
        season.databases["gateway"], "operations.operations", where, status="pending"
    ):
        yield
