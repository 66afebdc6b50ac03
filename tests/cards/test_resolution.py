"""What cards itself says no to, and what it leaves to budget. Pure."""

from datetime import timedelta
from uuid import UUID

import pytest

from services.budget.contracts.events import (
    ParticipationConfirmed,
    ParticipationDeclined,
    ParticipationHeld,
    ParticipationReversed,
    ParticipationVoided,
)
from services.cards.contracts.commands import (
    CancelParticipation,
    ConfirmParticipation,
    VoidParticipation,
)
from services.cards.contracts.events import CommandRejected
from services.cards.domain.resolution import FINAL_REFUSALS
from services.kernel.contract import Command, Event
from tests.kit.rules import NOON
from tests.kit.town import Town, an_id, code_of, expect

IN_AN_HOUR = NOON + timedelta(hours=1)


def a_held(town: Town) -> UUID:
    outcome = town.hold(town.a_card(), town.an_offer(500), IN_AN_HOUR)
    return expect(outcome, ParticipationHeld).participation_id


def a_confirmed(town: Town) -> UUID:
    outcome = town.register(town.a_card(), town.an_offer(500))
    return expect(outcome, ParticipationConfirmed).participation_id


@pytest.mark.parametrize("wish", [ConfirmParticipation, VoidParticipation, CancelParticipation])
def test_nothing_is_asked_about_a_participation_that_is_not_there(
    wish: type[ConfirmParticipation | VoidParticipation | CancelParticipation],
) -> None:
    refusal = Town().ask(wish(participation_id=an_id("none")))
    assert code_of(refusal) == "participation_unknown"


def test_a_hold_is_confirmed_or_voided_and_a_confirmation_cancelled() -> None:
    town = Town()
    held, other, confirmed = a_held(town), a_held(town), a_confirmed(town)
    expect(town.ask(ConfirmParticipation(participation_id=held)), ParticipationConfirmed)
    expect(town.ask(VoidParticipation(participation_id=other)), ParticipationVoided)
    expect(town.ask(CancelParticipation(participation_id=confirmed)), ParticipationReversed)


def test_what_is_final_is_refused_by_cards_itself() -> None:
    town = Town()
    voided = a_held(town)
    expect(town.ask(VoidParticipation(participation_id=voided)), ParticipationVoided)
    refusal = expect(town.ask(ConfirmParticipation(participation_id=voided)), CommandRejected)
    assert refusal.code == "not_held"


def test_what_is_not_final_is_left_to_budget() -> None:
    town = Town()
    confirmed = a_confirmed(town)
    answer = town.ask(ConfirmParticipation(participation_id=confirmed))
    assert expect(answer, ParticipationDeclined).code == "already_confirmed"


def in_a_race(first: Command, second: Command, town: Town) -> tuple[Event, Event]:
    """Both are asked while budget is away, so that cards cannot know how the first ends."""
    town.driver.pause("budget")
    ids = [town.driver.send(command, stream=town.stream) for command in (first, second)]
    town.driver.resume("budget")
    return town.driver.outcomes[ids[0]], town.driver.outcomes[ids[1]]


@pytest.mark.parametrize("second", [ConfirmParticipation, VoidParticipation, CancelParticipation])
@pytest.mark.parametrize("final", ["voided", "cancelled"])
def test_a_wish_gets_the_same_code_whether_cards_or_budget_answers_it(
    second: type[ConfirmParticipation | VoidParticipation | CancelParticipation], final: str
) -> None:
    town = Town()
    found = a_held(town) if final == "voided" else a_confirmed(town)
    undo = VoidParticipation if final == "voided" else CancelParticipation
    _done, by_budget = in_a_race(undo(participation_id=found), second(participation_id=found), town)
    by_cards = expect(town.ask(second(participation_id=found)), CommandRejected)
    assert code_of(expect(by_budget, ParticipationDeclined)) == by_cards.code


def test_every_final_status_has_an_answer_to_every_wish() -> None:
    for refusals in FINAL_REFUSALS.values():
        assert refusals.keys() == {"confirm", "void", "cancel"}
