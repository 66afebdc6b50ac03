"""Checking in: once per person, offer and day, within the window of the offer. Pure.

Persons, offers and moments are invented. Times are Brussels' unless they say UTC.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.cards.contracts.commands import BlockCard, CancelCheckIn, CheckIn
from services.cards.contracts.events import (
    CheckedIn,
    CheckInCancelled,
    ParticipationRequested,
)
from services.cards.domain.calendar import BRUSSELS, day_of
from services.cards.domain.check_in import day_at, window_of
from services.cards.domain.copies import Offer
from services.kernel.contract import Event
from services.partners.contracts.commands import WithdrawOffer
from tests.kit.scheme_town import SchemeTown, eighty_percent
from tests.kit.town import Town, an_id, code_of, expect
from tests.kit.village import Village

EIGHT = datetime(2026, 7, 1, 20, tzinfo=BRUSSELS)
TEN = EIGHT + timedelta(hours=2)


def show(town: Town, card: object, offer: UUID, late_at: datetime | None = None) -> Event:
    """A card is shown at the door."""
    token = getattr(card, "token", str(card))
    return town.ask(CheckIn(card_token=token, offer_id=offer, happened_at=late_at))


def a_town(at: datetime = EIGHT) -> SchemeTown:
    town = SchemeTown(eighty_percent())
    town.at(at)
    return town


def a_session(starts_at: datetime | None, ends_at: datetime | None = None, **more: Any) -> Offer:
    return Offer(
        key="offer",
        organisation_id="club",
        price_cents=1,
        holder_bp=0,
        organisation_bp=0,
        network_bp=0,
        withdrawn=False,
        starts_at=starts_at,
        ends_at=ends_at,
        **more,
    )


def test_who_is_there_is_noted_and_no_money_moves() -> None:
    town = a_town()
    holder, card = town.an_entitled()
    offer = town.an_offer_of(1_000)
    before = len(town.driver.journal)
    there = expect(show(town, card, offer), CheckedIn)
    assert (there.holder_id, there.card_id, there.offer_id) == (holder, card.card_id, offer)
    assert (there.on, there.at, there.participation_id) == (date(2026, 7, 1), EIGHT, None)
    assert (there.told_late, there.outside_window) == (False, False)
    assert len(town.driver.journal) == before + 1
    town.driver.check_folds()


def test_it_names_what_was_registered_for_that_day() -> None:
    town = a_town()
    _, card = town.an_entitled()
    offer = town.an_offer_of(1_000)
    town.take_part(card, offer, on=EIGHT.date())
    taken: ParticipationRequested = town.last_request()
    assert expect(show(town, card, offer), CheckedIn).participation_id == taken.participation_id
    older = town.a_card()
    expect(town.register(older, offer, on=EIGHT.date()), Event)
    by_right = expect(show(town, older, offer), CheckedIn)
    assert by_right.participation_id == town.last_request().participation_id


def test_a_person_is_there_once_a_day_with_whatever_card() -> None:
    town = a_town()
    holder, old = town.an_entitled()
    new, offer, other = town.a_scheme_card(holder), town.an_offer_of(1_000), town.an_offer_of(1_000)
    expect(show(town, old, offer), CheckedIn)
    assert code_of(show(town, old, offer)) == "already_checked_in"
    assert code_of(show(town, new, offer)) == "already_checked_in"
    expect(show(town, new, other), CheckedIn)
    town.at(EIGHT + timedelta(days=1))
    expect(show(town, new, offer), CheckedIn)
    town.driver.check_folds()


def test_a_person_of_two_files_is_there_once_while_they_are_one() -> None:
    village = Village()
    village.at(EIGHT)
    stays, duplicate = village.a_holder(), village.a_holder()
    hers, other = village.a_scheme_card(stays), village.a_scheme_card(duplicate)
    offer = village.an_offer(1_000)
    village.merge(stays, duplicate)
    expect(show(village, other, offer), CheckedIn)
    assert code_of(show(village, hers, offer)) == "already_checked_in"
    village.split(duplicate)
    expect(show(village, hers, offer), CheckedIn)
    village.driver.check_folds()


@pytest.mark.parametrize("kind", ["unknown", "blocked", "another network's"])
def test_a_card_that_does_not_work_gets_one_answer(kind: str) -> None:
    town = a_town()
    offer = town.an_offer_of(1_000)
    _, card = town.an_entitled()
    shown: object = card
    if kind == "unknown":
        shown = "no such token"
    elif kind == "blocked":
        town.ask(BlockCard(card_id=card.card_id, reason="lost"))
    else:
        shown = a_town().an_entitled()[1].token + "-elsewhere"
    refused = show(town, shown, offer)
    assert code_of(refused) == "card_not_valid"
    assert getattr(refused, "field", None) == "card_token"
    assert getattr(refused, "facts", None) == {}


def test_a_right_that_ended_lets_an_old_card_in_no_longer() -> None:
    town = Town()
    right = town.a_right(period=(date(2026, 1, 1), date(2026, 6, 30)))
    card, offer = town.a_card(right), town.an_offer(1_000)
    town.at(datetime(2026, 6, 30, 23, 59, tzinfo=BRUSSELS))
    expect(show(town, card, offer), CheckedIn)
    town.at(datetime(2026, 7, 1, 0, 0, tzinfo=BRUSSELS))
    assert code_of(show(town, card, offer)) == "card_not_valid"


def test_outside_the_window_the_door_is_closed_and_says_when_it_opens() -> None:
    town = a_town()
    _, card = town.an_entitled()
    offer = town.an_offer_of(1_000, starts_at=EIGHT, ends_at=TEN)
    town.at(EIGHT - timedelta(hours=5, seconds=1))
    refused = show(town, card, offer)
    assert code_of(refused) == "check_in_closed"
    assert getattr(refused, "facts", None) == {
        "opens_at": (EIGHT - timedelta(hours=5)).astimezone(UTC).isoformat(),
        "closes_at": (TEN + timedelta(hours=5)).astimezone(UTC).isoformat(),
    }
    town.at(TEN + timedelta(hours=5, seconds=1))
    assert code_of(show(town, card, offer)) == "check_in_closed"
    town.at(TEN + timedelta(hours=5))
    assert expect(show(town, card, offer), CheckedIn).on == EIGHT.date()
    town.at(EIGHT)
    assert code_of(show(town, card, offer)) == "already_checked_in"


def test_what_is_told_late_is_judged_by_its_own_time_and_not_refused_for_the_window() -> None:
    town = a_town()
    _, card = town.an_entitled()
    offer = town.an_offer_of(1_000, starts_at=EIGHT, ends_at=TEN, check_in_before_minutes=30)
    town.at(TEN + timedelta(days=3))
    early = EIGHT - timedelta(hours=1)
    there = expect(show(town, card, offer, early), CheckedIn)
    assert (there.at, there.told_late, there.outside_window) == (early, True, True)
    assert code_of(show(town, card, offer, EIGHT)) == "already_checked_in"
    ahead = town.driver.now + timedelta(minutes=6)
    assert code_of(show(town, card, offer, ahead)) == "happened_at_invalid"
    long_ago = town.driver.now - timedelta(days=400)
    assert code_of(show(town, card, offer, long_ago)) == "day_out_of_range"


def test_a_form_of_before_a_block_is_good_when_it_comes_after_it() -> None:
    town = a_town()
    _, card = town.an_entitled()
    offer = town.an_offer_of(1_000)
    town.at(EIGHT + timedelta(hours=1))
    town.ask(BlockCard(card_id=card.card_id, reason="lost"))
    assert code_of(show(town, card, offer, EIGHT + timedelta(hours=1))) == "card_not_valid"
    expect(show(town, card, offer, EIGHT), CheckedIn)


def test_who_was_not_there_after_all_may_be_checked_in_again() -> None:
    town = a_town()
    _, card = town.an_entitled()
    offer = town.an_offer_of(1_000)
    there = expect(show(town, card, offer), CheckedIn)
    expect(town.ask(CancelCheckIn(check_in_id=there.check_in_id)), CheckInCancelled)
    again = town.ask(CancelCheckIn(check_in_id=there.check_in_id))
    assert code_of(again) == "already_cancelled"
    assert code_of(town.ask(CancelCheckIn(check_in_id=an_id("none")))) == "check_in_unknown"
    expect(show(town, card, offer), CheckedIn)
    town.driver.check_folds()


def test_a_withdrawn_offer_lets_in_who_was_registered_for_it() -> None:
    town = a_town()
    _, card = town.an_entitled()
    _, other = town.an_entitled()
    offer = town.an_offer_of(1_000)
    town.take_part(card, offer, on=EIGHT.date())
    town.ask(WithdrawOffer(offer_id=offer))
    expect(show(town, card, offer), CheckedIn)
    assert code_of(show(town, other, offer)) == "offer_withdrawn"
    assert code_of(show(town, card, an_id("no offer"))) == "offer_unknown"


MOMENTS = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
LENGTHS = st.timedeltas(timedelta(0), timedelta(days=10))


@given(MOMENTS, LENGTHS, st.integers(0, 1_440), st.integers(0, 1_440))
@example(datetime(2026, 10, 25, 3, tzinfo=UTC), timedelta(hours=2), 300, 300)
@example(datetime(2026, 3, 29, 3, tzinfo=UTC), timedelta(hours=2), 300, 300)
def test_a_window_lasts_as_long_as_is_said_when_the_clock_is_changed_too(
    starts_at: datetime, length: timedelta, before: int, after: int
) -> None:
    offer = a_session(
        starts_at.astimezone(BRUSSELS),
        (starts_at + length).astimezone(BRUSSELS),
        check_in_before_minutes=before,
        check_in_after_minutes=after,
    )
    window = window_of(offer)
    assert window is not None
    opens_at, closes_at = (one.astimezone(UTC) for one in window)
    assert closes_at - opens_at == length + timedelta(minutes=before + after)
    assert opens_at <= starts_at <= closes_at


@given(MOMENTS, LENGTHS, st.floats(0, 1))
def test_a_check_in_is_on_a_day_of_its_session(
    starts_at: datetime, length: timedelta, part: float
) -> None:
    offer = a_session(starts_at, starts_at + length)
    opens_at, closes_at = window_of(offer) or (starts_at, starts_at)
    day = day_at(offer, opens_at + (closes_at - opens_at) * part)
    assert day_of(starts_at) <= day <= day_of(starts_at + length)
    if length < timedelta(days=1):
        assert day == day_of(starts_at)


@given(MOMENTS)
def test_without_a_session_the_day_in_brussels_is_the_window(at: datetime) -> None:
    assert window_of(a_session(None)) is None
    assert day_at(a_session(None), at) == day_of(at)
