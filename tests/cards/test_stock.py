"""Cards that wait at counters: packs, what is given and spoiled, and what is counted. Pure."""

from typing import Any
from uuid import UUID

import pytest

from services.cards.contracts.commands import (
    CancelPack,
    CorrectStock,
    DestroyKeys,
    IssueCard,
    MovePack,
    OpenCounter,
    OrderPack,
    PrintPack,
    ReceivePack,
    SpoilCard,
)
from services.cards.contracts.events import (
    CardSpoiled,
    PackCancelled,
    PackMoved,
    PackPrinted,
    SchemeCardIssued,
    StockCorrected,
)
from services.cards.contracts.keys import key_owner
from services.cards.domain.stock import Pack
from services.cards.domain.stocking import PACK_CARDS_MAX
from services.kernel.contract import Event
from tests.kit.card_desk import CardDesk, scanned
from tests.kit.town import an_id, code_of, expect


def order(desk: CardDesk, counter: UUID, **wish: Any) -> Event:
    given = {"counter_id": counter, "scheme_id": desk.scheme, "carrier": "card", "count": 2, **wish}
    return desk.ask(OrderPack(**given), desk.fresh(5))


def spoil(desk: CardDesk, token: str) -> Event:
    return desk.ask(SpoilCard(token=token, reason="damaged"))


def count(desk: CardDesk, counter: UUID, counted: int) -> Event:
    return desk.ask(
        CorrectStock(
            counter_id=counter,
            scheme_id=desk.scheme,
            carrier="card",
            counted=counted,
            reason="miscounted",
        )
    )


def test_a_pack_is_in_stock_once_it_is_received() -> None:
    desk = CardDesk()
    counter = desk.a_counter()
    pack = desk.a_pack(counter, 3, received=False)
    assert desk.in_stock(counter) == 0
    holder, token = desk.a_holder(), pack.cards[0].token
    assert code_of(desk.give_from_stock(holder, token)) == "number_not_in_stock"
    desk.ask(ReceivePack(pack_id=pack.pack_id))
    assert desk.in_stock(counter) == 3
    card = expect(desk.give_from_stock(holder, token), SchemeCardIssued)
    assert (card.token, card.pack_id) == (token, pack.pack_id)
    assert desk.in_stock(counter) == 2
    assert code_of(desk.give_from_stock(desk.a_holder(), token)) == "number_not_in_stock"
    desk.driver.check_folds()


def test_a_number_in_stock_is_drawn_for_nobody() -> None:
    desk = CardDesk()
    pack = desk.a_pack(desk.a_counter(), 1)
    taken = pack.cards[0].token
    right = desk.a_right()
    wish = IssueCard(holder_id=desk.holder_of(right), right_id=right)
    assert code_of(desk.ask(wish, scanned(taken))) == "try_again"


def test_the_numbers_of_a_pack_are_shown_once_and_destroyed_when_it_comes() -> None:
    desk = CardDesk()
    pack = desk.a_pack(desk.a_counter(), 1, received=False)
    expect(desk.ask(PrintPack(pack_id=pack.pack_id)), PackPrinted)
    assert code_of(desk.ask(PrintPack(pack_id=pack.pack_id))) == "pack_already_printed"
    receive = ReceivePack(pack_id=pack.pack_id)
    context = desk.driver.fresh_context(desk.stream, None)
    rules = desk.driver.services["cards"]
    decider = rules.commands[ReceivePack]
    state = desk.driver.load(rules, [decider], receive, context)
    _event, addressed = decider.decide(receive, context, state)
    assert addressed.command == DestroyKeys(owners=(key_owner(pack.pack_id, "printing"),))  # type: ignore[union-attr]
    desk.ask(receive)
    assert code_of(desk.ask(PrintPack(pack_id=pack.pack_id))) == "pack_not_ordered"
    assert code_of(desk.ask(receive)) == "pack_not_ordered"


def test_a_pack_that_does_not_come_gives_no_cards() -> None:
    desk = CardDesk()
    counter = desk.a_counter()
    pack = desk.a_pack(counter, 2, received=False)
    expect(desk.ask(CancelPack(pack_id=pack.pack_id)), PackCancelled)
    assert code_of(desk.ask(ReceivePack(pack_id=pack.pack_id))) == "pack_not_ordered"
    given = desk.give_from_stock(desk.a_holder(), pack.cards[0].token)
    assert code_of(given) == "number_not_in_stock"
    assert desk.in_stock(counter) == 0


