"""Views of what cards tells of persons and rights. All personal data is sealed."""

from collections.abc import Iterable
from dataclasses import replace

from services.cards.contracts.events import (
    EligibilityDecided,
    HolderErased,
    HolderRegistered,
    MergedHolderErased,
    RightGranted,
)
from services.gateway.views import statuses
from services.gateway.views.rows import Card, CardToken, Holder, Right
from services.kernel.rules import Context
from services.kernel.state import Change, Gone, Place, State

Erased = HolderErased | MergedHolderErased
OfHolder = EligibilityDecided | RightGranted


def holder_registered(event: HolderRegistered, context: Context, _state: State) -> Iterable[Change]:
    """A person is known."""
    yield Holder(
        key=str(event.holder_id),
        municipality=event.municipality,
        identity=event.identity,
        made_at=context.time,
    )


def needs_holder(event: OfHolder, _context: Context, _state: State) -> Iterable[Place]:
    """The person that the event is about."""
    return (Holder.at(event.holder_id),)


def eligibility_decided(
    event: EligibilityDecided, _context: Context, state: State
) -> Iterable[Change]:
    """Entitled until a day; why is not kept here."""
    holder = state.get(Holder, event.holder_id)
    if holder is not None:
        yield replace(holder, eligible_until=event.valid_until)


def right_granted(event: RightGranted, context: Context, state: State) -> Iterable[Change]:
    """A right, seen by whoever may see its holder."""
    holder = state.get(Holder, event.holder_id)
    yield Right(
        key=str(event.right_id),
        holder_id=str(event.holder_id),
        municipality=holder.municipality if holder else None,
        yearly_ceiling_cents=event.yearly_ceiling_cents,
        valid_from=event.valid_from,
        valid_until=event.valid_until,
        made_at=context.time,
    )


def needs_all_of_holder(event: Erased, _context: Context, state: State) -> Iterable[Place]:
    """The person and, once she is loaded, her cards; what was asked about her."""
    yield Holder.at(event.holder_id)
    yield from statuses.places_of(event.holder_id, state)
    if holder := state.peek(Holder, event.holder_id):
        yield from (Card.at(card) for card in holder.cards)


def holder_erased(event: Erased, _context: Context, state: State) -> Iterable[Change]:
    """What was sealed with her key leaves the views, and her cards find nobody any more."""
    holder = state.get(Holder, event.holder_id)
    if holder is None:
        return
    yield replace(holder, identity=None, erased=True)
    yield from statuses.emptied(event.holder_id, state)
    for key in holder.cards:
        if card := state.get(Card, key):
            yield replace(card, number=None, token="", blocked=True)
            if card.token:
                yield Gone(CardToken.at(card.token))
