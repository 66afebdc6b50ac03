"""The end of a year: ratio, lock, what is left, what comes late, and the lock taken off. Pure."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.budget.contracts.commands import (
    AdvanceReport,
    CloseBooks,
    DraftReport,
    OpenEnvelope,
    ReopenBooks,
)
from services.budget.contracts.events import (
    BooksClosing,
    BooksLocked,
    BooksReopened,
    EnvelopeOpened,
    ExpenseBooked,
    ParticipationConfirmed,
    ParticipationHeld,
    ParticipationReversed,
    ReportAdvanced,
    ReportDrafted,
)
from services.cards.contracts.commands import CancelParticipation
from tests.kit.town import code_of, expect
from tests.kit.treasury import sold
from tests.kit.year_end import BY_THE_COUNCIL, FIFTEENTH, YearEnd

TWENTIETH = datetime(2027, 1, 20, 9, tzinfo=UTC)
FOURTEENTH = date(2026, 12, 14)


def test_6_the_full_right_is_used_and_own_money_is_carried() -> None:
    """Story 6: 19,470.00 spent; the right 7,344.00 in full, own 12,126.00 of 14,688.00."""
    books = YearEnd()
    books.spend_as_heist()
    assert books.left(2026, "drawing_right") == 0
    assert books.left(2026, "own_contribution") == 256_200
    done = books.locked()
    assert (done.carried_cents, done.returned_cents, done.reattributed_cents) == (256_200, 0, 0)
    assert books.left(2026, "own_contribution") == 0
    assert books.left(2027, "own_contribution") == 1_468_800 + 256_200
    books.town.driver.check_folds()


def test_6_pro_rata_own_money_takes_over_and_854_00_goes_back() -> None:
    """Story 6: under pro rata the right is 6,490.00, own 12,980.00, 854.00 to return."""
    books = YearEnd()
    books.spend_as_heist()
    books.ratio("pro_rata")
    done = books.locked(drawing_right="carried")
    assert (done.reattributed_cents, done.returned_cents) == (85_400, 85_400)
    assert done.carried_cents == 1_468_800 - 1_298_000
    assert books.left(2026, "drawing_right") == 0
    assert books.left(2027, "drawing_right") == 734_400


def test_pro_rata_asks_for_own_money_that_was_never_put_in() -> None:
    books = YearEnd(own_contribution_cents=100_000)
    books.expense(books.filled("Kaarten", 800_000), 800_000)
    books.ratio("pro_rata")
    expect(books.town.ask(CloseBooks(year=2026)), BooksClosing)
    books.town.at(FIFTEENTH)
    refused = books.lock()
    assert code_of(refused) == "own_contribution_short"


def test_6_what_arrives_late_is_booked_this_year_as_prior_year() -> None:
    """Story 6: locked on 15 January, a claim of 32.00 for 14 December on 20 January."""
    books = YearEnd()
    card, offer = books.town.a_card(), books.town.an_offer(4_000)
    books.locked()
    before = books.left(2027, "drawing_right")
    books.town.at(TWENTIETH)
    done = expect(books.town.register(card, offer, on=FOURTEENTH), ParticipationConfirmed)
    assert [(one.cents, one.debit.year, one.for_year) for one in done.transfers] == [
        (3_200, 2027, 2026)
    ]
    assert books.left(2027, "drawing_right") == before - 3_200
    assert books.book(2026).status == "locked"


def test_what_is_cancelled_after_the_lock_comes_free_in_the_current_year() -> None:
    books = YearEnd()
    done = expect(sold(books.town, 4_000), ParticipationConfirmed)
    books.locked(drawing_right="carried")
    before = books.left(2027, "drawing_right")
    wish = CancelParticipation(participation_id=done.participation_id, reason="illness")
    back = expect(books.town.ask(wish), ParticipationReversed)
    assert [(one.kind, one.cents, one.for_year) for one in back.transfers] == [
        ("reversal", 3_200, None),
        ("posted", 3_200, 2026),
    ]
    assert books.left(2026, "drawing_right") == 0
    assert books.left(2027, "drawing_right") == before + 3_200
    books.town.driver.check_folds()


def test_a_year_is_locked_only_once_it_is_over_closing_and_nothing_is_held() -> None:
    books = YearEnd()
    assert code_of(books.lock()) == "books_not_closing"
    expect(books.town.ask(CloseBooks(year=2026)), BooksClosing)
    assert code_of(books.town.ask(CloseBooks(year=2026))) == "books_closing"
    assert code_of(books.lock()) == "year_not_over"
    held = books.town.hold(
        books.town.a_card(), books.town.an_offer(4_000), datetime(2027, 1, 5, tzinfo=UTC)
    )
    expect(held, ParticipationHeld)
    books.town.at(datetime(2027, 1, 2, tzinfo=UTC))
    refused = books.lock()
    assert code_of(refused) == "holds_open"
    assert refused.facts == {"held_cents": 3_200}


def test_nothing_is_decided_in_a_locked_year() -> None:
    books = YearEnd()
    envelope = books.filled("Kaarten", 10_000)
    books.locked()
    assert code_of(books.expense(envelope, 100)) == "books_locked"
    assert code_of(books.move(100, taking=envelope)) == "books_locked"
    assert code_of(books.enter("gift", 100)) == "books_locked"
    assert code_of(books.lock()) == "books_locked"


def test_a_late_invoice_goes_to_an_envelope_of_this_year_as_prior_year() -> None:
    books = YearEnd()
    books.locked()
    envelope = books.filled("Kaarten", 10_000, year=2027)
    done = expect(books.expense(envelope, 2_500), ExpenseBooked)
    assert (done.year, {one.for_year for one in done.transfers}) == (2027, {2026})


def test_the_lock_is_taken_off_by_a_decision_and_put_on_again() -> None:
    books = YearEnd()
    books.spend_as_heist()
    books.locked()
    expect(books.town.ask(ReopenBooks(year=2026, decision=BY_THE_COUNCIL)), BooksReopened)
    assert books.left(2026, "own_contribution") == 256_200
    assert books.left(2027, "own_contribution") == 1_468_800
    again = expect(books.lock(), BooksLocked)
    assert again.carried_cents == 256_200
    books.town.driver.check_folds()


def test_the_lock_stays_on_where_what_was_carried_is_spent() -> None:
    books = YearEnd()
    books.locked(other_sources="carried", drawing_right="carried")
    envelope = books.filled("Alles", 2 * (734_400 + 1_468_800), year=2027)
    expect(books.expense(envelope, 2_300_000, on=date(2027, 1, 2)), ExpenseBooked)
    refused = books.town.ask(ReopenBooks(year=2026, decision=BY_THE_COUNCIL))
    assert code_of(refused) == "account_overdrawn"


def test_a_report_takes_its_steps_in_order() -> None:
    books = YearEnd()
    draft = DraftReport(year=2026, text=" Wij bereikten meer mensen. ")
    assert code_of(books.town.ask(draft)) == "books_not_closing"
    expect(books.town.ask(CloseBooks(year=2026)), BooksClosing)
    assert expect(books.town.ask(draft), ReportDrafted).text == "Wij bereikten meer mensen."
    today = date(2027, 1, 15)
    books.town.at(FIFTEENTH)
    approve = AdvanceReport(year=2026, step="approved_locally", on=today, decision=BY_THE_COUNCIL)
    assert code_of(books.town.ask(approve)) == "books_not_locked"
    expect(books.lock(), BooksLocked)
    assert code_of(books.town.ask(approve.model_copy(update={"decision": None}))) == (
        "decision_missing"
    )
    expect(books.town.ask(approve), ReportAdvanced)
    assert code_of(books.town.ask(draft)) == "report_not_open"
    for step in ("submitted", "questioned", "answered", "accepted"):
        expect(books.town.ask(AdvanceReport(year=2026, step=step, on=today)), ReportAdvanced)
    assert code_of(books.town.ask(ReopenBooks(year=2026, decision=BY_THE_COUNCIL))) == (
        "report_accepted"
    )
    settle = AdvanceReport(year=2026, step="settled", on=today, cents=-85_400)
    assert code_of(books.town.ask(settle.model_copy(update={"cents": None}))) == "total_invalid"
    assert expect(books.town.ask(settle), ReportAdvanced).status == "settled"
    assert code_of(books.town.ask(settle)) == "report_step_invalid"


@settings(max_examples=25, deadline=None)
@given(
    spent=st.lists(st.integers(1, 500_000), min_size=1, max_size=4),
    ways=st.tuples(*(st.sampled_from(["carried", "returned"]),) * 2),
    variant=st.sampled_from(["full_right", "pro_rata"]),
)
def test_a_lock_leaves_nothing_and_loses_nothing(
    spent: list[int], ways: tuple[str, str], variant: str
) -> None:
    books = YearEnd()
    for place, cents in enumerate(spent):
        books.expense(books.filled(f"Actie {place}", cents), cents)
    books.ratio(variant)
    done = books.locked(drawing_right=ways[0], other_sources=ways[1])
    left = 734_400 + 1_468_800 - sum(spent)
    assert done.carried_cents + done.returned_cents == left
    assert books.left(2026, "drawing_right") == books.left(2026, "own_contribution") == 0
    assert sum(row.balance_cents for row in books.accounts()) == 0


@pytest.mark.parametrize("year", [2025, 2028])
def test_a_year_without_books_cannot_be_closed(year: int) -> None:
    books = YearEnd()
    assert code_of(books.town.ask(CloseBooks(year=year))) == "no_budget_for_year"
    opening = OpenEnvelope(year=2027, action="Later", category="other")
    expect(books.town.ask(opening), EnvelopeOpened)