def test_a_spoiled_card_leaves_the_stock_and_is_given_to_nobody() -> None:
    desk = CardDesk()
    counter = desk.a_counter()
    pack = desk.a_pack(counter, 2)
    token = pack.cards[1].token
    assert expect(spoil(desk, token), CardSpoiled).pack_id == pack.pack_id
    assert desk.in_stock(counter) == 1
    assert code_of(spoil(desk, token)) == "number_not_in_stock"
    assert code_of(desk.give_from_stock(desk.a_holder(), token)) == "number_not_in_stock"


def test_the_books_never_fall_below_zero_and_a_count_sets_them_right() -> None:
    desk = CardDesk()
    counter = desk.a_counter()
    pack = desk.a_pack(counter, 2)
    assert expect(count(desk, counter, 0), StockCorrected).difference == -2
    found = pack.cards[0].token
    assert code_of(desk.give_from_stock(desk.a_holder(), found)) == "stock_too_low"
    assert code_of(spoil(desk, found)) == "stock_too_low"
    assert desk.in_stock(counter) == 0
    assert expect(count(desk, counter, 1), StockCorrected).difference == 1
    expect(desk.give_from_stock(desk.a_holder(), found), SchemeCardIssued)
    assert desk.in_stock(counter) == 0
    assert code_of(count(desk, counter, -1)) == "count_invalid"


def test_what_is_left_of_a_pack_can_lie_elsewhere() -> None:
    desk = CardDesk()
    here, there = desk.a_counter(), desk.a_counter("Sociaal Huis")
    pack = desk.a_pack(here, 3)
    expect(desk.give_from_stock(desk.a_holder(), pack.cards[0].token), SchemeCardIssued)
    move = MovePack(pack_id=pack.pack_id, counter_id=there)
    assert expect(desk.ask(move), PackMoved).count == 2
    assert (desk.in_stock(here), desk.in_stock(there)) == (0, 2)
    assert code_of(desk.ask(move)) == "pack_is_there"
    expect(desk.give_from_stock(desk.a_holder(), pack.cards[1].token), SchemeCardIssued)
    assert desk.in_stock(there) == 1
    count(desk, there, 0)
    assert code_of(desk.ask(MovePack(pack_id=pack.pack_id, counter_id=here))) == "stock_too_low"
    desk.driver.check_folds()


def test_a_pack_on_its_way_cannot_be_moved() -> None:
    desk = CardDesk()
    here, there = desk.a_counter(), desk.a_counter("Sociaal Huis")
    pack = desk.a_pack(here, 1, received=False)
    move = MovePack(pack_id=pack.pack_id, counter_id=there)
    assert code_of(desk.ask(move)) == "pack_not_received"
    assert code_of(desk.ask(MovePack(pack_id=an_id("no pack"), counter_id=there))) == "pack_unknown"


@pytest.mark.parametrize("number", [0, -1, PACK_CARDS_MAX + 1])
def test_a_pack_has_one_to_five_hundred_cards(number: int) -> None:
    desk = CardDesk()
    assert code_of(order(desk, desk.a_counter(), count=number)) == "count_invalid"


def test_a_pack_is_ordered_for_a_counter_and_a_scheme_that_are_there() -> None:
    desk = CardDesk()
    counter = desk.a_counter()
    assert code_of(order(desk, an_id("nowhere"))) == "counter_unknown"
    assert code_of(order(desk, counter, scheme_id=an_id("no scheme"))) == "scheme_unknown"
    assert code_of(desk.ask(PrintPack(pack_id=an_id("no pack")))) == "pack_unknown"


def test_a_counter_has_a_name_and_may_be_of_a_partner() -> None:
    desk = CardDesk()
    desk.a_counter(organisation_id=desk.a_provider())
    unknown = OpenCounter(name="Balie", organisation_id=an_id("nobody"))
    assert code_of(desk.ask(unknown)) == "organisation_unknown"
    assert code_of(desk.ask(OpenCounter(name="  "))) == "counter_name_invalid"
    assert code_of(desk.ask(OpenCounter(name="x" * 101))) == "counter_name_invalid"
    assert code_of(desk.ask(OpenCounter(name="Balie", low_at=-1))) == "count_invalid"


def test_a_card_from_stock_keeps_its_pack_in_step() -> None:
    desk = CardDesk()
    pack = desk.a_pack(desk.a_counter(), 2)
    expect(desk.give_from_stock(desk.a_holder(), pack.cards[0].token), SchemeCardIssued)
    assert desk.driver.row("cards", desk.stream, Pack, pack.pack_id).cards_left == 1
