"""Which rights the calendar asks about as the days go by, on a real database."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import orjson
import pytest

from services.cards.contracts.commands import AskForRenewal
from services.cards.domain.calendar import BRUSSELS
from services.cards.domain.renewing import ask_key
from services.cards.handlers import renewing_due
from services.cards.handlers.renewing_due import Renewals
from services.kernel.store import Connection
from services.kernel.sweep import Due
from tests.kit.talk import Talk

ENDS = date(2026, 10, 31)
SCHEME, ARRANGEMENT = uuid4(), uuid4()


@dataclass
class Rights:
    """Rights of a network in one scheme, where renewals are arranged thirty days ahead."""

    connection: Connection
    stream: str

    async def arrange(self, *, active: bool = True, source: str = "magda") -> None:
        await self.connection.execute(
            "insert into renewal_arrangements (stream, key, scheme_id, status, source, legal_basis,"
            " deliberation, days_before, active) "
            "values ($1, $2, $3, 'a_status', $4, 'general_authorisation', '18/123', 30, $5)",
            self.stream,
            str(ARRANGEMENT),
            str(SCHEME),
            source,
            active,
        )

    async def a_right(self, ends_on: date | None = ENDS, scheme: UUID = SCHEME) -> UUID:
        right = uuid4()
        await self.connection.execute(
            "insert into right_owners (stream, key, holder_id, scheme_id, ends_on) "
            "values ($1, $2, $3, $4, $5)",
            self.stream,
            str(right),
            str(uuid4()),
            str(scheme),
            ends_on,
        )
        return right

    async def asked(self, right: UUID, ends_on: date) -> None:
        await self.connection.execute(
            "insert into renewal_asks (stream, key, ends_on) values ($1, $2, $3)",
            self.stream,
            ask_key(ARRANGEMENT, right),
            ends_on,
        )

    async def due(self, day: date, *sources: str) -> list[Due]:
        find = Renewals(bytes.decode, sources or ("magda",))
        return list(await find(self.connection, noon(day)))


def noon(day: date) -> datetime:
    """The middle of a day in Brussels."""
    return datetime.combine(day, time(12), BRUSSELS).astimezone(UTC)


@pytest.fixture
async def rights(talk: Talk) -> AsyncIterator[Rights]:
    """Nothing of it stays."""
    stream = f"test-{uuid4()}"
    pool = await talk.database("cards")
    async with pool.acquire() as connection:
        kept = connection.transaction()
        await kept.start()
        await connection.execute("select set_config('app.streams', $1, true)", stream)
        yield Rights(connection, stream)
        await kept.rollback()


def asked_about(found: list[Due]) -> set[UUID]:
    """The rights."""
    commands = [due.command for due in found]
    assert all(isinstance(command, AskForRenewal) for command in commands)
    return {command.right_id for command in commands if isinstance(command, AskForRenewal)}


async def test_a_right_is_asked_about_from_thirty_days_before_its_end_until_its_last_day(
    rights: Rights,
) -> None:
    await rights.arrange()
    right = await rights.a_right()
    await rights.a_right(None)
    await rights.a_right(scheme=uuid4())
    days = {away: await rights.due(ENDS - timedelta(days=away)) for away in (31, 30, 1, 0, -1)}
    assert {away: asked_about(found) for away, found in days.items()} == {
        31: set(),
        30: {right},
        1: {right},
        0: {right},
        -1: set(),
    }
    (due,) = days[30]
    assert due.stream == rights.stream
    assert due.at == datetime(2026, 10, 1, 0, 0, tzinfo=BRUSSELS), "in the night that begins it"
    assert isinstance(due.command, AskForRenewal)
    assert orjson.loads(due.command.statuses) == {"statuses": ["a_status"], "source": "magda"}
    assert due.item != days[1][0].item or due.at != days[1][0].at


async def test_who_was_asked_about_is_not_found_again_before_the_right_has_another_end(
    rights: Rights,
) -> None:
    await rights.arrange()
    right = await rights.a_right()
    await rights.asked(right, ENDS)
    assert await rights.due(ENDS) == []
    later = await rights.a_right()
    await rights.asked(later, ENDS - timedelta(days=365))
    assert asked_about(await rights.due(ENDS)) == {later}


async def test_only_sources_that_can_be_asked_and_what_is_still_arranged(rights: Rights) -> None:
    await rights.arrange(source="crossroads")
    right = await rights.a_right()
    assert await rights.due(ENDS) == []
    assert asked_about(await rights.due(ENDS, "crossroads", "magda")) == {right}
    await rights.connection.execute("update renewal_arrangements set active = false")
    assert await rights.due(ENDS, "crossroads") == []


async def test_many_are_asked_about_a_part_at_a_time_and_none_is_passed_over(
    rights: Rights, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewing_due, "AT_ONCE", 3)
    await rights.arrange()
    all_of_them = {await rights.a_right(ENDS - timedelta(days=n % 4)) for n in range(7)}
    for n in range(4):
        await rights.a_right(ENDS - timedelta(days=n % 4), scheme=uuid4())
    find, day = Renewals(bytes.decode, ("magda",)), noon(ENDS - timedelta(days=5))
    parts = [asked_about(list(await find(rights.connection, day))) for _sweep in range(8)]
    first, again = parts[:4], parts[4:]
    assert set().union(*first) == all_of_them
    assert sum(len(part) for part in first) == len(all_of_them)
    assert max(len(part) for part in parts) <= 3
    assert again == first, "round and round, until it is known that they were asked about"
