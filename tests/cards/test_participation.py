"""Rules of taking part: card, right, day, offer, ceiling. Pure."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from services.budget.contracts.events import ParticipationConfirmed, ParticipationHeld
from services.cards.contracts.commands import (
    BlockCard,
    CancelParticipation,
    HoldParticipation,
    RegisterParticipation,
)
from services.cards.contracts.events import CardIssued
from services.partners.contracts.commands import WithdrawOffer
from tests.kit.rules import NOON
from tests.kit.town import SUMMER, YEAR_END, YEAR_START, Town, an_id, code_of, expect

MICROSECOND = timedelta(microseconds=1)


def a_card_with(town: Town, ceiling_cents: int) -> CardIssued:
    return town.a_card(town.a_right(ceiling_cents))


def test_the_shares_of_a_request_sum_to_the_price() -> None:
    town = Town()
    town.register(town.a_card(), town.an_offer(1_001, split_percent=(20, 40, 40)))
    request = town.last_request()
    shares = request.holder_cents, request.organisation_cents, request.network_cents
    assert shares == (200, 401, 400)
    assert not request.ceiling_applied


def test_a_desk_is_told_of_an_unknown_card_and_nothing_more() -> None:
    town = Town()
    wish = RegisterParticipation(card_token="nobody's", offer_id=an_id("any"), on=SUMMER)
    refusal = town.ask(wish)
    assert code_of(refusal) == "card_not_valid"
    assert refusal.model_dump()["facts"] == {}


def test_a_card_of_another_network_is_an_unknown_card() -> None:
    town = Town()
    card = town.a_card()
    wish = RegisterParticipation(card_token=card.token, offer_id=town.an_offer(100), on=SUMMER)
    elsewhere = town.driver.ask(wish, stream="another network")
    assert code_of(elsewhere) == "card_not_valid"


def test_a_blocked_card_and_an_ended_right_give_the_same_answer() -> None:
    town = Town()
    offer = town.an_offer(100)
    ended = town.a_card(town.a_right(period=(YEAR_START, date(2026, 7, 3))))
    blocked = town.a_card()
    town.ask(BlockCard(card_id=blocked.card_id, reason="lost"))
    answers = [town.register(card, offer, on=SUMMER) for card in (ended, blocked)]
    assert [code_of(answer) for answer in answers] == ["card_not_valid", "card_not_valid"]
    assert answers[0].model_dump() == answers[1].model_dump()


def test_a_registration_from_before_the_block_is_still_good_when_it_comes_later() -> None:
    town = Town()
    card, offer = town.a_card(), town.an_offer(100)
    town.ask(BlockCard(card_id=card.card_id, reason="lost"))
    town.at(NOON - MICROSECOND)
    expect(town.register(card, offer), ParticipationConfirmed)


@pytest.mark.parametrize("day", [YEAR_START, YEAR_END])
def test_a_right_is_good_on_its_first_and_its_last_day(day: date) -> None:
    town = Town()
    expect(town.register(town.a_card(), town.an_offer(100), on=day), ParticipationConfirmed)


def test_a_day_more_than_a_year_away_is_refused() -> None:
    town = Town()
    card = town.a_card(town.a_right(period=(YEAR_START, date(2029, 12, 31))))
    offer = town.an_offer(100)
    assert code_of(town.register(card, offer, on=date(2027, 7, 3))) == "day_out_of_range"
    within = town.register(card, offer, on=date(2027, 7, 2))
    assert code_of(within) == "no_budget_for_year"


def test_days_begin_at_midnight_in_brussels() -> None:
    town = Town()
    card = town.a_card(town.a_right(period=(YEAR_START, date(2029, 12, 31))))
    offer = town.an_offer(100)
    town.at(datetime(2026, 6, 30, 21, 59, tzinfo=UTC))
    assert code_of(town.register(card, offer, on=date(2027, 7, 2))) == "day_out_of_range"
    town.at(datetime(2026, 6, 30, 22, 0, tzinfo=UTC))
    assert code_of(town.register(card, offer, on=date(2027, 7, 2))) == "no_budget_for_year"


def test_an_offer_must_be_there_and_not_be_taken_back() -> None:
    town = Town()
    card, offer = town.a_card(), town.an_offer(100)
    assert code_of(town.register(card, an_id("no offer"))) == "offer_unknown"
    town.ask(WithdrawOffer(offer_id=offer))
    assert code_of(town.register(card, offer)) == "offer_withdrawn"


def test_the_same_right_offer_and_day_count_once_also_with_another_card() -> None:
    town = Town()
    right, offer = town.a_right(), town.an_offer(100)
    first, second = town.a_card(right), town.a_card(right)
    expect(town.register(first, offer), ParticipationConfirmed)
    assert code_of(town.register(second, offer)) == "already_registered"
    expect(town.register(second, offer, on=date(2026, 7, 5)), ParticipationConfirmed)


def test_what_is_cancelled_may_be_registered_again() -> None:
    town = Town()
    card, offer = town.a_card(), town.an_offer(100)
    done = expect(town.register(card, offer), ParticipationConfirmed)
    town.ask(CancelParticipation(participation_id=done.participation_id))
    expect(town.register(card, offer), ParticipationConfirmed)


def test_what_is_declined_may_be_registered_again() -> None:
    town = Town()
    right = town.a_right(10_000_000)
    card, dear = town.a_card(right), town.an_offer(5_000_000)
    assert code_of(town.register(card, dear)) == "envelope_empty"
    assert code_of(town.register(card, dear)) == "envelope_empty"
    assert town.left_cents(right) == 10_000_000


def test_the_network_pays_no_more_than_is_left_of_the_ceiling() -> None:
    town = Town()
    card = a_card_with(town, 399)
    town.register(card, town.an_offer(500))
    request = town.last_request()
    assert (request.network_cents, request.holder_cents) == (399, 101)
    assert request.ceiling_applied


def test_a_ceiling_of_exactly_the_share_is_not_felt() -> None:
    town = Town()
    town.register(a_card_with(town, 400), town.an_offer(500))
    assert (town.last_request().network_cents, town.last_request().ceiling_applied) == (400, False)


def test_nothing_left_is_refused_unless_the_network_would_pay_nothing() -> None:
    town = Town()
    card = a_card_with(town, 400)
    town.register(card, town.an_offer(500))
    refusal = town.register(card, town.an_offer(500))
    assert code_of(refusal) == "ceiling_reached"
    assert refusal.model_dump()["facts"] == {"left_cents": 0}
    unpaid = town.an_offer(500, split_percent=(60, 40, 0))
    expect(town.register(card, unpaid), ParticipationConfirmed)


def test_what_is_held_counts_on_the_ceiling() -> None:
    town = Town()
    right = town.a_right(1_000)
    expect(
        town.hold(town.a_card(right), town.an_offer(500), NOON + timedelta(hours=1)),
        ParticipationHeld,
    )
    assert town.left_cents(right) == 600


def test_each_year_has_its_own_ceiling() -> None:
    period = (YEAR_START, date(2027, 12, 31))
    town = Town()
    right = town.a_right(400, period=period)
    card, offer = town.a_card(right), town.an_offer(500)
    town.register(card, offer)
    assert code_of(town.register(card, offer, on=date(2027, 1, 1))) == "no_budget_for_year"
    assert (town.left_cents(right, 2026), town.left_cents(right, 2027)) == (0, 400)


@pytest.mark.parametrize(
    ("until", "good"),
    [
        (NOON, False),
        (NOON + MICROSECOND, True),
        (NOON + timedelta(days=7), True),
        (NOON + timedelta(days=7) + MICROSECOND, False),
        (NOON.replace(tzinfo=None) + timedelta(hours=1), False),
    ],
)
def test_a_hold_lasts_a_week_at_most(until: datetime, *, good: bool) -> None:
    town = Town()
    wish = wish_to_hold(town.a_card(), town.an_offer(100), until)
    answer = town.ask(wish)
    assert (
        isinstance(answer, ParticipationHeld) if good else code_of(answer) == ("hold_until_invalid")
    )


def wish_to_hold(card: CardIssued, offer: UUID, until: datetime) -> HoldParticipation:
    return HoldParticipation(card_token=card.token, offer_id=offer, on=SUMMER, hold_until=until)


def test_what_costs_the_network_nothing_needs_no_budget() -> None:
    town = Town()
    card = town.a_card(town.a_right(period=(YEAR_START, date(2029, 12, 31))))
    unpaid = town.an_offer(500, split_percent=(100, 0, 0))
    next_year = date(2027, 1, 5)
    expect(town.register(card, unpaid, on=next_year), ParticipationConfirmed)
    assert code_of(town.register(card, town.an_offer(500), on=next_year)) == "no_budget_for_year"
