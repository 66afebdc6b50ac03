"""How many cards wait where: counters, packs, and what is left of them. Pure.

A pack is ordered, printed, received, and used up; or cancelled. The count of a counter is a row,
and never falls below zero: what was counted wrongly is corrected with a reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from services.cards.contracts.commands.cards import Carrier
from services.cards.contracts.events import (
    CardSpoiled,
    CounterOpened,
    PackCancelled,
    PackMoved,
    PackOrdered,
    PackPrinted,
    PackReceived,
    StockCorrected,
)
from services.cards.domain.numbers import StockCard
from services.kernel.rules import Context
from services.kernel.state import Change, Gone, Place, Row, State


@dataclass(frozen=True, slots=True, kw_only=True)
class CardCounter(Row):
    """A place where cards wait. `low_at`: at so many of a kind or fewer its stock is low."""

    table: ClassVar[str] = "counters"
    name: str
    low_at: int
    organisation_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack(Row):
    """Cards of one kind that come together. `cards_left`: those neither given nor spoiled."""

    table: ClassVar[str] = "packs"
    counter_id: str
    scheme_id: str
    carrier: Carrier
    cards_left: int
    status: str = "ordered"
    printed: bool = False

    @property
    def stock_key(self) -> str:
        """Under which key its cards are counted."""
        return stock_key(self.counter_id, self.scheme_id, self.carrier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock(Row):
    """How many cards of a kind lie at a counter. Key: `stock_key`."""

    table: ClassVar[str] = "stock"
    counter_id: str
    scheme_id: str
    carrier: Carrier
    count: int = 0


def stock_key(counter_id: object, scheme_id: object, carrier: Carrier) -> str:
    """The key under which the cards of a kind at a counter are counted."""
    return f"{counter_id}:{scheme_id}:{carrier}"


def stock_at(counter_id: object, scheme_id: object, carrier: Carrier, state: State) -> Stock:
    """What lies at a counter of a kind; nothing where there is no row yet. Raises NotLoaded."""
    key = stock_key(counter_id, scheme_id, carrier)
    return state.get(Stock, key) or Stock(
        key=key, counter_id=str(counter_id), scheme_id=str(scheme_id), carrier=carrier
    )


def places_of_stock_card(token: str, state: State) -> Iterable[Place]:
    """A card in stock, its pack, and the count that it is part of: three rounds."""
    yield StockCard.at(token)
    card = state.peek(StockCard, token)
    if card is None:
        return
    yield Pack.at(card.pack_id)
    pack = state.peek(Pack, card.pack_id)
    if pack is not None:
        yield Stock.at(pack.stock_key)


def taken_out(token: str, pack_id: object, state: State) -> Iterable[Change]:
    """One card less: of its pack, and where that lies."""
    yield Gone(StockCard.at(token))
    pack = state.get(Pack, pack_id)
    if pack is None:
        return
    yield replace(pack, cards_left=pack.cards_left - 1)
    stock = stock_at(pack.counter_id, pack.scheme_id, pack.carrier, state)
    yield replace(stock, count=stock.count - 1)


def counter_opened(event: CounterOpened, _context: Context, _state: State) -> Iterable[Change]:
    """Cards may wait there."""
    organisation = None if event.organisation_id is None else str(event.organisation_id)
    yield CardCounter(
        key=str(event.counter_id),
        name=event.name,
        low_at=event.low_at,
        organisation_id=organisation,
    )


def ordered(event: PackOrdered, _context: Context, _state: State) -> Iterable[Change]:
    """The pack is on its way; its numbers are nobody's else any more."""
    pack = Pack(
        key=str(event.pack_id),
        counter_id=str(event.counter_id),
        scheme_id=str(event.scheme_id),
        carrier=event.carrier,
        cards_left=len(event.cards),
    )
    yield pack
    yield from (StockCard(key=card.token, pack_id=pack.key) for card in event.cards)


def printed(event: PackPrinted, _context: Context, state: State) -> Iterable[Change]:
    """Its numbers were shown."""
    pack = state.get(Pack, event.pack_id)
    if pack is not None:
        yield replace(pack, printed=True)


def received(event: PackReceived, _context: Context, state: State) -> Iterable[Change]:
    """Its cards lie at the counter."""
    pack = state.get(Pack, event.pack_id)
    if pack is not None:
        yield replace(pack, status="received")
        yield _more(pack, event.count, state)


def cancelled(event: PackCancelled, _context: Context, state: State) -> Iterable[Change]:
    """Its cards will not come. Their numbers stay taken."""
    pack = state.get(Pack, event.pack_id)
    if pack is not None:
        yield replace(pack, status="cancelled", cards_left=0)


def moved(event: PackMoved, _context: Context, state: State) -> Iterable[Change]:
    """Its cards lie elsewhere."""
    pack = state.get(Pack, event.pack_id)
    if pack is None:
        return
    there = replace(pack, counter_id=str(event.to_counter_id))
    yield there
    yield _more(pack, -event.count, state)
    yield _more(there, event.count, state)


def _more(pack: Pack, count: int, state: State) -> Stock:
    stock = stock_at(pack.counter_id, pack.scheme_id, pack.carrier, state)
    return replace(stock, count=stock.count + count)


def spoiled(event: CardSpoiled, _context: Context, state: State) -> Iterable[Change]:
    """One card less."""
    return taken_out(event.token, event.pack_id, state)


def corrected(event: StockCorrected, _context: Context, state: State) -> Iterable[Change]:
    """The books say what was counted."""
    stock = stock_at(event.counter_id, event.scheme_id, event.carrier, state)
    yield replace(stock, count=event.counted)
