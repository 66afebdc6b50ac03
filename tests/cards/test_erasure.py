"""Erasing a person leaves nothing of her that can be read, and all sums as they were. Pure."""

from services.budget.contracts.events import ParticipationConfirmed
from services.cards.contracts.commands import (
    CancelParticipation,
    EraseHolder,
    GrantRight,
    IssueCard,
)
from services.cards.contracts.events import HolderErased
from services.cards.domain.card import Card, CardByToken
from services.cards.domain.decision import Decision, Forgetting
from services.cards.domain.holder import Holder
from services.cards.domain.prepared import Candidate, CardCandidates
from tests.kit.casework import NOT_ENTITLED, Desk
from tests.kit.town import YEAR_END, YEAR_START, Town, an_id, code_of, expect


def test_nothing_sealed_is_left_and_her_cards_are_unknown() -> None:
    town = Town()
    holder = town.a_holder()
    right = town.a_right(holder=holder)
    cards = [town.a_card(right), town.a_card(right)]
    expect(town.ask(EraseHolder(holder_id=holder)), HolderErased)
    person = town.driver.row("cards", town.stream, Holder, holder)
    assert (person.identity, person.ground, person.erased) == (None, None, True)
    assert not list(town.driver.all_rows("cards", town.stream, CardByToken))
    for card in town.driver.all_rows("cards", town.stream, Card):
        assert (card.token, card.number, card.blocked) == (None, None, True)
    assert code_of(town.register(cards[0], town.an_offer(100))) == "card_not_valid"
    town.driver.check_folds()


def test_others_are_left_alone() -> None:
    town = Town()
    town.a_card(town.a_right(holder=(holder := town.a_holder())))
    other = town.a_card()
    town.ask(EraseHolder(holder_id=holder))
    expect(town.register(other, town.an_offer(100)), ParticipationConfirmed)


def test_the_books_stay_and_a_participation_of_hers_can_still_be_cancelled() -> None:
    town = Town()
    holder = town.a_holder()
    card = town.a_card(town.a_right(holder=holder))
    done = expect(town.register(card, town.an_offer(500)), ParticipationConfirmed)
    before = town.balances()
    town.ask(EraseHolder(holder_id=holder))
    assert town.balances() == before
    town.ask(CancelParticipation(participation_id=done.participation_id))
    assert town.balances()["payable"] == 0


def test_a_person_is_erased_once() -> None:
    town = Town()
    holder = town.a_holder()
    expect(town.ask(EraseHolder(holder_id=holder)), HolderErased)
    assert code_of(town.ask(EraseHolder(holder_id=holder))) == "holder_erased"
    assert code_of(town.ask(EraseHolder(holder_id=an_id("stranger")))) == "holder_unknown"


def test_an_erased_person_is_granted_nothing_and_gets_no_card() -> None:
    town = Town()
    holder = town.a_holder()
    right = town.a_right(holder=holder)
    town.ask(EraseHolder(holder_id=holder))
    grant = GrantRight(
        holder_id=holder, yearly_ceiling_cents=100, valid_from=YEAR_START, valid_until=YEAR_END
    )
    assert code_of(town.ask(grant)) == "holder_erased"
    numbers = CardCandidates((Candidate("t", "sealed"),))
    assert (
        code_of(town.ask(IssueCard(holder_id=holder, right_id=right), numbers)) == "holder_erased"
    )


def test_why_it_was_decided_about_her_goes_with_her_and_the_outcome_stays() -> None:
    desk = Desk()
    holder, other = desk.a_holder(), desk.a_holder()
    for person in (holder, other):
        desk.decide(person, NOT_ENTITLED, reason="geen attest")
    ([gone], [kept]) = (desk.decisions(person) for person in (holder, other))
    erased = expect(desk.ask(EraseHolder(holder_id=holder)), HolderErased)
    assert erased.decision_ids == (gone.decision_id,)
    row = desk.driver.row("cards", desk.stream, Decision, gone.decision_id)
    assert (row.outcome, row.explanation) == ("not_entitled", None)
    assert desk.driver.row("cards", desk.stream, Decision, kept.decision_id).explanation
    waiting = {one.key for one in desk.driver.all_rows("cards", desk.stream, Forgetting)}
    assert waiting == {str(kept.decision_id)}
    desk.driver.check_folds()
