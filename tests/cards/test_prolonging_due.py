"""Which digital cards can go on, found a part at a time however many there are."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from services.cards.domain.calendar import day_of
from services.cards.handlers import prolonging_due
from services.cards.handlers.prolonging_due import Prolongings
from services.kernel.store import Connection
from tests.kit.talk import Talk

NOW = datetime.now(UTC)
SCHEME = str(uuid4())


async def a_digital_card(connection: Connection, stream: str, *, days: int, goes_on: bool) -> UUID:
    """Its last day so many from today; where it goes on, that of the right is a year later."""
    card, holder, last = uuid4(), str(uuid4()), day_of(NOW) + timedelta(days=days)
    ends = last + timedelta(days=365 if goes_on else 0)
    rights = json.dumps([{"valid_until": ends.isoformat(), "last_day": None}])
    await connection.execute("insert into holders (stream, key) values ($1, $2)", stream, holder)
    await connection.execute(
        "insert into scheme_rights (stream, key, rights) values ($1, $2, $3::text::jsonb)",
        stream,
        f"{holder}:{SCHEME}",
        rights,
    )
    await connection.execute(
        "insert into cards (stream, key, holder_id, scheme_id, carrier, valid_until, blocked) "
        "values ($1, $2, $3, $4, 'digital', $5, false)",
        stream,
        str(card),
        holder,
        SCHEME,
        last,
    )
    return card


async def test_each_sweep_looks_at_the_next_cards_and_none_is_passed_over(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prolonging_due, "AT_ONCE", 3)
    stream, prolongings = f"test-{uuid4()}", Prolongings()
    pool = await talk.database("cards")
    async with pool.acquire() as connection:
        kept = connection.transaction()
        await kept.start()
        await connection.execute("select set_config('app.streams', $1, true)", stream)
        wishes = [(0, False), (5, True), (5, False), (5, True), (5, False), (90, True), (400, True)]
        made = [
            await a_digital_card(connection, stream, days=days, goes_on=goes_on)
            for days, goes_on in wishes
        ]
        rounds = [await prolongings(connection, NOW) for _sweep in range(4)]
        await kept.rollback()
    found = [{due.item for due in one} for one in rounds]
    due = {
        card for card, (days, goes_on) in zip(made, wishes, strict=True) if goes_on and days < 366
    }
    assert found[0] | found[1] == due
    assert found[0].isdisjoint(found[1])
    assert found[2] == set()
    assert found[3] == found[0]
