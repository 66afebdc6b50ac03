"""Periods of providers: what is due, what is early, and what comes too late. Pure."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.contracts.buckets import late_bucket
from services.budget.contracts.commands import (
    DecideLateLine,
    DisputeLine,
    DrawUpDueStatements,
)
from services.budget.contracts.events import (
    Decision,
    LateLineAdmitted,
    LateLineRefused,
    ParticipationConfirmed,
    ParticipationReversed,
    StatementDrawnUp,
)
from services.budget.contracts.periods import MONTHS, claimed_until, ended_before, last_day
from services.budget.domain.bucket import Bucket
from services.budget.domain.participation import Participation
from services.cards.contracts.commands import CancelParticipation
from tests.budget.test_statement import Club
from tests.kit.town import an_id, code_of, expect

COLLEGE = Decision(body="municipal_executive", on=date(2026, 12, 30), reference="2026/114")


def on(club: Club, day: date) -> None:
    """It is noon of a day."""
    club.town.at(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def drawn_due(club: Club, year: int = 2026) -> Any:
    """The outcome of drawing up what is due."""
    return club.town.ask(DrawUpDueStatements(organisation_ids=(club.id,), year=year))


def decided(club: Club, line: UUID, *, admitted: bool, decision: Decision = COLLEGE) -> Any:
    """The outcome of a decision about a late line."""
    wish = DecideLateLine(participation_id=line, admitted=admitted, decision=decision)
    return club.town.ask(wish)


@pytest.mark.parametrize(
    ("kind", "day", "last"),
    [
        ("month", date(2028, 2, 3), date(2028, 2, 29)),
        ("four_months", date(2026, 5, 1), date(2026, 8, 31)),
        ("four_months", date(2026, 12, 31), date(2026, 12, 31)),
        ("half_year", date(2026, 6, 30), date(2026, 6, 30)),
        ("half_year", date(2026, 7, 1), date(2026, 12, 31)),
        ("on_request", date(2026, 7, 1), None),
    ],
)
def test_a_day_lies_in_a_period_of_its_year(kind: str, day: date, last: date | None) -> None:
    assert last_day(kind, day) == last


@given(kind=st.sampled_from(sorted(MONTHS)), day=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_period_before_ends_the_day_before_this_one_begins(kind: str, day: date) -> None:
    before = ended_before(kind, day)
    assert before is not None
    assert before < day
    assert last_day(kind, before) == before
    assert last_day(kind, before + timedelta(days=1)) == last_day(kind, day)
    assert claimed_until(kind, before, 31) == before + timedelta(days=31)


def test_what_is_on_request_is_on_time_until_some_days_into_the_next_year() -> None:
    assert claimed_until("on_request", date(2026, 3, 1), 15) == date(2027, 1, 15)


def test_only_what_lies_in_a_period_that_is_over_is_due() -> None:
    club = Club()
    club.terms(period="four_months", claim_within_days=366)
    club.sells(1_000, date(2026, 4, 30))
    club.sells(1_500, date(2026, 5, 1))
    on(club, date(2026, 4, 30))
    assert code_of(drawn_due(club)) == "nothing_to_settle"
    on(club, date(2026, 5, 1))
    first = expect(drawn_due(club), StatementDrawnUp)
    assert (first.until, first.total_cents, first.early) == (date(2026, 4, 30), 400, False)
    assert first.pay_by == date(2026, 5, 31)
    assert code_of(drawn_due(club)) == "nothing_to_settle"
    on(club, date(2027, 1, 2))
    second = expect(drawn_due(club), StatementDrawnUp)
    assert (second.until, second.total_cents) == (date(2026, 12, 31), 600)


def test_a_command_for_nobody_finds_nothing_to_settle() -> None:
    wish = DrawUpDueStatements(organisation_ids=(), year=2026)
    assert code_of(Club().town.ask(wish)) == "nothing_to_settle"


def test_what_is_settled_on_request_is_never_due_and_never_early() -> None:
    club = Club()
    club.terms(period="on_request")
    club.sells(1_000, date(2026, 12, 2))
    assert code_of(drawn_due(club)) == "nothing_to_settle"
    assert not club.drawn().early


def test_a_statement_before_its_period_is_over_says_so_and_by_whose_decision() -> None:
    club = Club()
    club.terms(period="half_year")
    club.sells(1_000, date(2026, 3, 2))
    club.sells(1_000, date(2026, 9, 2))
    assert not club.drawn(date(2026, 6, 30)).early
    assert code_of(club.draw_up()) == "decision_missing"
    tomorrow = COLLEGE.model_copy(update={"on": date(2027, 1, 1)})
    assert code_of(club.draw_up(decision=tomorrow)) == "day_out_of_range"
    early = club.drawn(decision=COLLEGE)
    assert (early.early, early.decision) == (True, COLLEGE)


def test_what_is_asked_for_is_paid_whatever_the_minimum() -> None:
    """Nobody has to say as well that what is small is to be paid: that is what was asked."""
    club = Club()
    club.terms(minimum_cents=5_000)
    club.sells(1_000, date(2026, 7, 2))
    assert club.drawn(date(2026, 7, 31)).carried_out_cents == 400
    club.sells(1_000, date(2026, 12, 2))
    early = club.drawn(decision=COLLEGE)
    assert (early.carried_in_cents, early.payable_cents, early.carried_out_cents) == (400, 800, 0)
    club.terms(period="on_request", minimum_cents=5_000)
    club.sells(500, date(2026, 12, 3))
    assert (club.drawn().payable_cents, club.town.balances()["payable"]) == (200, 1_000)
    club.town.driver.check_folds()


def test_what_was_carried_over_is_paid_on_request_without_another_line() -> None:
    club = Club()
    club.terms(minimum_cents=5_000)
    club.sells(1_000, date(2026, 7, 2))
    assert club.drawn(date(2026, 7, 31)).payable_cents == 0
    club.terms(period="on_request", minimum_cents=5_000)
    assert club.drawn().payable_cents == 400


def test_where_no_period_was_agreed_none_is_cut_short() -> None:
    club = Club()
    club.sells(1_000, date(2026, 12, 2))
    drawn = club.drawn(decision=COLLEGE)
    assert (drawn.early, drawn.decision) == (True, None)


def a_late_line(club: Club) -> UUID:
    """The id of a line of July that is told on 31 December: a month was agreed."""
    club.terms(claim_within_days=31)
    done = club.town.register(club.town.a_card(), an_offer_of(club), on=date(2026, 7, 4))
    confirmed = expect(done, ParticipationConfirmed)
    assert confirmed.bucket_id == late_bucket(confirmed.participation_id)
    return confirmed.participation_id


def an_offer_of(club: Club) -> UUID:
    return club.town.an_offer(1_000, split_percent=(20, 40, 40), provider=club.id)


def test_a_line_on_the_last_day_is_on_time_and_a_day_later_late() -> None:
    club = Club()
    club.terms(claim_within_days=31)
    for day, late in ((date(2026, 8, 31), False), (date(2026, 9, 1), True)):
        on(club, day)
        sold = club.sells(1_000, date(2026, 7, 4))
        [row] = [one for one in club.rows(Participation) if one.key == str(sold)]
        assert row.late is late


def test_a_late_line_is_owed_but_in_no_statement_until_it_is_let_in() -> None:
    club = Club()
    late = a_late_line(club)
    assert club.town.balances()["payable"] == 400
    assert code_of(club.draw_up()) == "nothing_to_settle"
    assert code_of(club.town.ask(DisputeLine(participation_id=late, reason="price"))) == (
        "late_line_waits"
    )
    expect(decided(club, late, admitted=True), LateLineAdmitted)
    assert code_of(decided(club, late, admitted=True)) == "line_not_late"
    assert club.drawn().payable_cents == 400
    club.town.driver.check_folds()


def test_a_late_line_that_is_refused_is_reversed_and_says_by_whose_decision() -> None:
    club = Club()
    late = a_late_line(club)
    expect(decided(club, late, admitted=False), ParticipationReversed)
    told = [fact.event for fact in club.town.driver.journal]
    [refused] = [event for event in told if isinstance(event, LateLineRefused)]
    assert refused.decision == COLLEGE
    balances = club.town.balances()
    assert balances["payable"] == 0
    assert code_of(club.draw_up()) == "nothing_to_settle"
    assert code_of(decided(club, late, admitted=False)) == "line_not_late"
    assert code_of(club.town.ask(CancelParticipation(participation_id=late))) == (
        "already_cancelled"
    )
    club.town.driver.check_folds()


def test_a_late_line_that_is_cancelled_is_taken_off_nothing() -> None:
    club = Club()
    late = a_late_line(club)
    expect(club.town.ask(CancelParticipation(participation_id=late)), ParticipationReversed)
    assert club.town.balances()["payable"] == 0
    assert [row for row in club.rows(Bucket) if row.cents] == []
    assert code_of(decided(club, late, admitted=True)) == "line_not_late"


def test_where_nothing_was_agreed_nothing_is_late() -> None:
    club = Club()
    club.sells(1_000, date(2026, 1, 2))
    assert club.drawn().payable_cents == 400


def test_a_decision_of_a_day_to_come_is_refused() -> None:
    club = Club()
    late = a_late_line(club)
    tomorrow = COLLEGE.model_copy(update={"on": date(2027, 1, 1)})
    assert code_of(decided(club, late, admitted=True, decision=tomorrow)) == "day_out_of_range"
    assert code_of(decided(club, an_id("none"), admitted=True)) == "participation_unknown"
