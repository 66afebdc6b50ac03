"""Who waits for money of an envelope: in order, until money comes or the day ends. Pure."""

from datetime import timedelta
from uuid import UUID

import pytest

from services.budget.contracts.commands import (
    ChangeEnvelope,
    DecideLateLine,
    PromoteWaiting,
    SetSettlementTerms,
)
from services.budget.contracts.events import (
    Decision,
    EnvelopeChanged,
    MoneyMoved,
    ParticipationConfirmed,
    ParticipationHeld,
    ParticipationPromoted,
    ParticipationReversed,
    ParticipationVoided,
    ParticipationWaitlisted,
    SettlementTermsSet,
    UncoveredCovered,
)
from services.budget.domain import promoting
from services.cards.contracts.commands import ConfirmParticipation, GroupLine, RegisterGroup
from tests.cards.test_late import late
from tests.kit.town import SUMMER, code_of, expect
from tests.kit.waiting_town import MORNING, WaitingTown


def test_5_the_fourth_child_waits_and_is_promoted_by_a_cancel() -> None:
    """Story 5: 50.00, shares of 16.00; three are confirmed, 2.00 left; one cancels."""
    camp = WaitingTown(5_000)
    first, *_ = [expect(camp.child(), ParticipationConfirmed) for _child in range(3)]
    fourth = expect(camp.child(), ParticipationWaitlisted)
    assert (fourth.number, fourth.place, camp.free) == (1, 1, 200)
    assert camp.status(fourth.participation_id) == ("waiting", "waiting")
    assert camp.limits() == (3 * 1_600, 1_600)

    done = camp.cancel(first.participation_id)
    expect(done, ParticipationReversed)
    [promoted] = camp.told(ParticipationPromoted)
    assert promoted.participation_id == fourth.participation_id
    assert (promoted.network_cents, promoted.number, camp.free) == (1_600, 1, 200)
    assert camp.status(fourth.participation_id) == ("confirmed", "confirmed")
    assert (camp.limits(), camp.waiting()) == ((3 * 1_600, 0), [])
    camp.town.driver.check_folds()


def test_the_money_of_a_late_line_that_is_refused_goes_to_who_waits() -> None:
    camp = WaitingTown(1_600)
    agreed = SetSettlementTerms(
        organisation_id=camp.club, period="month", claim_within_days=0, minimum_cents=0
    )
    expect(camp.town.ask(agreed), SettlementTermsSet)
    last_month = SUMMER.replace(day=1) - timedelta(days=1)
    done = camp.town.register(camp.town.a_card(), camp.camp, on=last_month)
    came_late = expect(done, ParticipationConfirmed)
    waits = camp.waits()
    decision = Decision(body="municipal_executive", on=SUMMER, reference="2026/114")
    refused = DecideLateLine(
        participation_id=came_late.participation_id, admitted=False, decision=decision
    )
    expect(camp.town.ask(refused), ParticipationReversed)
    assert (camp.promoted(), camp.waiting(), camp.free) == ([waits], [], 0)
    camp.town.driver.check_folds()


def test_nobody_overtakes_not_even_for_a_smaller_share() -> None:
    camp = WaitingTown(1_000)
    first = camp.waits()
    small = camp.offer(500)
    second = camp.waits(small)
    assert camp.told(ParticipationWaitlisted)[-1].place == 2
    expect(camp.books.move(500, taking=camp.own), MoneyMoved)
    assert (camp.promoted(), camp.waiting(), camp.free) == ([], [first, second], 1_500)
    camp.books.move(300, taking=camp.own)
    assert (camp.promoted(), camp.waiting(), camp.free) == ([first, second], [], 0)


def test_what_can_not_wait_is_refused_while_others_do() -> None:
    """A hold runs out; a group is all or nobody; a day that is over does not come back."""
    camp = WaitingTown(1_000)
    camp.waits()
    card, small = camp.town.a_card(), camp.offer(500)
    until = MORNING + timedelta(hours=1)
    assert code_of(camp.town.hold(card, small, until)) == "envelope_empty"
    line = GroupLine(card_token=card.token, offer_id=small, on=SUMMER)
    assert code_of(camp.town.ask(RegisterGroup(lines=(line,)))) == "envelope_empty"
    assert code_of(camp.child(small, days=-1)) == "envelope_empty"
    assert camp.free == 1_000


