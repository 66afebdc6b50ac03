"""Midnight in Brussels, the night of New Year, the hours that come twice or never. Pure."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.budget.contracts.commands import (
    CloseBooks,
    DrawUpStatements,
    EnterFunding,
    LockBooks,
)
from services.budget.contracts.events import (
    BooksClosing,
    BooksLocked,
    FundingEntered,
    ParticipationConfirmed,
    ParticipationHeld,
    StatementDrawnUp,
)
from services.budget.domain.bucket import Bucket
from services.budget.domain.calendar import day_of
from services.cards.contracts.commands import ConfirmParticipation
from services.gateway.views.ledger_rows import AccountDay
from tests.audit.story import WatchedTown
from tests.kit.town import Town, an_opening, code_of, expect
from tests.kit.year_end import BY_THE_COUNCIL

NEW_YEAR = datetime(2026, 12, 31, 23, tzinfo=UTC)
"""Midnight in Brussels, where winter is an hour ahead of UTC."""
SECOND = timedelta(seconds=1)
CLOCKS_BACK = datetime(2026, 10, 25, 1, tzinfo=UTC)
"""03:00 becomes 02:00: the hour from 02:00 to 03:00 comes twice."""
CLOCKS_ON = datetime(2026, 3, 29, 1, tzinfo=UTC)
"""02:00 becomes 03:00."""


def of_two_years() -> Town:
    return Town(an_opening(period=(date(2026, 1, 1), date(2027, 12, 31))))


def test_a_year_is_over_at_midnight_in_brussels_and_not_a_second_before() -> None:
    town = of_two_years()
    town.at(NEW_YEAR - SECOND)
    expect(town.ask(CloseBooks(year=2026)), BooksClosing)
    lock = LockBooks(
        year=2026, drawing_right="returned", other_sources="carried", decision=BY_THE_COUNCIL
    )
    assert code_of(town.ask(lock)) == "year_not_over"
    town.at(NEW_YEAR)
    expect(town.ask(lock), BooksLocked)


def test_a_statement_reaches_until_the_day_that_it_is_in_brussels() -> None:
    town = of_two_years()
    club = town.a_provider()
    offer = town.an_offer(1_000, provider=club)
    town.at(NEW_YEAR - SECOND)
    expect(town.register(town.a_card(), offer, on=date(2026, 12, 31)), ParticipationConfirmed)
    wish = DrawUpStatements(organisation_ids=(club,), year=2026, until=date(2027, 1, 1))
    assert code_of(town.ask(wish)) == "day_out_of_range"
    town.at(NEW_YEAR)
    drawn = expect(town.ask(wish), StatementDrawnUp)
    assert (drawn.lines, drawn.pay_by) == (1, date(2027, 1, 31))


@pytest.mark.parametrize("late", [timedelta(minutes=-30), timedelta(0), timedelta(minutes=30)])
def test_a_line_is_of_the_day_it_happened_whenever_that_night_it_is_told(late: timedelta) -> None:
    town = of_two_years()
    offer = town.an_offer(1_000)
    card = town.a_card(town.a_right(period=(date(2026, 1, 1), date(2027, 12, 31))))
    town.at(NEW_YEAR + late)
    for day in (date(2026, 12, 31), date(2027, 1, 1)):
        expect(town.register(card, offer, on=day), ParticipationConfirmed)
    buckets = {row.key.split(":", 1)[1] for row in _rows(town, Bucket)}
    assert buckets == {"2026:2026-12", "2027:2027-01"}
    assert [row.balance_cents for year in (2026, 2027) for row in town.accounts("payable", year)]


@pytest.mark.parametrize("asked", [CLOCKS_BACK - timedelta(hours=1), CLOCKS_BACK])
def test_a_hold_until_half_past_two_ends_in_the_hour_that_was_meant(asked: datetime) -> None:
    """02:30 comes twice that night: an instant says which one."""
    town, until = Town(), asked + timedelta(minutes=30)
    offer, cards = town.an_offer(1_000), [town.a_card(), town.a_card()]
    town.at(CLOCKS_BACK - timedelta(hours=3))
    held = [
        expect(town.hold(card, offer, until, on=date(2026, 10, 25)), ParticipationHeld)
        for card in cards
    ]
    town.at(until - SECOND)
    wish = ConfirmParticipation(participation_id=held[0].participation_id)
    expect(town.ask(wish), ParticipationConfirmed)
    town.at(until)
    wish = ConfirmParticipation(participation_id=held[1].participation_id)
    assert code_of(town.ask(wish)) == "hold_expired"


def test_a_hold_over_the_hour_that_never_was_lasts_as_long_as_it_says() -> None:
    town, offer_cents = Town(), 1_000
    offer, card = town.an_offer(offer_cents), town.a_card()
    begun = CLOCKS_ON - timedelta(minutes=30)  # 01:30
    town.at(begun)
    until = begun + timedelta(hours=1)  # 03:30
    held = expect(town.hold(card, offer, until, on=date(2026, 3, 29)), ParticipationHeld)
    town.at(begun + timedelta(minutes=59))
    wish = ConfirmParticipation(participation_id=held.participation_id)
    expect(town.ask(wish), ParticipationConfirmed)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (NEW_YEAR - SECOND, date(2026, 12, 31)),
        (NEW_YEAR, date(2027, 1, 1)),
        (datetime(2026, 10, 24, 22, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 22, 59, 59, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, tzinfo=UTC), date(2026, 10, 26)),
        (datetime(2026, 3, 28, 23, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 21, 59, 59, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 22, tzinfo=UTC), date(2026, 3, 30)),
    ],
)
def test_the_days_on_which_clocks_change_have_their_23_or_25_hours(
    instant: datetime, day: date
) -> None:
    assert day_of(instant) == day


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from([NEW_YEAR, CLOCKS_BACK, CLOCKS_ON]),
    st.timedeltas(timedelta(days=-2), timedelta(days=2)),
)
def test_the_views_book_on_the_day_that_the_ledger_takes_it_to_be(
    near: datetime, away: timedelta
) -> None:
    town = WatchedTown()
    town.at(near + away)
    before = {row.key: row for row in _rows(town, AccountDay, "gateway")}
    wish = EnterFunding(year=2026, source="gift", total_cents=500)
    expect(town.ask(wish), FundingEntered)
    changed = [r for r in _rows(town, AccountDay, "gateway") if before.get(r.key) != r]
    assert {row.day for row in changed} == {day_of(near + away)}


def _rows(town: Any, table: Any, service: str = "budget") -> list[Any]:
    return list(town.driver.all_rows(service, town.stream, table))
