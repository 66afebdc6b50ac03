"""Deciding about stock: counters, packs, cards that are spoiled, and what was counted. Pure."""

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from services.cards.contracts.commands import (
    CancelPack,
    CorrectStock,
    DestroyKeys,
    MovePack,
    OpenCounter,
    OrderPack,
    PrintPack,
    ReceivePack,
    SpoilCard,
)
from services.cards.contracts.commands.stock import PRINTING
from services.cards.contracts.events import (
    BlankCard,
    CardSpoiled,
    CounterOpened,
    PackCancelled,
    PackMoved,
    PackOrdered,
    PackPrinted,
    PackReceived,
    StockCorrected,
)
from services.cards.contracts.keys import key_owner
from services.cards.domain.copies import Organisation
from services.cards.domain.numbers import StockCard, free_numbers, places_of_numbers
from services.cards.domain.scheme import Scheme
from services.cards.domain.stock import (
    CardCounter,
    Pack,
    Stock,
    places_of_stock_card,
    stock_at,
    stock_key,
)
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Addressed, Context
from services.kernel.state import Place, State

PACK_CARDS_MAX: Final = 500
COUNT_MAX: Final = 1_000_000
NAME_MAX: Final = 100


def needs_of_opening(command: OpenCounter, _context: Context, _state: State) -> Iterable[Place]:
    """The partner whose counter it is."""
    if command.organisation_id is not None:
        yield Organisation.at(command.organisation_id)


def open_counter(command: OpenCounter, context: Context, state: State) -> Sequence[Event]:
    """Name a place where cards wait."""
    if not 0 < len(command.name.strip()) <= NAME_MAX:
        raise Refusal("counter_name_invalid", "name", characters_max=NAME_MAX)
    if not 0 <= command.low_at <= COUNT_MAX:
        raise Refusal("count_invalid", "low_at", count_max=COUNT_MAX)
    if command.organisation_id is not None:
        known_organisation(command.organisation_id, state)
    return [CounterOpened(counter_id=context.make_id("counter"), **command.model_dump())]


def known_organisation(organisation_id: object, state: State) -> Organisation:
    """A partner of the network. Refuses one that is unknown."""
    organisation = state.get(Organisation, organisation_id)
    if organisation is None:
        raise Refusal("organisation_unknown", "organisation_id")
    return organisation


def needs_of_order(command: OrderPack, context: Context, _state: State) -> Iterable[Place]:
    """The counter and the scheme; whether the numbers that may be taken are free."""
    yield from (CardCounter.at(command.counter_id), Scheme.at(command.scheme_id))
    yield from places_of_numbers(context)


def order(command: OrderPack, context: Context, state: State) -> Sequence[Event]:
    """Order cards for a counter, with numbers that are nobody's."""
    known_counter(command.counter_id, state)
    if state.get(Scheme, command.scheme_id) is None:
        raise Refusal("scheme_unknown", "scheme_id")
    if not 0 < command.count <= PACK_CARDS_MAX:
        raise Refusal("count_invalid", "count", count_max=PACK_CARDS_MAX)
    free = free_numbers(context, state, command.count)
    cards = tuple(BlankCard(token=one.token, number=one.number_sealed) for one in free)
    return [
        PackOrdered(
            pack_id=context.make_id("pack"),
            counter_id=command.counter_id,
            scheme_id=command.scheme_id,
            carrier=command.carrier,
            cards=cards,
        )
    ]


def known_counter(counter_id: object, state: State) -> CardCounter:
    """The counter. Refuses one that is unknown."""
    counter = state.get(CardCounter, counter_id)
    if counter is None:
        raise Refusal("counter_unknown", "counter_id")
    return counter


def needs_of_pack(
    command: PrintPack | ReceivePack | CancelPack, _context: Context, state: State
) -> Iterable[Place]:
    """The pack, and what lies where it goes."""
    yield Pack.at(command.pack_id)
    pack = state.peek(Pack, command.pack_id)
    if pack is not None:
        yield Stock.at(pack.stock_key)


def ordered_pack(command: PrintPack | ReceivePack | CancelPack, state: State) -> Pack:
    """A pack that is on its way. Refuses one that is unknown, has come, or will not come."""
    pack = state.get(Pack, command.pack_id)
    if pack is None:
        raise Refusal("pack_unknown", "pack_id")
    if pack.status != "ordered":
        raise Refusal("pack_not_ordered", "pack_id")
    return pack


