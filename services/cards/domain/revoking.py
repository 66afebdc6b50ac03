"""Revoking all cards of a person in a scheme, for fraud: by decision, with its reason. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from services.cards.contracts.commands import LiftRevocation, RevokeCards
from services.cards.contracts.events import (
    CardsRevoked,
    RevocationLifted,
    SchemeRightEnded,
)
from services.cards.domain.calendar import day_of
from services.cards.domain.card import Card, SchemeCards, cards_of
from services.cards.domain.carrier import known_cards
from services.cards.domain.holder import Holder, known_holder
from services.cards.domain.prepared import SealedReason, prepared
from services.cards.domain.scheme_right import places_of, rights_key, rights_of
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State

ONE_DAY = timedelta(days=1)


def needs(
    command: RevokeCards | LiftRevocation, _context: Context, state: State
) -> Iterable[Place]:
    """The person, her rights and her cards in the scheme."""
    key = rights_key(command.holder_id, command.scheme_id)
    yield from (Holder.at(command.holder_id), SchemeCards.at(key))
    yield from places_of(command.holder_id, command.scheme_id)
    hers = state.peek(SchemeCards, key)
    if hers is not None:
        yield from (Card.at(card_id) for card_id in hers.card_ids)


def revoke(command: RevokeCards, context: Context, state: State) -> Sequence[Event]:
    """Stop all her cards of the scheme now, and end what she may use from today on."""
    known_holder(command.holder_id, state)
    hers = cards_of(command.holder_id, command.scheme_id, state)
    if hers.revoked_at is not None:
        raise Refusal("cards_revoked", "holder_id")
    if not hers.card_ids:
        raise Refusal("no_card_yet", "holder_id")
    revoked = CardsRevoked(
        holder_id=command.holder_id,
        scheme_id=command.scheme_id,
        card_ids=tuple(UUID(card.key) for card in known_cards(hers, state) if not card.revoked),
        reason=prepared(context, SealedReason).reason,
        revoked_at=context.time,
        by=command.by,
    )
    return [*_ended(command, context, state), revoked]


def _ended(command: RevokeCards, context: Context, state: State) -> Sequence[Event]:
    """Every right that could still be used ends on the eve, or before it begins."""
    today = day_of(context.time)
    return [
        SchemeRightEnded(
            right_id=UUID(right.right_id),
            holder_id=command.holder_id,
            scheme_id=command.scheme_id,
            last_day=today - ONE_DAY,
            learned_on=today,
            reason="revoked",
        )
        for right in rights_of(command.holder_id, command.scheme_id, state).rights
        if right.usable_until >= today
    ]


def lift(command: LiftRevocation, context: Context, state: State) -> Sequence[Event]:
    """Let her have cards again; a right is for a new decision."""
    known_holder(command.holder_id, state)
    if cards_of(command.holder_id, command.scheme_id, state).revoked_at is None:
        raise Refusal("not_revoked", "holder_id")
    return [
        RevocationLifted(
            holder_id=command.holder_id,
            scheme_id=command.scheme_id,
            reason=prepared(context, SealedReason).reason,
            by=command.by,
        )
    ]


def revoked(event: CardsRevoked, _context: Context, state: State) -> Iterable[Change]:
    """None of them works any more, whatever becomes of them."""
    hers = cards_of(event.holder_id, event.scheme_id, state)
    yield replace(hers, revoked_at=event.revoked_at)
    for card_id in event.card_ids:
        card = state.get(Card, card_id)
        if card is not None:
            yield replace(card.stopped(reason="ended", at=event.revoked_at), revoked=True)


def lifted(event: RevocationLifted, _context: Context, state: State) -> Iterable[Change]:
    """She may have a first card again."""
    hers = cards_of(event.holder_id, event.scheme_id, state)
    yield replace(hers, revoked_at=None)
