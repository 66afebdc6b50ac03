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
from services.cards.domain.card import (
    Card,
    all_cards_of,
    cards_of,
    known_cards,
    places_of_cards,
)
from services.cards.domain.holder import Holder, known_holder
from services.cards.domain.prepared import SealedReason, prepared
from services.cards.domain.scheme_right import places_of, rights_of
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State

ONE_DAY = timedelta(days=1)


def needs(
    command: RevokeCards | LiftRevocation, _context: Context, state: State
) -> Iterable[Place]:
    """The person, her rights and her cards in the scheme."""
    yield from places_of(command.holder_id, command.scheme_id)
    yield from places_of_cards(command.holder_id, command.scheme_id, state)


def revoke(command: RevokeCards, context: Context, state: State) -> Sequence[Event]:
    """Stop all her cards of the scheme now, and end what she may use from today on."""
    hers = all_cards_of(known_holder(command.holder_id, state), command.scheme_id, state)
    if any(one.revoked_at is not None for one in hers):
        raise Refusal("cards_revoked", "holder_id")
    if not any(one.card_ids for one in hers):
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
    hers = all_cards_of(known_holder(command.holder_id, state), command.scheme_id, state)
    if all(one.revoked_at is None for one in hers):
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
    holder = state.get(Holder, event.holder_id)
    for one in all_cards_of(holder, event.scheme_id, state) if holder is not None else ():
        if one.revoked_at is not None:
            yield replace(one, revoked_at=None)
