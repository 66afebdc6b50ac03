"""A service's database restored from an older copy: it refuses to start until it is refilled."""

from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import pytest

from services.cards.consumers import RULES
from services.cards.contracts import commands as cards
from services.kernel.contract import Command
from tests.kit.platform import RunningPlatform, running_platform, wait_until
from tests.kit.talk import SUMMER, Talk, TalkedNetwork
from tests.kit.waiting import eventually

ONLY = ("postgres", "kafka", "cards", "partners", "budget")
KERNEL = ("streams", "journal", "cursors", "known", "addressed", "positions")
TABLES = (*KERNEL, *(row.table for row in RULES.tables))

Copy = dict[str, list[asyncpg.Record]]


@pytest.mark.slow
async def test_a_restored_journal_is_refilled_and_nothing_happens_twice(tmp_path: Path) -> None:
    with running_platform(tmp_path, only=ONLY) as running:
        async with Talk(running.platform) as talk:
            network = await talk.a_network()
            token, offer = await network.a_card(), await network.an_offer()
            await network.ask(_participation(token, offer, SUMMER))
            await _settled(talk, network, 1)
            pool = await talk.database("cards")
            older = await _copy(pool)
            later = _participation(token, offer, SUMMER.replace(day=2))
            command_id = await talk.send(network.stream, later, after=dict(network.after))
            await talk.answer(command_id)
            await _settled(talk, network, 2)
            before = await _copy(pool)

            running.kill("cards-0", wait=False)
            await _restore(pool, older)
            wait_until(lambda: _refuses(running), what="cards refuses to start")
            refilled = running.command("refill", "cards")
            assert refilled.returncode == 0, refilled.stderr

            await talk.send(network.stream, later, command_id=command_id)
            last = await talk.ask(
                network.stream, cards.EraseHolder(holder_id=uuid4()), seconds=90.0, deadline_s=90.0
            )
            assert last.code == "holder_unknown"
            after = await _copy(pool)
            for table in ("limits", "participations", "same_day", "holders", "cards"):
                assert after[table] == before[table], table
            assert after["journal"][: len(before["journal"])] == before["journal"]
            assert len(after["journal"]) == len(before["journal"]) + 1


def _participation(token: str, offer: UUID, on: date) -> Command:
    return cards.RegisterParticipation(card_token=token, offer_id=offer, on=on)


def _refuses(running: RunningPlatform) -> bool:
    return "Run `samenspel refill cards`" in running.log("cards-0")


async def _settled(talk: Talk, network: TalkedNetwork, count: int) -> None:
    pool = await talk.database("cards")
    await eventually(
        lambda: pool.fetchval(
            "select count(*) from participations where stream = $1 and status = 'confirmed'",
            network.stream,
        ),
        lambda found: found == count,
    )
    await eventually(
        lambda: pool.fetchval("select coalesce(sum(next_offset), 0) from positions"),
        lambda noted: noted > 0,
    )


async def _copy(pool: asyncpg.Pool) -> Copy:
    return {
        table: await pool.fetch(f"select * from {table} order by {table}::text")
        if table != "journal"
        else await pool.fetch("select * from journal order by stream, sequence")
        for table in TABLES
    }


async def _restore(pool: asyncpg.Pool, copy: Copy) -> None:
    """Make the database what it was when the copy was taken."""
    async with pool.acquire() as connection, connection.transaction():
        for table, rows in copy.items():
            await connection.execute(f"delete from {table}")
            if rows:
                await connection.copy_records_to_table(
                    table, records=[tuple(row) for row in rows], columns=list(rows[0].keys())
                )
