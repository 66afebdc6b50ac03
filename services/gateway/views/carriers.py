"""Views of what cards tells of cards: who carries which, whether it works, and its history."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from services.cards.contracts import events as cards
from services.cards.contracts.events import (
    CardBlocked,
    CardIssued,
    CardRenewed,
    CardReplaced,
    CardsRevoked,
    CardUnblocked,
    SchemeCardIssued,
)
from services.gateway.views import stock
from services.gateway.views.card_rows import CardEvent
from services.gateway.views.rows import Card, CardToken, Holder
from services.kernel.contract import Event
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, Place, State

Issued = CardIssued | SchemeCardIssued
OfCard = CardBlocked | CardUnblocked | CardReplaced | CardRenewed


def needs_holder(event: Issued, _context: Context, state: State) -> Iterable[Place]:
    """The person who gets the card; where it comes from stock, what lies there."""
    yield Holder.at(event.holder_id)
    if isinstance(event, SchemeCardIssued) and event.pack_id is not None:
        yield from stock.places_of_pack(event.pack_id, state)


def issued(event: Issued, context: Context, state: State) -> Iterable[Change]:
    """A card, found by its token."""
    holder = state.get(Holder, event.holder_id)
    card = Card(
        key=str(event.card_id),
        right_id=str(event.right_id) if isinstance(event, CardIssued) else None,
        holder_id=str(event.holder_id),
        municipality=holder.municipality if holder else None,
        token=event.token,
        number=event.number,
        made_at=context.time,
        replaces=None if event.replaces is None else str(event.replaces),
    )
    if isinstance(event, SchemeCardIssued):
        card = replace(
            card,
            scheme_id=str(event.scheme_id),
            carrier=event.carrier,
            reason=event.reason,
            price_cents=event.price_cents,
            valid_until=event.valid_until,
            grace_until=event.grace_until,
        )
        if event.pack_id is not None:
            yield from stock.taken_out(event.pack_id, state)
    yield card
    by = event.by if isinstance(event, SchemeCardIssued) else None
    yield happened(card, "issued", card.reason, by, context)
    yield CardToken(key=event.token, card_id=card.key)
    if holder is not None and card.key not in holder.cards:
        yield replace(holder, cards=(*holder.cards, card.key))


def happened(
    card: Card, kind: str, reason: str | None, by: str | None, context: Context
) -> CardEvent:
    """A line of a card's history."""
    return CardEvent(
        key=f"{card.key}:{context.id}",
        card_id=card.key,
        holder_id=card.holder_id,
        kind=kind,
        reason=reason,
        by=by,
        made_at=context.time,
    )


def needs_card(event: OfCard, _context: Context, _state: State) -> Iterable[Place]:
    """The card."""
    return (Card.at(event.card_id),)


def blocked(event: CardBlocked, context: Context, state: State) -> Iterable[Change]:
    """The card no longer works."""
    card = state.get(Card, event.card_id)
    if card is not None:
        yield replace(card, blocked=True, block_reason=event.reason)
        yield happened(card, "blocked", event.reason, event.by, context)


def unblocked(event: CardUnblocked, context: Context, state: State) -> Iterable[Change]:
    """The card works again."""
    card = state.get(Card, event.card_id)
    if card is not None:
        yield replace(card, blocked=False, block_reason=None)
        yield happened(card, "unblocked", event.reason, event.by, context)


def replaced(event: CardReplaced, context: Context, state: State) -> Iterable[Change]:
    """Another card has come in its place."""
    card = state.get(Card, event.card_id)
    if card is not None:
        reason = card.block_reason or event.reason
        after = replace(card, blocked=True, block_reason=reason)
        yield replace(after, replaced_by=str(event.by_card_id))
        yield happened(card, "replaced", event.reason, event.by, context)


def renewed(event: CardRenewed, context: Context, state: State) -> Iterable[Change]:
    """The card works until a later day."""
    card = state.get(Card, event.card_id)
    if card is not None:
        yield replace(card, valid_until=event.valid_until, grace_until=event.grace_until)
        yield happened(card, "renewed", None, event.by, context)


def needs_revoked(event: CardsRevoked, _context: Context, _state: State) -> Iterable[Place]:
    """The cards."""
    return [Card.at(card_id) for card_id in event.card_ids]


def revoked(event: CardsRevoked, context: Context, state: State) -> Iterable[Change]:
    """None of them works any more. Why is not kept here."""
    for card_id in event.card_ids:
        card = state.get(Card, card_id)
        if card is not None:
            reason = card.block_reason or "ended"
            yield replace(card, blocked=True, block_reason=reason, revoked=True)
            yield happened(card, "revoked", None, event.by, context)


def lifted(_event: Event, _context: Context, _state: State) -> Iterable[Change]:
    """Cards that were revoked stay so: nothing changes in what is shown."""
    return ()


CARD_COPIES: Final[Mapping[type[Event], Copier]] = {
    cards.CardIssued: Copier(issued, needs_holder),
    cards.SchemeCardIssued: Copier(issued, needs_holder),
    cards.CardBlocked: Copier(blocked, needs_card),
    cards.CardUnblocked: Copier(unblocked, needs_card),
    cards.CardReplaced: Copier(replaced, needs_card),
    cards.CardRenewed: Copier(renewed, needs_card),
    cards.CardsRevoked: Copier(revoked, needs_revoked),
    cards.RevocationLifted: Copier(lifted),
}
