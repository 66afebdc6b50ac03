"""A season fee over the new year: the year is locked, and what falls due later goes on. Pure."""

from datetime import date
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.budget.contracts.commands import (
    CloseBooks,
    ExpireHold,
    MoveMoney,
    OpenEnvelope,
    ReopenBooks,
    StopInstalments,
)
from services.budget.contracts.events import (
    BooksClosing,
    BooksLocked,
    BooksReopened,
    EnvelopeOpened,
    InstalmentConfirmed,
    InstalmentsCarried,
    InstalmentsStopped,
    InstalmentWish,
    MoneyMoved,
    ParticipationReversed,
)
from services.budget.domain.book import Book, Funding
from services.budget.domain.ledger import AccountRow
from services.budget.domain.participation import Participation
from services.cards.contracts.commands import CancelParticipation
from tests.budget.test_price_correction import corrected
from tests.kit.long_season import OVER_NEW_YEAR, YEARS, LongSeason
from tests.kit.season import terms_of
from tests.kit.town import Town, an_opening, code_of, expect
from tests.kit.year_end import BY_THE_COUNCIL


def test_the_clock_carries_what_falls_due_later_and_the_year_is_locked() -> None:
    """119.00 in five is 9.52 a time for the network: 28.56 goes on to the new year."""
    club = LongSeason()
    own = club.begun()
    club.closes()
    assert code_of(club.lock()) == "holds_open"
    before = club.left(2027)
    club.carries(own)
    [event] = club.told(InstalmentsCarried)
    assert [one.kind for one in event.transfers] == ["released", "posted", "held"] * 3
    assert {one.for_year for one in event.transfers if one.kind == "held"} == {2026}
    held = [row for row in club.rows(AccountRow) if row.held_debit_cents]
    assert [(row.year, row.held_debit_cents) for row in held] == [(2027, 2_856)]
    assert club.left(2027) == before
    carried = {row.carried_cents for row in club.rows(Funding)}
    assert carried == {-2_856, 2_856, 0}
    locked = expect(club.lock(), BooksLocked)
    assert locked.carried_cents == 2_203_200 - 4_760
    assert club.left(2026) == 0
    for number, month in ((3, 1), (4, 2), (5, 3)):
        club.in_(2027, month)
        event = expect(club.confirms(own, number), InstalmentConfirmed)
        assert [(one.debit.year, one.credit.year) for one in event.transfers] == [(2027, 2026)]
        assert [one.for_year for one in event.transfers] == [2026]
    assert club.town.balances()["payable"] == 4_760
    assert club.held(2027) == 0
    club.town.driver.check_folds()


def test_it_is_asked_twice_too_early_too_late_and_of_another_year_in_vain() -> None:
    club = LongSeason()
    own = club.begun()
    club.carries(own)
    club.in_(2026, 12, 31)
    expect(club.town.ask(CloseBooks(year=2026)), BooksClosing)
    club.carries(own)
    assert club.told(InstalmentsCarried) == []
    club.in_(2027, 1, 4)
    club.carries(own, 2027)
    assert club.told(InstalmentsCarried) == []
    for _twice in range(2):
        club.carries(own)
    assert len(club.told(InstalmentsCarried)) == 1
    club.in_(2028, 1, 4)
    club.carries(own)
    assert len(club.told(InstalmentsCarried)) == 1


def test_what_falls_due_in_the_year_is_confirmed_or_let_go_before_it_is_locked() -> None:
    club = LongSeason()
    own = club.registers(11_900, OVER_NEW_YEAR)
    club.closes()
    club.carries(own)
    refused = club.lock()
    assert (code_of(refused), refused.facts) == ("holds_open", {"held_cents": 2 * 952})
    for number in (1, 2):
        event = expect(club.confirms(own, number), InstalmentConfirmed)
        assert [one.debit.year for one in event.transfers] == [2026]
    expect(club.lock(), BooksLocked)


def test_it_goes_to_the_envelope_of_the_same_action() -> None:
    club = LongSeason()
    here, there = (_clubs_of(club, year) for year in (2026, 2027))
    wish = MoveMoney(year=2026, to_envelope=here, cents=10_000, decision=BY_THE_COUNCIL)
    club.in_(2026, 12, 31)
    expect(club.town.ask(wish), MoneyMoved)
    own = club.registers(11_900, terms_of(times=2, first_due=date(2027, 1, 15)))
    club.closes()
    club.carries(own)
    [event] = club.told(InstalmentsCarried)
    assert event.envelope_id == there
    assert {one.debit.envelope_id for one in event.transfers if one.kind == "held"} == {there}
    assert {one.bbc for one in event.transfers if one.kind == "held"} == {"0740-2027"}
    assert sum(one.cents for one in event.transfers if one.kind == "held") == 4_760
    club.in_(2027, 1, 16)
    assert expect(club.confirms(own, 1), InstalmentConfirmed).envelope_id == there


def _clubs_of(club: LongSeason, year: int) -> UUID:
    wish = OpenEnvelope(
        year=year,
        action="Clubs",
        category="participation",
        pays_for=("all",),
        bbc=f"0740-{year}",
    )
    return expect(club.town.ask(wish), EnvelopeOpened).envelope_id


