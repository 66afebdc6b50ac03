"""Status by late event: how budget resolves a participation, in order. Pure."""

from datetime import timedelta
from typing import Literal
from uuid import UUID

import pytest

from services.budget.contracts.commands import ExpireHold
from services.budget.contracts.events import (
    ParticipationConfirmed,
    ParticipationDeclined,
    ParticipationHeld,
    ParticipationReversed,
    ParticipationVoided,
)
from services.budget.domain.participation import OpenHold, Participation
from services.budget.domain.resolution import REFUSALS, decline
from services.cards.contracts.commands import (
    CancelParticipation,
    ConfirmParticipation,
    RegisterParticipation,
)
from services.cards.contracts.events import ResolutionRequested
from services.kernel.contract import Event
from tests.kit.rules import NOON
from tests.kit.town import SUMMER, Town, an_id, an_opening, code_of, expect

UNTIL = NOON + timedelta(hours=1)
Action = Literal["confirm", "void", "cancel"]


def a_hold(town: Town, price_cents: int = 500) -> ParticipationHeld:
    outcome = town.hold(town.a_card(), town.an_offer(price_cents), UNTIL)
    return expect(outcome, ParticipationHeld)


def resolved(town: Town, participation: UUID, action: Action) -> Event:
    """What budget says to a wish that cards passes on."""
    wish = ResolutionRequested(participation_id=participation, action=action)
    return town.driver.hear(wish, stream=town.stream)[0]


def in_status(town: Town, status: str) -> UUID:
    """A participation in this status."""
    found = a_hold(town).participation_id
    if status == "expired":
        town.at(UNTIL)
        town.ask(ExpireHold(participation_id=found))
    steps: dict[str, tuple[Action, ...]] = {
        "voided": ("void",),
        "confirmed": ("confirm",),
        "cancelled": ("confirm", "cancel"),
    }
    for action in steps.get(status, ()):
        resolved(town, found, action)
    row = town.driver.row("budget", town.stream, Participation, found)
    assert row.status == status
    return found


@pytest.mark.parametrize("status", ["held", "confirmed", "voided", "expired", "cancelled"])
@pytest.mark.parametrize("action", ["confirm", "void", "cancel"])
def test_every_status_answers_every_wish_once_and_the_books_balance(
    status: Literal["held", "confirmed", "voided", "expired", "cancelled"], action: Action
) -> None:
    town = Town()
    answer = resolved(town, in_status(town, status), action)
    code = REFUSALS[status].get(action)
    assert getattr(answer, "code", None) == code
    assert sum(town.balances().values()) == 0
    town.driver.check_folds()


def test_what_is_held_is_taken_by_transfers_that_name_it() -> None:
    town = Town(an_opening(drawing_right_cents=399))
    hold = a_hold(town)
    outcome = expect(resolved(town, hold.participation_id, "confirm"), ParticipationConfirmed)
    assert [t.kind for t in outcome.transfers] == ["taken", "taken"]
    assert [t.names for t in outcome.transfers] == [t.transfer_id for t in hold.transfers]
    assert [t.cents for t in outcome.transfers] == [399, 1]
    assert outcome.network_cents == 400
    assert town.balances()["payable"] == 400


@pytest.mark.parametrize("status", ["held", "posted"])
def test_a_cancel_names_what_it_reverses_and_restores_every_balance(status: str) -> None:
    town = Town(an_opening(drawing_right_cents=399))
    before = town.balances()
    if status == "held":
        found = a_hold(town).participation_id
        done = expect(resolved(town, found, "confirm"), ParticipationConfirmed)
    else:
        outcome = town.register(town.a_card(), town.an_offer(500))
        done = expect(outcome, ParticipationConfirmed)
    undone = expect(resolved(town, done.participation_id, "cancel"), ParticipationReversed)
    assert [t.names for t in undone.transfers] == [t.transfer_id for t in done.transfers]
    assert [(t.debit, t.credit) for t in undone.transfers] == [
        (t.credit, t.debit) for t in done.transfers
    ]
    assert town.balances() == before


