"""How answers of budget move the right's limit. Pure."""

from datetime import timedelta

import pytest

from services.budget.contracts.commands import ExpireHold
from services.budget.contracts.events import ParticipationConfirmed, ParticipationHeld
from services.cards.contracts.commands import (
    CancelParticipation,
    ConfirmParticipation,
    RegisterParticipation,
    VoidParticipation,
)
from services.cards.contracts.events import ParticipationSettled
from services.cards.domain.participation import Participation
from services.cards.domain.right import Limit, limit_key
from tests.kit.rules import NOON
from tests.kit.town import SUMMER, Town, expect

IN_AN_HOUR = NOON + timedelta(hours=1)


class OneRight:
    """A right of 10.00 in a town, with one card and an offer of which the network pays 4.00."""

    def __init__(self) -> None:
        self.town = Town()
        self.right = self.town.a_right(1_000)
        self.card, self.offer = self.town.a_card(self.right), self.town.an_offer(500)

    def limit(self) -> tuple[int, int]:
        """Used and pending, in cents."""
        key = limit_key(str(self.right), SUMMER)
        row = self.town.driver.row("cards", self.town.stream, Limit, key)
        return row.used_cents, row.pending_cents

    def statuses(self) -> list[str]:
        """What was settled, in order."""
        events = [fact.event for fact in self.town.driver.journal]
        return [event.status for event in events if isinstance(event, ParticipationSettled)]


@pytest.fixture
def one() -> OneRight:
    return OneRight()


def test_an_unanswered_request_is_pending(one: OneRight) -> None:
    one.town.driver.pause("budget")
    wish = RegisterParticipation(card_token=one.card.token, offer_id=one.offer, on=SUMMER)
    sent = one.town.driver.send(wish, stream=one.town.stream)
    assert sent not in one.town.driver.outcomes
    assert one.limit() == (0, 400)
    one.town.driver.resume("budget")
    assert one.limit() == (400, 0)


def test_registered_at_once_is_used(one: OneRight) -> None:
    one.town.register(one.card, one.offer)
    assert (one.limit(), one.statuses()) == ((400, 0), ["confirmed"])


def test_held_stays_pending_until_it_is_confirmed(one: OneRight) -> None:
    held = expect(one.town.hold(one.card, one.offer, IN_AN_HOUR), ParticipationHeld)
    assert one.limit() == (0, 400)
    one.town.ask(ConfirmParticipation(participation_id=held.participation_id))
    assert (one.limit(), one.statuses()) == ((400, 0), ["held", "confirmed"])


def test_voided_is_free_again(one: OneRight) -> None:
    held = expect(one.town.hold(one.card, one.offer, IN_AN_HOUR), ParticipationHeld)
    one.town.ask(VoidParticipation(participation_id=held.participation_id))
    assert (one.limit(), one.statuses()) == ((0, 0), ["held", "voided"])


def test_expired_is_free_again(one: OneRight) -> None:
    held = expect(one.town.hold(one.card, one.offer, IN_AN_HOUR), ParticipationHeld)
    one.town.at(IN_AN_HOUR)
    one.town.ask(ExpireHold(participation_id=held.participation_id))
    assert (one.limit(), one.statuses()) == ((0, 0), ["held", "expired"])


def test_cancelled_is_free_again(one: OneRight) -> None:
    done = expect(one.town.register(one.card, one.offer), ParticipationConfirmed)
    one.town.ask(CancelParticipation(participation_id=done.participation_id))
    assert (one.limit(), one.statuses()) == ((0, 0), ["confirmed", "cancelled"])


def test_a_resolution_that_is_declined_changes_nothing(one: OneRight) -> None:
    done = expect(one.town.register(one.card, one.offer), ParticipationConfirmed)
    one.town.ask(ConfirmParticipation(participation_id=done.participation_id))
    assert (one.limit(), one.statuses()) == ((400, 0), ["confirmed"])


def test_an_answer_that_is_taken_in_already_is_not_settled_again(one: OneRight) -> None:
    done = expect(one.town.register(one.card, one.offer), ParticipationConfirmed)
    assert one.town.driver.hear(done, stream=one.town.stream) == []
    row = one.town.driver.row("cards", one.town.stream, Participation, done.participation_id)
    assert row.status == "confirmed"
    assert one.limit() == (400, 0)
