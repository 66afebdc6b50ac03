"""Views of what cards tells of stock: counters, packs, and what lies where."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID

from services.cards.contracts import events as cards
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
from services.gateway.views.card_rows import Pack, StockChange, StockCount, StockCounter
from services.kernel.contract import Event
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, Place, State

OfPack = PackPrinted | PackReceived | PackCancelled | PackMoved | CardSpoiled


def count_key(counter_id: object, scheme_id: object, carrier: str) -> str:
    """The key of what lies at a counter of a kind."""
    return f"{counter_id}:{scheme_id}:{carrier}"


def places_of_pack(pack_id: UUID, state: State) -> Iterable[Place]:
    """A pack, and what lies where it lies."""
    yield Pack.at(pack_id)
    if pack := state.peek(Pack, pack_id):
        yield StockCount.at(count_key(pack.counter_id, pack.scheme_id, pack.carrier))


def more(pack: Pack, number: int, state: State) -> StockCount:
    """What lies where the pack lies, with so many more."""
    key = count_key(pack.counter_id, pack.scheme_id, pack.carrier)
    count = state.get(StockCount, key) or StockCount(
        key=key, counter_id=pack.counter_id, scheme_id=pack.scheme_id, carrier=pack.carrier
    )
    return replace(count, count=count.count + number)


def taken_out(pack_id: UUID, state: State) -> Iterable[Change]:
    """One card less."""
    pack = state.get(Pack, pack_id)
    if pack is not None:
        yield replace(pack, cards_left=pack.cards_left - 1)
        yield more(pack, -1, state)


def counter_opened(event: CounterOpened, context: Context, _state: State) -> Iterable[Change]:
    """Cards may wait there."""
    yield StockCounter(
        key=str(event.counter_id),
        name=event.name,
        organisation_id=None if event.organisation_id is None else str(event.organisation_id),
        low_at=event.low_at,
        made_at=context.time,
    )


def ordered(event: PackOrdered, context: Context, _state: State) -> Iterable[Change]:
    """A pack is on its way; its numbers stay sealed."""
    yield Pack(
        key=str(event.pack_id),
        counter_id=str(event.counter_id),
        scheme_id=str(event.scheme_id),
        carrier=event.carrier,
        cards=len(event.cards),
        cards_left=len(event.cards),
        status="ordered",
        printed=False,
        numbers=tuple(card.number for card in event.cards),
        made_at=context.time,
    )


def needs_pack(event: OfPack, _context: Context, state: State) -> Iterable[Place]:
    """The pack, and what lies where it lies, or goes."""
    yield from places_of_pack(event.pack_id, state)
    pack = state.peek(Pack, event.pack_id)
    if pack is not None and isinstance(event, PackMoved):
        yield StockCount.at(count_key(event.to_counter_id, pack.scheme_id, pack.carrier))


def printed(event: PackPrinted, _context: Context, state: State) -> Iterable[Change]:
    """Its numbers were shown."""
    if pack := state.get(Pack, event.pack_id):
        yield replace(pack, printed=True)


def received(event: PackReceived, context: Context, state: State) -> Iterable[Change]:
    """Its cards lie there, and the list of numbers is gone."""
    if pack := state.get(Pack, event.pack_id):
        yield replace(pack, status="received", numbers=())
        yield more(pack, event.count, state)
        yield changed(pack, "received", event.count, None, context)


def cancelled(event: PackCancelled, _context: Context, state: State) -> Iterable[Change]:
    """It does not come, and the list of numbers is gone."""
    if pack := state.get(Pack, event.pack_id):
        yield replace(pack, status="cancelled", cards_left=0, numbers=())


def moved(event: PackMoved, context: Context, state: State) -> Iterable[Change]:
    """Its cards lie elsewhere."""
    if pack := state.get(Pack, event.pack_id):
        there = replace(pack, counter_id=str(event.to_counter_id))
        yield there
        yield more(pack, -event.count, state)
        yield more(there, event.count, state)
        yield changed(pack, "moved_out", -event.count, None, context)
        yield changed(there, "moved_in", event.count, None, context)


def spoiled(event: CardSpoiled, context: Context, state: State) -> Iterable[Change]:
    """One card less, and why."""
    yield from taken_out(event.pack_id, state)
    if pack := state.get(Pack, event.pack_id):
        yield changed(pack, "spoiled", -1, event.reason, context)


def changed(
    pack: Pack, kind: str, change: int, reason: str | None, context: Context
) -> StockChange:
    """A line of what became of the cards at a counter."""
    return StockChange(
        key=f"{pack.counter_id}:{context.id}:{kind}",
        counter_id=pack.counter_id,
        scheme_id=pack.scheme_id,
        carrier=pack.carrier,
        kind=kind,
        change=change,
        reason=reason,
        made_at=context.time,
    )


def corrected(event: StockCorrected, context: Context, _state: State) -> Iterable[Change]:
    """The books say what was counted."""
    counter, scheme = str(event.counter_id), str(event.scheme_id)
    yield StockCount(
        key=count_key(counter, scheme, event.carrier),
        counter_id=counter,
        scheme_id=scheme,
        carrier=event.carrier,
        count=event.counted,
    )
    yield StockChange(
        key=f"{counter}:{context.id}:counted",
        counter_id=counter,
        scheme_id=scheme,
        carrier=event.carrier,
        kind="counted",
        change=event.difference,
        reason=event.reason,
        made_at=context.time,
    )


STOCK_COPIES: Final[Mapping[type[Event], Copier]] = {
    cards.CounterOpened: Copier(counter_opened),
    cards.PackOrdered: Copier(ordered),
    cards.PackPrinted: Copier(printed, needs_pack),
    cards.PackReceived: Copier(received, needs_pack),
    cards.PackCancelled: Copier(cancelled, needs_pack),
    cards.PackMoved: Copier(moved, needs_pack),
    cards.CardSpoiled: Copier(spoiled, needs_pack),
    cards.StockCorrected: Copier(corrected),
}
