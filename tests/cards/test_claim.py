"""Holders who paid first: proofs, the share that is held, and what the desk decides. Pure."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

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
    DecideClaim,
    MergeHolders,
    ReverseClaim,
    VoidParticipation,
    WithdrawClaim,
)
from services.cards.contracts.events import ClaimClosed, ClaimIncomplete
from services.cards.domain.calendar import BRUSSELS
from services.cards.domain.claim import HELD
from services.cards.domain.participation import Participation
from services.cards.domain.prepared import SealedReason
from tests.kit.claims import ClaimTown
from tests.kit.rules import NOON
from tests.kit.scheme_town import YEARLY, eighty_percent
from tests.kit.town import SUMMER, an_id, an_opening, code_of, expect

CLUB_CENTS, SHARE_CENTS = 23_500, 18_800


class OneMember:
    """She paid 235.00* to a club, of which the network bears 80%: 188.00."""

    def __init__(self, **benefit: Any) -> None:
        self.town = ClaimTown(eighty_percent(**benefit))
        self.holder, self.card = self.town.an_entitled()
        self.offer = self.town.an_offer_of(30_000)
        self.before = self.town.available_cents()

    def held(self) -> int:
        return self.before - self.town.available_cents()


def test_1_heist_a_claim_that_lacks_the_stamp_holds_nothing_and_complete_holds_188() -> None:
    """Story 1: swimming settled at once, then a claim; 2,000.00* is all that there is."""
    town = a_town_of(200_000)
    holder, card = town.an_entitled(period=(date(2026, 1, 1), date(2026, 12, 31)))
    town.at(datetime(2026, 9, 3, 12, tzinfo=BRUSSELS))
    swimming = town.an_offer_of(4_750, provided_by="municipality")
    expect(town.take_part(card, swimming, on=date(2026, 9, 3)), ParticipationConfirmed)
    assert town.shares() == (950, 0, 3_800)

    town.at(datetime(2026, 9, 15, 12, tzinfo=BRUSSELS))
    club = town.an_offer_of(30_000)
    filed = town.file(holder, club, CLUB_CENTS, seen=("payment",), on=date(2026, 9, 10))
    assert expect(filed, ClaimIncomplete).missing == ("stamp",)
    assert town.available_cents() == 196_200

    town.at(datetime(2026, 9, 22, 12, tzinfo=BRUSSELS))
    held = expect(town.complete(holder, town.last_claim(), "stamp"), ParticipationHeld)
    assert (held.network_cents, held.payee) == (SHARE_CENTS, "holder")
    assert town.available_cents() == 177_400

    expect(town.decide(holder, town.last_claim(), granted=True), ParticipationConfirmed)
    assert town.available_cents() == 177_400
    owed = {row.organisation_id: row.balance_cents for row in town.accounts("payable")}
    assert owed[None] == SHARE_CENTS
    assert sum(owed.values()) == 3_800 + SHARE_CENTS
    town.driver.check_folds()


def a_town_of(cents: int) -> ClaimTown:
    """A town that has so much for the year."""
    return ClaimTown(
        eighty_percent(), an_opening(drawing_right_cents=cents, own_contribution_cents=0)
    )


def test_what_was_paid_is_shared_and_not_what_the_offer_costs() -> None:
    one = OneMember()
    one.town.an_open_claim(one.holder, one.offer, CLUB_CENTS)
    asked = one.town.last_request()
    assert (asked.price_cents, *one.town.shares()) == (CLUB_CENTS, 4_700, 0, SHARE_CENTS)
    assert one.held() == SHARE_CENTS


def test_what_her_health_fund_pays_is_deducted_first() -> None:
    one = OneMember(other_help_first=True)
    one.town.an_open_claim(one.holder, one.offer, CLUB_CENTS, other_help_cents=3_500)
    assert one.town.shares()[2] == 16_000


def test_more_help_than_she_paid_is_a_mistake() -> None:
    one = OneMember()
    said = one.town.file(one.holder, one.offer, 1_000, other_help_cents=1_001)
    assert code_of(said) == "other_help_invalid"


@pytest.mark.parametrize("cents", [0, -1, 100_000_001])
def test_nobody_pays_nothing_or_a_million(cents: int) -> None:
    one = OneMember()
    assert code_of(one.town.file(one.holder, one.offer, cents)) == "price_invalid"


def test_a_claim_counts_on_the_ceiling_of_its_day_until_it_is_refused() -> None:
    one = OneMember(ceilings=[YEARLY])
    claim = one.town.an_open_claim(one.holder, one.offer, 10_000)
    assert one.town.used(one.holder) == (0, 8_000)
    expect(one.town.decide(one.holder, claim, granted=False), ParticipationVoided)
    assert (one.town.used(one.holder), one.held()) == ((0, 0), 0)
    assert one.town.claim(claim).status == "refused"


def test_what_is_granted_is_used_and_payable_to_her_alone() -> None:
    one = OneMember(ceilings=[YEARLY])
    claim = one.town.an_open_claim(one.holder, one.offer, 10_000)
    expect(one.town.decide(one.holder, claim, granted=True), ParticipationConfirmed)
    assert one.town.used(one.holder) == (8_000, 0)
    [owed] = one.town.accounts("payable")
    assert (owed.organisation_id, owed.balance_cents) == (None, 8_000)
    assert code_of(one.town.decide(one.holder, claim, granted=False)) == "claim_decided"


def test_a_claim_granted_by_mistake_is_reversed_with_a_reason() -> None:
    one = OneMember(ceilings=[YEARLY])
    claim = one.town.an_open_claim(one.holder, one.offer, 10_000)
    wish = ReverseClaim(holder_id=one.holder, claim_id=claim, reason="for cards only")
    early = one.town.ask(wish, SealedReason("sealed"))
    assert code_of(early) == "claim_not_granted"
    one.town.decide(one.holder, claim, granted=True)
    expect(one.town.ask(wish, SealedReason("sealed")), ParticipationReversed)
    assert (one.town.claim(claim).status, one.held()) == ("reversed", 0)
    assert one.town.used(one.holder) == (0, 0)


def test_she_may_withdraw_and_claim_again() -> None:
    one = OneMember()
    claim = one.town.an_open_claim(one.holder, one.offer, CLUB_CENTS)
    wish = WithdrawClaim(holder_id=one.holder, claim_id=claim)
    expect(one.town.ask(wish), ParticipationVoided)
    assert (one.town.claim(claim).status, one.held()) == ("withdrawn", 0)
    one.town.an_open_claim(one.holder, one.offer, CLUB_CENTS)
    assert one.held() == SHARE_CENTS


@pytest.mark.parametrize("granted", [True, False])
def test_an_incomplete_claim_can_be_refused_and_not_granted(granted: bool) -> None:
    one = OneMember()
    claim = one.town.an_incomplete_claim(one.holder, one.offer, CLUB_CENTS)
    said = one.town.decide(one.holder, claim, granted=granted)
    if granted:
        assert code_of(said) == "claim_incomplete"
    else:
        expect(said, ClaimClosed)
        assert one.town.claim(claim).status == "refused"


def test_a_refusal_needs_a_reason() -> None:
    one = OneMember()
    claim = one.town.an_open_claim(one.holder, one.offer, CLUB_CENTS)
    said = one.town.ask(DecideClaim(holder_id=one.holder, claim_id=claim, granted=False))
    assert code_of(said) == "reason_missing"


def test_payment_is_always_to_be_shown() -> None:
    one = OneMember()
    said = one.town.file(one.holder, one.offer, CLUB_CENTS, required=(), seen=())
    assert expect(said, ClaimIncomplete).missing == ("payment",)


def test_a_participation_of_that_day_is_not_claimed_as_well() -> None:
    one = OneMember()
    one.town.take_part(one.card, one.offer)
    assert code_of(one.town.file(one.holder, one.offer, CLUB_CENTS)) == "already_registered"


def test_a_claim_of_that_day_is_not_registered_or_claimed_as_well() -> None:
    one = OneMember()
    one.town.an_open_claim(one.holder, one.offer, CLUB_CENTS)
    assert code_of(one.town.take_part(one.card, one.offer)) == "already_registered"
    assert code_of(one.town.file(one.holder, one.offer, CLUB_CENTS)) == "already_registered"


def test_of_two_incomplete_claims_of_a_day_only_one_is_completed() -> None:
    one = OneMember()
    claims = [one.town.an_incomplete_claim(one.holder, one.offer, CLUB_CENTS) for _ in range(2)]
    expect(one.town.complete(one.holder, claims[0], "stamp"), ParticipationHeld)
    assert code_of(one.town.complete(one.holder, claims[1], "stamp")) == "already_registered"
    assert one.town.claim(claims[1]).status == "incomplete"


@pytest.mark.parametrize("wish", [ConfirmParticipation, VoidParticipation, CancelParticipation])
def test_whoever_can_see_the_participation_still_cannot_decide_the_claim(wish: Any) -> None:
    one = OneMember()
    one.town.an_open_claim(one.holder, one.offer, CLUB_CENTS)
    said = one.town.ask(wish(participation_id=one.town.last_request().participation_id))
    assert code_of(said) == "decided_elsewhere"


def test_another_persons_claim_is_unknown() -> None:
    one = OneMember()
    claim = one.town.an_open_claim(one.holder, one.offer, CLUB_CENTS)
    somebody, _ = one.town.an_entitled()
    assert code_of(one.town.decide(somebody, claim, granted=True)) == "claim_unknown"
    assert code_of(one.town.decide(one.holder, an_id("none"), granted=True)) == "claim_unknown"


def test_without_a_right_on_the_day_nothing_can_be_asked_back() -> None:
    one = OneMember()
    said = one.town.file(one.holder, one.offer, CLUB_CENTS, on=date(2025, 12, 31))
    assert code_of(said) == "not_entitled_then"


def test_it_is_judged_by_the_right_that_she_had_on_the_day() -> None:
    one = OneMember()
    person = one.town.a_holder()
    right = one.town.entitle(person)
    one.town.end(person, right, SUMMER)
    expect(one.town.file(person, one.offer, CLUB_CENTS), ParticipationHeld)
    after = one.town.file(person, one.offer, CLUB_CENTS, on=SUMMER + timedelta(days=1))
    assert code_of(after) == "not_entitled_then"


def test_a_share_that_nobody_decides_about_is_free_again_and_can_be_held_once_more() -> None:
    one = OneMember()
    claim = one.town.an_open_claim(one.holder, one.offer, CLUB_CENTS)
    one.town.at(NOON + HELD)
    late = one.town.decide(one.holder, claim, granted=True)
    assert code_of(late) == "hold_expired"
    assert one.town.claim(claim).status == "open"
    expire = ExpireHold(participation_id=one.town.last_request().participation_id)
    one.town.driver.send(expire, stream=one.town.stream)
    assert (one.town.claim(claim).status, one.held()) == ("unheld", 0)
    assert code_of(one.town.decide(one.holder, claim, granted=True)) == "claim_not_held"
    expect(one.town.complete(one.holder, claim), ParticipationHeld)
    expect(one.town.decide(one.holder, claim, granted=True), ParticipationConfirmed)
    assert one.held() == SHARE_CENTS
    one.town.driver.check_folds()


def test_where_there_is_no_money_the_claim_waits_and_holds_nothing() -> None:
    town = a_town_of(SHARE_CENTS - 1)
    holder, _card = town.an_entitled()
    offer = town.an_offer_of(30_000)
    claim = town.an_incomplete_claim(holder, offer, CLUB_CENTS)
    assert code_of(town.complete(holder, claim, "stamp")) == "envelope_empty"
    assert (town.claim(claim).status, town.available_cents()) == ("unheld", SHARE_CENTS - 1)
    expect(town.decide(holder, claim, granted=False), ClaimClosed)
    town.driver.check_folds()


def test_while_budget_is_away_nobody_decides_twice() -> None:
    one = OneMember()
    claim = one.town.an_open_claim(one.holder, one.offer, CLUB_CENTS)
    one.town.driver.pause("budget")
    grant = DecideClaim(holder_id=one.holder, claim_id=claim, granted=True)
    pending = one.town.driver.send(grant, stream=one.town.stream)
    said = one.town.decide(one.holder, claim, granted=False)
    assert code_of(said) == "claim_in_progress"
    one.town.driver.resume("budget")
    expect(one.town.driver.outcomes[pending], ParticipationConfirmed)
    assert one.town.claim(claim).status == "granted"


def test_a_claim_of_a_file_that_was_merged_is_hers_who_stays() -> None:
    one = OneMember(ceilings=[YEARLY])
    claim = one.town.an_incomplete_claim(one.holder, one.offer, 10_000)
    stays = one.town.a_holder()
    one.town.ask(MergeHolders(holder_id=stays, duplicate_id=one.holder))
    expect(one.town.complete(stays, claim, "stamp"), ParticipationHeld)
    expect(one.town.decide(stays, claim, granted=True), ParticipationConfirmed)
    assert one.town.used(one.holder) == (8_000, 0)
    one.town.driver.check_folds()


def test_the_participation_of_a_claim_names_it() -> None:
    one = OneMember()
    claim: UUID = one.town.an_open_claim(one.holder, one.offer, CLUB_CENTS)
    row = one.town.driver.row(
        "cards", one.town.stream, Participation, one.town.last_request().participation_id
    )
    assert (row.claim_id, row.status) == (str(claim), "held")