def test_what_happened_already_is_paid_and_never_waits() -> None:
    camp = WaitingTown(1_600)
    first = camp.waits(camp.offer(8_000))
    camp.town.at(MORNING + timedelta(hours=8))
    sale = late(camp.town, camp.town.a_card(), camp.camp, MORNING - timedelta(minutes=30), 800)
    assert expect(sale, ParticipationConfirmed).uncovered_cents == 0
    sale = late(camp.town, camp.town.a_card(), camp.camp, MORNING - timedelta(minutes=30), 800)
    assert expect(sale, ParticipationConfirmed).uncovered_cents == 1_600
    assert (camp.free, camp.waiting()) == (0, [first])


def test_what_is_uncovered_comes_before_who_waits() -> None:
    camp = WaitingTown(1_600)
    paid = expect(camp.child(), ParticipationConfirmed)
    first = camp.waits()
    sale = late(camp.town, camp.town.a_card(), camp.camp, MORNING - timedelta(minutes=30), 800)
    owed = expect(sale, ParticipationConfirmed)
    expect(camp.cancel(paid.participation_id), ParticipationReversed)
    [covered] = camp.told(UncoveredCovered)
    assert covered.participation_id == owed.participation_id
    assert (camp.promoted(), camp.waiting(), camp.free) == ([], [first], 0)
    camp.books.move(1_600, taking=camp.own)
    assert (camp.promoted(), camp.free) == ([first], 0)
    camp.town.driver.check_folds()


def test_what_is_uncovered_and_cancelled_holds_nobody_up_and_is_not_covered() -> None:
    camp = WaitingTown(1_000)
    sale = late(camp.town, camp.town.a_card(), camp.camp, MORNING - timedelta(minutes=30), 800)
    owed = expect(sale, ParticipationConfirmed)
    small = camp.waits(camp.offer(5_000)), camp.waits(camp.offer(1_000))
    camp.books.move(600, taking=camp.own)
    assert (camp.free, camp.waiting()) == (0, list(small))
    sale = late(camp.town, camp.town.a_card(), camp.camp, MORNING - timedelta(minutes=30), 800)
    other = expect(sale, ParticipationConfirmed)
    assert other.uncovered_cents == 1_600
    expect(camp.cancel(owed.participation_id), ParticipationReversed)
    assert [one.participation_id for one in camp.told(UncoveredCovered)] == [
        owed.participation_id,
        other.participation_id,
    ]
    sale = late(camp.town, camp.town.a_card(), camp.camp, MORNING - timedelta(minutes=30), 800)
    camp.books.move(1_500, taking=camp.own)
    camp.withdraw(small[0])
    assert (camp.free, camp.promoted()) == (1_500, [])
    expect(
        camp.cancel(expect(sale, ParticipationConfirmed).participation_id), ParticipationReversed
    )
    assert (camp.free, camp.promoted(), camp.waiting()) == (1_100, [small[1]], [])
    camp.town.driver.check_folds()


def test_one_that_is_withdrawn_leaves_the_others_in_order() -> None:
    camp = WaitingTown(0)
    first, second, third = (camp.waits() for _child in range(3))
    assert expect(camp.withdraw(second), ParticipationVoided).transfers == ()
    assert camp.status(second) == ("voided", "voided")
    assert camp.limits() == (0, 2 * 1_600)
    assert expect(camp.cancel(first), ParticipationVoided).reason == "voided"
    assert code_of(camp.withdraw(first)) == "already_voided"
    camp.books.move(1_600, taking=camp.own)
    assert (camp.promoted(), camp.waiting()) == ([third], [])
    fourth = expect(camp.child(), ParticipationWaitlisted)
    assert (fourth.number, fourth.place) == (4, 1)


