"""The turn against a real database: how many statements it makes, and when it pulls the brake."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import asyncpg
import pytest

from services.kernel.contract import Catalogue, Command, Event
from services.kernel.envelope import Envelope
from services.kernel.incoming import Incoming, read
from services.kernel.publishing import Publisher
from services.kernel.rules import Context, Decider
from services.kernel.state import State
from services.kernel.store import connect_pool
from services.kernel.turn import BrakePulled, Turn
from services.partners.consumers import RULES
from services.partners.contracts import commands as partners
from services.partners.contracts import events as partners_events
from tests.kit.talk import Talk, TalkedNetwork

CATALOGUE = Catalogue([partners, partners_events])


@pytest.fixture
async def turn(talk: Talk) -> AsyncIterator[Turn]:
    """A third instance of partners, in this process: stream locks make that safe."""
    pool = await connect_pool(talk.platform.dsn("partners", "partners"), 1, "partners", "test")
    yield Turn(
        rules=RULES,
        catalogue=CATALOGUE,
        pool=pool,
        outbox=talk.outbox,
        publisher=Publisher(talk.outbox, "partners"),
        partitions=12,
    )
    await pool.close()


async def test_a_turn_makes_as_many_statements_for_one_message_as_for_hundreds(
    talk: Talk, turn: Turn
) -> None:
    network = await talk.a_network()
    counts = []
    for size in (1, 1, 7, 300):  # the first turn also learns the database's types
        batch = [
            _incoming(network, partners.AdmitOrganisation(name=f"Club {n}", roles=("provider",)))
            for n in range(size)
        ]
        counts.append(await _statements(turn, batch))
        await talk.answer(batch[-1].envelope.id)
    assert counts[1] == counts[2] == counts[3]
    assert counts[1] <= 7


async def test_the_brake_is_pulled_where_failure_follows_failure_and_nothing_is_kept(
    talk: Talk, turn: Turn
) -> None:
    networks = [await talk.a_network() for _ in range(8)]
    broken = Decider(_always_fails)
    turn.rules = replace(RULES, commands={partners.WithdrawOffer: broken})
    wish = partners.WithdrawOffer(offer_id=uuid4())
    batch = [_incoming(network, wish) for network in networks for _ in range(5)]
    with pytest.raises(BrakePulled):
        await turn.run(batch)
    pool = await talk.database("partners")
    streams = [network.stream for network in networks]
    assert await pool.fetchval("select max(head) from streams where stream = any($1)", streams) == 1
    kept = await pool.fetchval("select count(*) from set_aside where stream = any($1)", streams)
    assert kept == 0


async def test_without_its_network_in_the_session_a_query_returns_nothing(
    talk: Talk, turn: Turn
) -> None:
    network = await talk.a_network()
    await network.an_offer()
    async with turn.pool.acquire() as connection, connection.transaction():
        for table in ("journal", "known", "cursors", *(row.table for row in RULES.tables)):
            assert await connection.fetch(f"select * from {table}") == [], table
        await connection.execute("select set_config('app.streams', $1, true)", network.stream)
        assert await connection.fetchval("select count(*) from journal") == 3


def _always_fails(_command: Command, _context: Context, _state: State) -> Sequence[Event]:
    raise ZeroDivisionError


def _incoming(network: TalkedNetwork, command: Command) -> Incoming:
    command_id = uuid4()
    envelope = Envelope(
        id=command_id,
        type=command.wire_name,
        source="gateway",
        stream=network.stream,
        time=datetime.now(UTC),
        data=command.model_dump_json().encode(),
        correlation=command_id,
    )
    return read(CATALOGUE, "partners.commands", envelope)


async def _statements(turn: Turn, batch: Sequence[Incoming]) -> int:
    seen: list[str] = []

    def note(record: asyncpg.connection.LoggedQuery) -> None:
        seen.append(record.query)

    async with turn.pool.acquire() as connection:
        connection.add_query_logger(note)
    await turn.run(batch)
    # The other instances' sweeps note what is published meanwhile; catching up with them is
    # a transaction of its own, behind the turn.
    catching_up = ("select * from journal", "select set_config('app.streams', $1, true)")
    return len(
        [q for q in seen if q not in ("BEGIN;", "COMMIT;") and not q.startswith(catching_up)]
    )


async def test_what_is_taken_in_between_two_failures_lets_the_brake_go(
    talk: Talk, turn: Turn
) -> None:
    networks = [await talk.a_network() for _ in range(8)]
    rules: dict[type[Command], Decider] = dict(RULES.commands)
    rules[partners.WithdrawOffer] = Decider(_always_fails)
    turn.rules = replace(RULES, commands=rules)
    failing = partners.WithdrawOffer(offer_id=uuid4())
    admitted = partners.AdmitOrganisation(name="Club", roles=("provider",))
    for _ in range(3):
        await turn.run([_incoming(network, failing) for network in networks for _ in range(4)])
        await turn.run([_incoming(networks[0], admitted)])
    assert turn.failures == []