def print_pack(command: PrintPack, _context: Context, state: State) -> Sequence[Event]:
    """Show the numbers, once."""
    if ordered_pack(command, state).printed:
        raise Refusal("pack_already_printed", "pack_id")
    return [PackPrinted(pack_id=command.pack_id)]


def receive(command: ReceivePack, context: Context, state: State) -> Sequence[Event | Addressed]:
    """Take the pack in, and destroy the list of its numbers."""
    pack = ordered_pack(command, state)
    event = PackReceived(pack_id=command.pack_id, counter_id=pack.counter_id, count=pack.cards_left)
    return [event, _forget_numbers(command, context)]


def cancel(command: CancelPack, context: Context, state: State) -> Sequence[Event | Addressed]:
    """The pack does not come; the list of its numbers is destroyed."""
    ordered_pack(command, state)
    return [PackCancelled(pack_id=command.pack_id), _forget_numbers(command, context)]


def _forget_numbers(command: ReceivePack | CancelPack, context: Context) -> Addressed:
    destroy = DestroyKeys(owners=(key_owner(command.pack_id, PRINTING),))
    return Addressed(service="cards", stream=context.stream, command=destroy, role="destroy")


def needs_of_move(command: MovePack, _context: Context, state: State) -> Iterable[Place]:
    """The pack and the counter; what lies here and there."""
    yield from (Pack.at(command.pack_id), CardCounter.at(command.counter_id))
    pack = state.peek(Pack, command.pack_id)
    if pack is not None:
        yield Stock.at(pack.stock_key)
        yield Stock.at(stock_key(command.counter_id, pack.scheme_id, pack.carrier))


def move(command: MovePack, _context: Context, state: State) -> Sequence[Event]:
    """Bring what is left of a pack elsewhere. Never more than the books say lies here."""
    pack = state.get(Pack, command.pack_id)
    if pack is None:
        raise Refusal("pack_unknown", "pack_id")
    if pack.status != "received":
        raise Refusal("pack_not_received", "pack_id")
    known_counter(command.counter_id, state)
    if pack.counter_id == str(command.counter_id):
        raise Refusal("pack_is_there", "counter_id")
    stock = stock_at(pack.counter_id, pack.scheme_id, pack.carrier, state)
    if stock.count < pack.cards_left:
        raise Refusal("stock_too_low", "pack_id", count=stock.count)
    return [
        PackMoved(
            pack_id=command.pack_id,
            from_counter_id=UUID(pack.counter_id),
            to_counter_id=command.counter_id,
            count=pack.cards_left,
        )
    ]


def needs_of_spoiling(command: SpoilCard, _context: Context, state: State) -> Iterable[Place]:
    """The card in stock, its pack, and where that lies."""
    return places_of_stock_card(command.token, state)


def spoil(command: SpoilCard, _context: Context, state: State) -> Sequence[Event]:
    """Take a card out of stock that cannot be given."""
    pack = pack_of_stock_card(command.token, "number", state)
    return [CardSpoiled(pack_id=UUID(pack.key), **command.model_dump())]


def pack_of_stock_card(token: str, field: str, state: State) -> Pack:
    """The pack of a card in stock. Refuses a number that does not lie at a counter.

    Refuses too where the books say that nothing is left there: then it is to be counted.
    """
    card = state.get(StockCard, token)
    pack = None if card is None else state.get(Pack, card.pack_id)
    if pack is None or pack.status != "received":
        raise Refusal("number_not_in_stock", field)
    if stock_at(pack.counter_id, pack.scheme_id, pack.carrier, state).count <= 0:
        raise Refusal("stock_too_low", field, count=0)
    return pack


def needs_of_correction(command: CorrectStock, _context: Context, _state: State) -> Iterable[Place]:
    """The counter, the scheme, and what lies there."""
    yield from (CardCounter.at(command.counter_id), Scheme.at(command.scheme_id))
    yield Stock.at(stock_key(command.counter_id, command.scheme_id, command.carrier))


def correct(command: CorrectStock, _context: Context, state: State) -> Sequence[Event]:
    """Take over what was counted."""
    known_counter(command.counter_id, state)
    if state.get(Scheme, command.scheme_id) is None:
        raise Refusal("scheme_unknown", "scheme_id")
    if not 0 <= command.counted <= COUNT_MAX:
        raise Refusal("count_invalid", "counted", count_max=COUNT_MAX)
    stock = stock_at(command.counter_id, command.scheme_id, command.carrier, state)
    difference = command.counted - stock.count
    return [StockCorrected(difference=difference, **command.model_dump())]