def test_a_smaller_share_goes_on_once_the_larger_one_before_it_is_gone() -> None:
    camp = WaitingTown(1_000)
    large, small = camp.waits(), camp.waits(camp.offer(2_000))
    late_one = camp.waits(days=1)
    expect(camp.withdraw(large), ParticipationVoided)
    assert (camp.promoted(), camp.waiting(), camp.free) == ([small], [late_one], 200)
    camp.books.move(500, taking=camp.own)
    today, tomorrow = camp.waits(), camp.waits(camp.offer(1_000), days=2)
    camp.withdraw(late_one)
    assert camp.waiting() == [today, tomorrow]
    camp.clock(MORNING.replace(hour=0) + timedelta(days=1))
    assert (camp.promoted(), camp.waiting(), camp.free) == ([small, tomorrow], [], 300)


def test_one_that_waits_can_not_be_confirmed_by_hand() -> None:
    camp = WaitingTown(0)
    first = camp.waits()
    wish = ConfirmParticipation(participation_id=first)
    assert code_of(camp.town.ask(wish)) == "not_held"
    assert camp.waiting() == [first]


def test_a_wait_ends_with_its_day_in_brussels_and_is_never_promoted_after_it() -> None:
    camp = WaitingTown(0)
    first, second = camp.waits(), camp.waits(days=3)
    last_minute = MORNING.replace(hour=23, minute=59)
    camp.clock(last_minute)
    assert camp.waiting() == [first, second]
    midnight = last_minute + timedelta(minutes=1)
    camp.town.at(midnight)
    camp.books.move(1_600, taking=camp.own)
    assert camp.promoted() == [second]
    camp.clock(midnight)
    assert expect(camp.told(ParticipationVoided)[-1], ParticipationVoided).reason == "expired"
    assert camp.status(first) == ("expired", "expired")
    assert (camp.waiting(), camp.limits()) == ([], (1_600, 0))
    camp.town.driver.check_folds()


def test_a_released_hold_promotes_and_a_hold_that_is_taken_does_not() -> None:
    camp = WaitingTown(1_600)
    asked = camp.town.hold(camp.town.a_card(), camp.camp, MORNING + timedelta(hours=1))
    held = expect(asked, ParticipationHeld)
    first = camp.waits()
    done = camp.withdraw(held.participation_id)
    assert expect(done, ParticipationVoided).participation_id == held.participation_id
    assert (camp.promoted(), camp.free) == ([first], 0)


def test_other_terms_let_own_contribution_step_in_for_who_waits() -> None:
    camp = WaitingTown(0)
    first = camp.waits()
    terms = ChangeEnvelope(
        envelope_id=camp.own,
        category="participation",
        pays_for=("all",),
        when_empty="own_contribution",
    )
    expect(camp.town.ask(terms), EnvelopeChanged)
    [promoted] = camp.told(ParticipationPromoted)
    assert promoted.participation_id == first
    assert {one.debit.kind for one in promoted.transfers} == {"own_contribution"}


def test_the_clock_goes_on_behind_what_one_decision_looks_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(promoting, "AT_ONCE", 2)
    camp = WaitingTown(0)
    order = [camp.waits() for _child in range(6)]
    for gone in order[1:4]:
        camp.withdraw(gone)
    camp.books.move(10 * 1_600, taking=camp.own)
    assert camp.promoted() == [order[0]]
    for first in (2, 5):
        wish = PromoteWaiting(year=SUMMER.year, envelope_id=camp.own, first=first)
        camp.town.driver.send(wish, stream=camp.town.stream)
    assert (camp.promoted(), camp.waiting()) == ([order[0], *order[4:]], [])
    camp.town.driver.check_folds()


def test_only_sources_that_may_carry_the_holder_promote_her() -> None:
    camp = WaitingTown(0)
    camp.waits()
    asked = camp.town.requests()[-1]
    other = asked.model_copy(
        update={"participation_id": UUID(int=7), "sources": ("own_contribution",)}
    )
    camp.town.driver.hear(other, stream=camp.town.stream)
    camp.books.move(3_200, taking=camp.own, source="drawing_right")
    assert camp.promoted() == [asked.participation_id]
    camp.books.move(1_600, taking=camp.own, source="own_contribution")
    assert camp.promoted()[1:] == [other.participation_id]


def test_an_envelope_that_refuses_keeps_nobody_waiting() -> None:
    camp = WaitingTown(1_000, when_empty="refuse")
    assert code_of(camp.child()) == "envelope_empty"
    assert camp.waiting() == []
