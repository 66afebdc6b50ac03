"""Views of what cards tells of cards: who carries which, and whether it works."""

from collections.abc import Iterable
from dataclasses import replace

from services.cards.contracts.events import CardBlocked, CardIssued, SchemeCardIssued
from services.gateway.views.rows import Card, CardToken, Holder
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State

Issued = CardIssued | SchemeCardIssued


def needs_holder(event: Issued, _context: Context, _state: State) -> Iterable[Place]:
    """The person who gets the card."""
    return (Holder.at(event.holder_id),)


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
    )
    if isinstance(event, SchemeCardIssued):
        card = replace(
            card,
            scheme_id=str(event.scheme_id),
            carrier=event.carrier,
            reason=event.reason,
            price_cents=event.price_cents,
            valid_until=event.valid_until,
            replaces=None if event.replaces is None else str(event.replaces),
        )
    yield card
    yield CardToken(key=event.token, card_id=card.key)
    if holder is not None and card.key not in holder.cards:
        yield replace(holder, cards=(*holder.cards, card.key))


def needs_card(event: CardBlocked, _context: Context, _state: State) -> Iterable[Place]:
    """The card that is blocked."""
    return (Card.at(event.card_id),)


def blocked(event: CardBlocked, _context: Context, state: State) -> Iterable[Change]:
    """The card no longer works."""
    card = state.get(Card, event.card_id)
    if card is not None:
        yield replace(card, blocked=True, block_reason=event.reason)