def test_what_is_stopped_later_is_free_in_the_new_year() -> None:
    club = LongSeason()
    own = club.begun()
    club.closes()
    club.carries(own)
    expect(club.lock(), BooksLocked)
    before = club.left(2027)
    expect(club.town.ask(StopInstalments(participation_id=own)), InstalmentsStopped)
    assert (club.left(2026), club.left(2027)) == (0, before + 2_856)


def test_what_nobody_confirms_runs_out_in_the_new_year() -> None:
    club = LongSeason()
    own = club.begun()
    club.closes()
    club.carries(own)
    before = club.left(2027)
    club.in_(2027, 5, 1)
    club.town.driver.send(ExpireHold(participation_id=own), stream=club.town.stream)
    assert club.left(2027) == before + 2_856


def test_cancelled_after_both_years_are_locked_it_is_free_in_the_third() -> None:
    """Two were paid by the first year, three by the second; all of it comes to the third."""
    club = LongSeason()
    own = club.begun()
    club.closes()
    club.carries(own)
    expect(club.lock(), BooksLocked)
    for number, month in ((3, 1), (4, 2), (5, 3)):
        club.in_(2027, month)
        expect(club.confirms(own, number), InstalmentConfirmed)
    club.closes(2027)
    expect(club.lock(2027), BooksLocked)
    before = club.left(2028)
    wish = CancelParticipation(participation_id=own, reason="illness")
    back = expect(club.town.ask(wish), ParticipationReversed)
    on = [one for one in back.transfers if one.kind == "posted"]
    assert {(one.credit.year, one.for_year) for one in on} == {(2028, 2026), (2028, 2027)}
    assert (club.left(2026), club.left(2027), club.left(2028)) == (0, 0, before + 4_760)
    assert club.town.balances()["payable"] == 0
    club.town.driver.check_folds()


def test_it_goes_on_again_at_the_end_of_the_next_year() -> None:
    club = LongSeason()
    club.in_(2026, 12, 31)
    parts = (
        InstalmentWish(due=date(2026, 12, 31), cents=5_000),
        InstalmentWish(due=date(2028, 1, 1), cents=5_000),
    )
    own = club.registers(10_000, terms_of(parts=parts))
    expect(club.confirms(own, 1), InstalmentConfirmed)
    for year in (2026, 2027):
        club.closes(year)
        club.carries(own, year)
        expect(club.lock(year), BooksLocked)
    assert (club.held(2027), club.held(2028)) == (0, 2_000)
    event = expect(club.confirms(own, 2), InstalmentConfirmed)
    assert [(one.debit.year, one.credit.year) for one in event.transfers] == [(2028, 2026)]
    assert [one.for_year for one in event.transfers] == [2026]
    [known] = club.rows(Participation)
    assert (known.held_in, known.booked_in) == (2028, 2026)
    club.town.driver.check_folds()


def test_reopening_leaves_what_went_on_where_it_is() -> None:
    club = LongSeason()
    own = club.begun()
    club.closes()
    club.carries(own)
    expect(club.lock(), BooksLocked)
    reopened = club.town.ask(ReopenBooks(year=2026, decision=BY_THE_COUNCIL))
    expect(reopened, BooksReopened)
    assert club.held(2027) == 2_856
    expect(club.lock(), BooksLocked)
    club.town.driver.check_folds()


def test_without_books_of_a_next_year_it_stays() -> None:
    club = LongSeason(town=Town(an_opening(period=(YEARS[0], date(2026, 12, 31)))))
    own = club.begun()
    club.closes()
    club.carries(own)
    assert club.told(InstalmentsCarried) == []
    assert code_of(club.lock()) == "holds_open"


STEPS = st.lists(
    st.sampled_from(["confirm", "refund", "stop", "cancel", "carry", "lock"]), max_size=9
)


@given(steps=STEPS, price_cents=st.integers(5, 20_000), confirmed=st.integers(0, 2))
@settings(max_examples=60, deadline=None)
def test_whatever_happens_around_the_new_year_no_cent_is_lost(
    steps: list[str], price_cents: int, confirmed: int
) -> None:
    club = LongSeason()
    before = club.left(2026) + club.left(2027)
    own = club.registers(price_cents, OVER_NEW_YEAR)
    for number in range(1, confirmed + 1):
        club.in_(2026, 10 + number)
        club.confirms(own, number)
    club.closes()
    for place, step in enumerate(steps):
        club.in_(2027, 1, 5 + place)
        _take(club, own, step)
    [row] = club.rows(Participation)
    standing = row.network_cents if row.status in ("held", "confirmed") else 0
    assert club.left(2026) + club.left(2027) == before - standing
    locked = club.town.driver.row("budget", club.town.stream, Book, 2026).status == "locked"
    assert not locked or club.left(2026) == club.held(2026) == 0
    club.town.driver.check_folds()


def _take(club: LongSeason, own: UUID, step: str) -> None:
    """One step; what cannot be is refused."""
    match step:
        case "confirm":
            [row] = club.rows(Participation)
            for number in range(1, 6):
                club.confirms(UUID(row.key), number)
        case "refund":
            corrected(club.town, own, refund_cents=3)
        case "stop":
            club.stops(own)
        case "cancel":
            club.town.ask(CancelParticipation(participation_id=own, reason="illness"))
        case "carry":
            club.carries(own)
        case _:
            club.lock()
