"""Rules of issuing and blocking a card. Pure."""

from datetime import timedelta

from services.cards.contracts.commands import BlockCard, IssueCard
from services.cards.contracts.events import CardBlocked, CardIssued
from services.cards.domain.card import Card, CardByToken
from services.cards.domain.prepared import Candidate, CardCandidates, PersonErased
from services.kernel.contract import Event
from tests.kit.rules import NOON
from tests.kit.town import Town, an_id, code_of, expect


def numbers(*tokens: str) -> CardCandidates:
    return CardCandidates(tuple(Candidate(token, f"sealed {token}") for token in tokens))


def issued(town: Town, *tokens: str) -> Event:
    return town.ask(a_wish(town), numbers(*tokens))


def a_wish(town: Town) -> IssueCard:
    right = town.a_right()
    return IssueCard(holder_id=town.holder_of(right), right_id=right)


def test_a_card_takes_the_first_number_that_is_free() -> None:
    town = Town()
    assert expect(issued(town, "a", "b", "c"), CardIssued).token == "a"
    second = expect(issued(town, "a", "b", "c"), CardIssued)
    assert (second.token, second.number) == ("b", "sealed b")
    found = town.driver.row("cards", town.stream, CardByToken, "b")
    assert (found.card_id, found.right_id) == (str(second.card_id), str(second.right_id))


def test_if_all_numbers_are_taken_one_may_try_again() -> None:
    town = Town()
    issued(town, "a")
    assert code_of(issued(town, "a")) == "try_again"


def test_a_card_needs_a_right_and_a_person_who_is_not_erased() -> None:
    town = Town()
    unknown = a_wish(town).model_copy(update={"right_id": an_id("no right")})
    assert code_of(town.ask(unknown, numbers("a"))) == "right_unknown"
    erased = town.ask(a_wish(town), PersonErased())
    assert code_of(erased) == "holder_erased"


def test_a_card_is_issued_on_a_right_of_that_person_only() -> None:
    town = Town()
    hers = a_wish(town).model_copy(update={"holder_id": town.a_holder()})
    assert code_of(town.ask(hers, numbers("a"))) == "right_unknown"


def test_a_card_is_blocked_once_and_from_then_on() -> None:
    town = Town()
    card = town.a_card()
    block = BlockCard(card_id=card.card_id, reason="lost")
    assert expect(town.ask(block), CardBlocked).blocked_at == NOON
    assert code_of(town.ask(block)) == "already_blocked"
    row = town.driver.row("cards", town.stream, Card, card.card_id)
    assert row.works_at(NOON - timedelta(microseconds=1))
    assert not row.works_at(NOON)


def test_a_card_that_is_not_there_cannot_be_blocked() -> None:
    block = BlockCard(card_id=an_id("no card"), reason="stolen")
    assert code_of(Town().ask(block)) == "card_unknown"
