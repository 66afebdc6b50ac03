"""Guarantee slips: the share is held for the provider, who takes it all, less, or never. Pure."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.contracts.commands import ExpireHold
from services.budget.contracts.events import (
    ParticipationConfirmed,
    ParticipationHeld,
    ParticipationReversed,
    ParticipationVoided,
)
from services.cards.contracts.commands import (
    CancelParticipation,
    ConfirmParticipation,
    RedeemSlip,
    VoidParticipation,
    VoidSlip,
)
from services.cards.contracts.events import SlipIssued
from services.cards.domain.calendar import BRUSSELS
from services.cards.domain.numbers import SlipByToken
from services.cards.domain.slip import DAYS_MAX
from services.partners.contracts.commands import WithdrawOffer
from tests.kit.claims import ClaimTown
from tests.kit.rules import NOON
from tests.kit.scheme_town import YEARLY, eighty_percent
from tests.kit.town import SUMMER, code_of, expect

UNTIL = date(2026, 9, 30)
PRICE_CENTS = 10_000
FIXED = {
    "changes": "with_date",
    "rules": [
        {
            "name": "all",
            "reduction": {"kind": "holder_pays", "cents": 150},
            "organisation_percent": 0,
        }
    ],
    "ceilings": [YEARLY],
}


class OneSlip:
    """A slip of 100.00* for a club, of which the network bears 80%."""

    def __init__(self, benefit: dict[str, Any] | None = None) -> None:
        self.town = ClaimTown(benefit or eighty_percent(ceilings=[YEARLY]))
        self.holder, self.card = self.town.an_entitled()
        self.offer = self.town.an_offer_of(PRICE_CENTS)
        self.before = self.town.available_cents()
        self.slip: SlipIssued = self.town.a_slip(self.holder, self.offer, PRICE_CENTS, UNTIL)

    def held(self) -> int:
        return self.before - self.town.available_cents()

    def redeem(self, cents: int = PRICE_CENTS) -> Any:
        return self.town.redeem(self.slip.token, self.offer, cents)

    def status(self) -> str:
        return self.town.slip(self.slip.slip_id).status


def test_a_slip_holds_the_share_and_says_what_she_pays_herself() -> None:
    one = OneSlip()
    assert (one.slip.holder_cents, one.slip.network_cents) == (2_000, 8_000)
    assert (one.held(), one.town.used(one.holder)) == (8_000, (0, 8_000))
    assert one.status() == "held"


def test_the_provider_is_paid_what_was_guaranteed_once() -> None:
    one = OneSlip()
    expect(one.redeem(), ParticipationConfirmed)
    [owed] = one.town.accounts("payable")
    assert (owed.organisation_id, owed.balance_cents) == (str(one.slip.organisation_id), 8_000)
    assert (one.status(), one.town.used(one.holder)) == ("confirmed", (8_000, 0))
    assert code_of(one.redeem()) == "slip_not_valid"
    one.town.driver.check_folds()


def test_a_smaller_price_takes_less_and_the_rest_is_free_again() -> None:
    one = OneSlip()
    paid = expect(one.redeem(6_000), ParticipationConfirmed)
    assert (paid.price_cents, paid.holder_cents, paid.network_cents) == (6_000, 1_200, 4_800)
    assert [(t.kind, t.cents) for t in paid.transfers] == [("taken", 4_800), ("released", 3_200)]
    assert (one.held(), one.town.used(one.holder)) == (4_800, (4_800, 0))
    one.town.driver.check_folds()


def test_a_smaller_price_is_priced_by_the_regulation_and_not_by_share() -> None:
    one = OneSlip(FIXED)
    assert (one.slip.holder_cents, one.slip.network_cents) == (150, 9_850)
    paid = expect(one.redeem(1_000), ParticipationConfirmed)
    assert (paid.holder_cents, paid.network_cents) == (150, 850)


def test_what_was_taken_of_a_slip_is_moved_back_when_it_is_cancelled() -> None:
    one = OneSlip()
    paid = expect(one.redeem(6_000), ParticipationConfirmed)
    undone = one.town.ask(CancelParticipation(participation_id=paid.participation_id))
    assert [t.cents for t in expect(undone, ParticipationReversed).transfers] == [4_800]
    assert (one.held(), one.town.used(one.holder)) == (0, (0, 0))
    one.town.driver.check_folds()


@given(asked=st.integers(1, PRICE_CENTS))
def test_whatever_is_asked_the_shares_sum_to_it_and_are_within_what_was_held(asked: int) -> None:
    one = OneSlip()
    paid = expect(one.redeem(asked), ParticipationConfirmed)
    assert paid.holder_cents + paid.organisation_cents + paid.network_cents == asked
    assert sum(transfer.cents for transfer in paid.transfers) == 8_000
    assert one.held() == paid.network_cents == one.town.used(one.holder)[0]


def test_more_than_was_guaranteed_is_refused_with_the_most() -> None:
    one = OneSlip()
    said = one.redeem(PRICE_CENTS + 1)
    assert (code_of(said), said.facts) == ("price_above_slip", {"price_cents": PRICE_CENTS})
    assert one.status() == "held"


def test_whoever_shows_a_slip_that_does_not_work_learns_nothing_of_why() -> None:
    one = OneSlip()
    elsewhere = one.town.an_offer_of(PRICE_CENTS)
    answers = [
        one.town.redeem("nobody's", one.offer, PRICE_CENTS),
        one.town.redeem(one.slip.token, elsewhere, PRICE_CENTS),
    ]
    expect(one.town.ask(VoidSlip(slip_id=one.slip.slip_id)), ParticipationVoided)
    answers.append(one.redeem())
    over = OneSlip()
    over.town.at(datetime(2026, 10, 1, 0, 0, tzinfo=BRUSSELS))
    answers.append(over.redeem())
    used = OneSlip()
    used.redeem()
    answers.append(used.redeem())
    assert [code_of(answer) for answer in answers] == ["slip_not_valid"] * 5
    assert len({answer.model_dump_json() for answer in answers}) == 1


def test_it_is_good_until_the_last_minute_of_its_last_day_in_brussels() -> None:
    one = OneSlip()
    one.town.at(datetime(2026, 9, 30, 23, 59, 59, tzinfo=BRUSSELS))
    expect(one.redeem(), ParticipationConfirmed)


def test_a_slip_that_is_not_used_runs_out_by_itself() -> None:
    one = OneSlip()
    one.town.at(datetime(2026, 10, 1, tzinfo=BRUSSELS))
    expire = ExpireHold(participation_id=one.slip.participation_id)
    one.town.driver.send(expire, stream=one.town.stream)
    assert (one.status(), one.held(), one.town.used(one.holder)) == ("expired", 0, (0, 0))
    rows = one.town.driver.all_rows("cards", one.town.stream, SlipByToken)
    assert list(rows) == []


def test_a_slip_that_was_taken_back_can_be_given_anew_for_the_same_day() -> None:
    one = OneSlip()
    again = one.town.issue_slip(one.holder, one.offer, PRICE_CENTS, UNTIL)
    assert code_of(again) == "already_registered"
    expect(one.town.ask(VoidSlip(slip_id=one.slip.slip_id)), ParticipationVoided)
    assert code_of(one.town.ask(VoidSlip(slip_id=one.slip.slip_id))) == "slip_closed"
    one.town.a_slip(one.holder, one.offer, PRICE_CENTS, UNTIL)
    assert one.held() == 8_000


@pytest.mark.parametrize(
    ("until", "good"),
    [(-1, False), (0, True), (DAYS_MAX, True), (DAYS_MAX + 1, False)],
)
def test_a_slip_lasts_from_today_to_half_a_year(until: int, good: bool) -> None:
    one = OneSlip()
    day = NOON.date() + timedelta(days=until)
    offer = one.town.an_offer_of(1_000)
    said = one.town.issue_slip(one.holder, offer, 1_000, day)
    if good:
        expect(said, ParticipationHeld)
    else:
        assert code_of(said) == "slip_until_invalid"


def test_what_is_guaranteed_is_within_the_ceiling() -> None:
    one = OneSlip()
    other = one.town.an_offer_of(PRICE_CENTS)
    slip = one.town.a_slip(one.holder, other, PRICE_CENTS, UNTIL)
    assert (slip.holder_cents, slip.network_cents) == (8_000, 2_000)
    third = one.town.issue_slip(one.holder, one.town.an_offer_of(100), 100, UNTIL)
    assert code_of(third) == "ceiling_reached"


def test_a_ceiling_that_is_full_of_the_slip_itself_does_not_stand_in_its_way() -> None:
    one = OneSlip()
    one.town.a_slip(one.holder, one.town.an_offer_of(PRICE_CENTS), PRICE_CENTS, UNTIL)
    paid = expect(one.redeem(9_000), ParticipationConfirmed)
    assert paid.network_cents == 7_200


def test_a_promise_holds_though_her_right_has_ended_since() -> None:
    one = OneSlip()
    right = one.town.last_request().right_id
    one.town.end(one.holder, right, SUMMER - timedelta(days=1))
    paid = expect(one.redeem(5_000), ParticipationConfirmed)
    assert (paid.holder_cents, paid.network_cents) == (1_000, 4_000)
    assert one.town.used(one.holder) == (4_000, 0)


def test_nobody_without_a_right_has_something_guaranteed() -> None:
    one = OneSlip()
    somebody = one.town.a_holder()
    said = one.town.issue_slip(somebody, one.offer, PRICE_CENTS, UNTIL)
    assert code_of(said) == "not_entitled_then"


def test_an_offer_that_is_withdrawn_is_guaranteed_no_more_but_a_slip_for_it_still_works() -> None:
    one = OneSlip()
    withdraw = WithdrawOffer(offer_id=one.offer)
    one.town.ask(withdraw)
    said = one.town.issue_slip(one.holder, one.offer, PRICE_CENTS, UNTIL, on=date(2026, 7, 5))
    assert code_of(said) == "offer_withdrawn"
    expect(one.redeem(), ParticipationConfirmed)


@pytest.mark.parametrize("wish", [ConfirmParticipation, VoidParticipation])
def test_without_its_number_nobody_takes_what_a_slip_holds(wish: Any) -> None:
    one = OneSlip()
    said = one.town.ask(wish(participation_id=one.slip.participation_id))
    assert code_of(said) == "decided_elsewhere"


def test_of_two_desks_at_once_one_is_paid() -> None:
    one = OneSlip()
    one.town.driver.pause("budget")
    wish = RedeemSlip(slip_token=one.slip.token, offer_id=one.offer, price_cents=PRICE_CENTS)
    first = one.town.driver.send(wish, stream=one.town.stream)
    assert code_of(one.redeem()) == "slip_not_valid"
    one.town.driver.resume("budget")
    expect(one.town.driver.outcomes[first], ParticipationConfirmed)
    assert one.held() == 8_000


def test_a_slip_taken_back_first_is_not_paid_though_both_were_asked() -> None:
    one = OneSlip()
    one.town.driver.pause("budget")
    one.town.driver.send(VoidSlip(slip_id=one.slip.slip_id), stream=one.town.stream)
    wish = RedeemSlip(slip_token=one.slip.token, offer_id=one.offer, price_cents=PRICE_CENTS)
    asked = one.town.driver.send(wish, stream=one.town.stream)
    one.town.driver.resume("budget")
    assert code_of(one.town.driver.outcomes[asked]) == "not_held"
    assert (one.status(), one.held()) == ("voided", 0)
    one.town.driver.check_folds()
