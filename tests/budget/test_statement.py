"""Statements: every line in one, in order of months; what is small or owed goes on. Pure."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.budget.contracts.commands import (
    DisputeLine,
    DrawUpDueStatements,
    DrawUpStatements,
    SetSettlementTerms,
    SettleDispute,
)
from services.budget.contracts.events import (
    DisputeSettled,
    LineDisputed,
    ParticipationConfirmed,
    SettlementTermsSet,
    StatementDrawnUp,
)
from services.budget.domain.bucket import Bucket, ProviderYear
from services.budget.domain.ledger import AccountRow
from services.budget.domain.payable import PayableItem
from services.cards.contracts.commands import CancelParticipation
from tests.kit.town import Town, an_id, an_opening, code_of, expect


class Club:
    """A provider of a town, what it sells, and how it is settled with."""

    def __init__(self, town: Town | None = None) -> None:
        self.town = town or Town()
        self.town.at(datetime(2026, 12, 31, 12, tzinfo=UTC))
        self.id = self.town.a_provider()

    def sells(self, price_cents: int, day: date = date(2026, 7, 4), card: Any = None) -> UUID:
        """A participation at 20/40/40; its id."""
        offer = self.town.an_offer(price_cents, split_percent=(20, 40, 40), provider=self.id)
        done = self.town.register(card or self.town.a_card(), offer, on=day)
        return expect(done, ParticipationConfirmed).participation_id

    def draw_up(self, until: date = date(2026, 12, 31), year: int = 2026, **more: Any) -> Any:
        """The outcome of drawing up its statement."""
        wish = DrawUpStatements(organisation_ids=(self.id,), year=year, until=until, **more)
        return self.town.ask(wish)

    def drawn(self, until: date = date(2026, 12, 31), **more: Any) -> StatementDrawnUp:
        """A statement."""
        return expect(self.draw_up(until, **more), StatementDrawnUp)

    def terms(self, **terms: Any) -> Any:
        """The outcome of setting its terms."""
        agreed = {"period": "month", "claim_within_days": 366, **terms}
        wish = SetSettlementTerms(organisation_id=self.id, **agreed)
        return self.town.ask(wish)

    def rows(self, table: Any) -> list[Any]:
        """Its rows of a table."""
        return list(self.town.driver.all_rows("budget", self.town.stream, table))


def test_a_statement_has_the_lines_of_the_months_until_its_day() -> None:
    club = Club()
    club.sells(11_900, date(2026, 3, 2))
    club.sells(1_400, date(2026, 4, 30))
    club.sells(1_700, date(2026, 5, 1))
    first = club.drawn(date(2026, 4, 30))
    assert (first.number, first.lines, first.total_cents, first.payable_cents) == (
        1,
        2,
        5_320,
        5_320,
    )
    second = club.drawn()
    assert (second.number, second.lines, second.total_cents) == (2, 1, 680)
    assert {item.reference: item.cents for item in club.rows(PayableItem)} == {
        "2026-0001": 5_320,
        "2026-0002": 680,
    }
    assert code_of(club.draw_up()) == "nothing_to_settle"


def test_2_what_is_cancelled_after_payout_is_taken_off_the_next_statement() -> None:
    """Story 2: the 119.00 is cancelled after payout: the next statement carries -47.60."""
    club = Club()
    season_ticket = club.sells(11_900)
    assert club.drawn().payable_cents == 4_760
    club.town.ask(CancelParticipation(participation_id=season_ticket))
    debt = club.drawn()
    assert (debt.total_cents, debt.payable_cents, debt.carried_out_cents) == (-4_760, 0, -4_760)
    club.sells(15_900)
    paid = club.drawn()
    assert (paid.carried_in_cents, paid.total_cents) == (-4_760, 6_360)
    assert (paid.payable_cents, paid.carried_out_cents) == (1_600, 0)


def test_what_is_below_the_minimum_goes_on_and_is_cleared_at_the_end_of_the_year() -> None:
    club = Club()
    expect(club.terms(minimum_cents=1_000), SettlementTermsSet)
    club.sells(600)
    small = club.drawn()
    assert (small.payable_cents, small.carried_out_cents) == (0, 240)
    assert club.rows(PayableItem) == []
    assert club.drawn(clear=True).payable_cents == 240


def test_what_was_too_little_all_year_is_due_once_the_year_is_over() -> None:
    club = Club()
    club.terms(minimum_cents=1_000)
    club.sells(600)
    assert club.drawn().carried_out_cents == 240
    due = DrawUpDueStatements(organisation_ids=(club.id,), year=2026)
    assert code_of(club.town.ask(due)) == "nothing_to_settle"
    club.town.at(datetime(2027, 1, 2, 12, tzinfo=UTC))
    drawn = expect(club.town.ask(due), StatementDrawnUp)
    assert (drawn.lines, drawn.payable_cents, drawn.carried_out_cents) == (0, 240, 0)
    assert code_of(club.town.ask(due)) == "nothing_to_settle"
    club.town.driver.check_folds()


def test_what_is_owed_at_the_end_of_a_year_is_taken_off_the_first_statement_of_the_next() -> None:
    club = Club(Town(an_opening(period=(date(2026, 1, 1), date(2027, 12, 31)))))
    both = club.town.a_right(30_000, period=(date(2026, 1, 1), date(2027, 12, 31)))
    card = club.town.a_card(both)
    ticket = club.sells(11_900)
    assert club.drawn().payable_cents == 4_760
    club.town.at(datetime(2027, 2, 1, 12, tzinfo=UTC))
    club.town.ask(CancelParticipation(participation_id=ticket))
    assert club.drawn().carried_out_cents == -4_760
    assert code_of(club.draw_up(date(2027, 2, 1), 2027)) == "nothing_to_settle"
    club.sells(15_900, date(2027, 2, 1), card)
    paid = club.drawn(date(2027, 2, 1), year=2027)
    assert (paid.total_cents, paid.carried_in_cents, paid.payable_cents) == (6_360, -4_760, 1_600)
    [moved] = paid.transfers
    sides = (moved.debit.year, moved.credit.year, moved.cents)
    assert sides == (2027, 2026, 4_760)
    # What the first statement made payable was not paid yet.
    assert owed_by_year(club) == {2026: 4_760, 2027: 1_600}
    assert {row.key[-4:]: row.carried_cents for row in club.rows(ProviderYear)} == {
        "2026": 0,
        "2027": 0,
    }
    club.sells(1_000, date(2027, 2, 1), card)
    assert club.drawn(date(2027, 2, 1), year=2027).payable_cents == 400
    club.town.driver.check_folds()


def owed_by_year(club: Club) -> dict[int, int]:
    """What is payable to it in the books of each year, in cents."""
    rows = [row for row in club.rows(AccountRow) if row.kind == "payable"]
    return {row.year: row.balance_cents for row in rows}


def test_a_line_in_dispute_is_in_no_statement_until_it_is_settled() -> None:
    club = Club()
    odd = club.sells(1_400)
    club.sells(1_700)
    expect(club.town.ask(DisputeLine(participation_id=odd, reason="price")), LineDisputed)
    assert code_of(club.town.ask(DisputeLine(participation_id=odd, reason="price"))) == (
        "line_disputed"
    )
    assert code_of(club.town.ask(CancelParticipation(participation_id=odd))) == "line_disputed"
    assert club.drawn().payable_cents == 680
    expect(club.town.ask(SettleDispute(participation_id=odd)), DisputeSettled)
    assert code_of(club.town.ask(SettleDispute(participation_id=odd))) == "line_not_disputed"
    assert club.drawn().payable_cents == 560


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"minimum_cents": -1}, "total_invalid"),
        ({"pay_within_days": 367}, "days_invalid"),
        ({"claim_within_days": -1}, "days_invalid"),
    ],
)
def test_terms_that_cannot_be_meant_are_refused(wish: Any, code: str) -> None:
    assert code_of(Club().terms(**wish)) == code


def test_only_providers_of_the_network_are_settled_with_and_never_ahead() -> None:
    club = Club()
    stranger = DrawUpStatements(
        organisation_ids=(an_id("stranger"),), year=2026, until=date(2026, 6, 30)
    )
    assert code_of(club.town.ask(stranger)) == "provider_unknown"
    assert code_of(club.draw_up(date(2027, 1, 1))) == "day_out_of_range"
    twice = stranger.model_copy(update={"organisation_ids": (club.id, club.id)})
    assert code_of(club.town.ask(twice)) == "list_invalid"
    nothing = DisputeLine(participation_id=an_id("none"), reason="other")
    assert code_of(club.town.ask(nothing)) == "participation_unknown"


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("sells"), st.integers(1, 5_000), st.integers(1, 12)),
        st.tuples(st.just("cancels"), st.integers(0, 9), st.just(0)),
        st.tuples(st.just("disputes"), st.integers(0, 9), st.just(0)),
        st.tuples(st.just("settles"), st.integers(0, 9), st.just(0)),
        st.tuples(st.just("draws"), st.integers(1, 12), st.integers(0, 1)),
    ),
    max_size=25,
)


@given(steps=STEPS, minimum=st.integers(0, 2_000))
@settings(max_examples=60, deadline=None)
def test_whatever_happens_what_is_owed_is_drawn_up_carried_or_waits(
    steps: list[tuple[str, int, int]], minimum: int
) -> None:
    """Payable = all that statements made payable + what is carried + what waits in buckets."""
    club, sold = Club(), list[UUID]()
    club.terms(minimum_cents=minimum)
    numbers = []
    for what, first, second in steps:
        chosen = sold[first % len(sold)] if sold else an_id("none")
        match what:
            case "sells":
                sold.append(club.sells(first, date(2026, second, 15)))
            case "cancels":
                club.town.ask(CancelParticipation(participation_id=chosen))
            case "disputes":
                club.town.ask(DisputeLine(participation_id=chosen, reason="other"))
            case "settles":
                club.town.ask(SettleDispute(participation_id=chosen))
            case "draws":
                done = club.draw_up(date(2026, first, 28), clear=second == 1)
                numbers += [done.number] if isinstance(done, StatementDrawnUp) else []
    assert numbers == list(range(1, len(numbers) + 1))
    payable = club.town.balances()["payable"]
    items = sum(item.cents for item in club.rows(PayableItem))
    carried = sum(row.carried_cents for row in club.rows(ProviderYear))
    assert payable == items + carried + sum(row.cents for row in club.rows(Bucket))
    assert all(item.cents > 0 for item in club.rows(PayableItem))
    club.town.driver.check_folds()