def test_what_is_held_is_not_available_to_another() -> None:
    town = Town(an_opening(drawing_right_cents=500, own_contribution_cents=0))
    hold = a_hold(town)
    second = town.register(town.a_card(), town.an_offer(500))
    assert code_of(second) == "envelope_empty"
    expect(resolved(town, hold.participation_id, "void"), ParticipationVoided)
    expect(town.register(town.a_card(), town.an_offer(500)), ParticipationConfirmed)


def test_a_confirm_just_in_time_succeeds_and_one_at_the_end_is_too_late() -> None:
    town = Town()
    early, late = a_hold(town), a_hold(town)
    town.at(UNTIL - timedelta(microseconds=1))
    expect(resolved(town, early.participation_id, "confirm"), ParticipationConfirmed)
    town.at(UNTIL)
    assert code_of(resolved(town, late.participation_id, "confirm")) == "hold_expired"


def test_an_expiry_that_stands_before_a_confirm_wins() -> None:
    town = Town()
    found = a_hold(town).participation_id
    wish = ConfirmParticipation(participation_id=found)
    town.driver.pause("budget")
    town.at(UNTIL)
    town.driver.send(ExpireHold(participation_id=found), stream=town.stream)
    town.at(UNTIL - timedelta(minutes=1))
    confirm = town.driver.send(wish, stream=town.stream)
    town.driver.resume("budget")
    assert code_of(town.driver.outcomes[confirm]) == "hold_expired"
    assert town.balances()["payable"] == 0


def test_a_confirm_that_stands_before_an_expiry_wins() -> None:
    town = Town()
    found = a_hold(town).participation_id
    expect(town.ask(ConfirmParticipation(participation_id=found)), ParticipationConfirmed)
    town.at(UNTIL)
    town.driver.send(ExpireHold(participation_id=found), stream=town.stream)
    assert town.balances()["payable"] == 400


def test_a_hold_that_is_not_due_is_left_alone_by_the_clock() -> None:
    town = Town()
    found = a_hold(town).participation_id
    town.at(UNTIL - timedelta(microseconds=1))
    town.driver.send(ExpireHold(participation_id=found), stream=town.stream)
    assert town.driver.row("budget", town.stream, OpenHold, found).hold_until == UNTIL


def test_the_clock_finds_no_hold_that_is_resolved() -> None:
    town = Town()
    for action in ("confirm", "void"):
        resolved(town, a_hold(town).participation_id, action)
    assert not list(town.driver.all_rows("budget", town.stream, OpenHold))


def test_an_expired_hold_is_free_again_and_says_so() -> None:
    town = Town()
    found = a_hold(town).participation_id
    town.at(UNTIL)
    outcome = expect(town.ask(ExpireHold(participation_id=found)), ParticipationVoided)
    assert (outcome.reason, town.available_cents()) == ("expired", 2_203_200)


def test_a_cancel_that_is_asked_before_the_request_is_answered_is_resolved_in_order() -> None:
    town = Town()
    card, offer = town.a_card(), town.an_offer(500)
    town.driver.pause("budget")
    wish = RegisterParticipation(card_token=card.token, offer_id=offer, on=SUMMER)
    town.driver.send(wish, stream=town.stream)
    found = town.last_request().participation_id
    cancel = town.driver.send(CancelParticipation(participation_id=found), stream=town.stream)
    town.driver.resume("budget")
    expect(town.driver.outcomes[cancel], ParticipationReversed)
    assert town.balances()["payable"] == 0


def test_a_participation_that_was_declined_is_unknown() -> None:
    town = Town(an_opening(drawing_right_cents=0, own_contribution_cents=0))
    assert code_of(town.register(town.a_card(), town.an_offer(500))) == "envelope_empty"
    found = town.last_request().participation_id
    assert code_of(resolved(town, found, "cancel")) == "participation_unknown"


def test_a_decline_repeats_what_was_asked() -> None:
    wish = ResolutionRequested(participation_id=an_id("one"), action="void")
    answer = decline(wish, "deadline_passed", None, {})
    assert answer == ParticipationDeclined(
        participation_id=an_id("one"), action="void", code="deadline_passed"
    )
