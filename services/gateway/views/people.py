"""Views of what cards tells of persons and rights. All personal data is sealed."""

from collections.abc import Iterable
from dataclasses import replace

from services.cards.contracts.events import (
    AddressSecretSet,
    ContactSet,
    EligibilityDecided,
    HolderCorrected,
    HolderErased,
    HolderRegistered,
    MergedHolderErased,
    RightGranted,
)
from services.gateway.domain.lookup import NameIndex
from services.gateway.views import statuses
from services.gateway.views.people_rows import Household, Lookup
from services.gateway.views.rows import Card, CardToken, Holder, Right
from services.kernel.rules import Context
from services.kernel.state import Change, Gone, Place, State

OfHolder = EligibilityDecided | RightGranted | HolderCorrected | ContactSet | AddressSecretSet
Erased = HolderErased | MergedHolderErased


def holder_registered(event: HolderRegistered, context: Context, _state: State) -> Iterable[Change]:
    """A person is known."""
    index = context.prepared
    tokens = index.tokens if isinstance(index, NameIndex) else ()
    holder = Holder(
        key=str(event.holder_id),
        municipality=event.municipality,
        identity=event.identity,
        made_at=context.time,
        lookups=tokens,
        numbered=event.number_id is not None,
    )
    yield holder
    yield from found_by(holder.key, tokens)


def found_by(holder: str, tokens: Iterable[str]) -> Iterable[Change]:
    """The rows by which a person is found."""
    for token in tokens:
        yield Lookup(key=f"{token}:{holder}", token=token, holder_id=holder)


def holder_corrected(event: HolderCorrected, context: Context, state: State) -> Iterable[Change]:
    """She is written, and found, otherwise."""
    holder = state.get(Holder, event.holder_id)
    if holder is None:
        return
    index = context.prepared
    tokens = index.tokens if isinstance(index, NameIndex) else ()
    yield from found_no_more(holder, keep=tokens)
    yield from found_by(holder.key, tokens)
    yield replace(
        holder,
        identity=None if holder.erased else event.identity,
        lookups=tokens,
        numbered=holder.numbered or event.number_id is not None,
    )


def found_no_more(holder: Holder, keep: Iterable[str] = ()) -> Iterable[Change]:
    """The tokens of a person leave, but for these."""
    for token in sorted({*holder.lookups} - {*keep}):
        yield Gone(Lookup.at(f"{token}:{holder.key}"))


def contact_set(event: ContactSet, _context: Context, state: State) -> Iterable[Change]:
    """How she is reached, sealed."""
    if holder := state.get(Holder, event.holder_id):
        yield replace(holder, contact=event.contact)


def secret_set(event: AddressSecretSet, _context: Context, state: State) -> Iterable[Change]:
    """Whether few only see where and with whom she lives."""
    if holder := state.get(Holder, event.holder_id):
        yield replace(holder, secret_address=event.secret)


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
    if holder is not None:
        yield replace(holder, rights=(*holder.rights, str(event.right_id)))
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
        yield from (Household.at(household) for household in holder.households)


def holder_erased(event: Erased, _context: Context, state: State) -> Iterable[Change]:
    """What was sealed with her key leaves the views, and her cards find nobody any more."""
    holder = state.get(Holder, event.holder_id)
    if holder is None:
        return
    yield from found_no_more(holder)
    for key in holder.households:
        if household := state.get(Household, key):
            left = tuple(one for one in household.members if one.holder != holder.key)
            yield replace(household, members=left)
    yield replace(
        holder,
        identity=None,
        contact=None,
        residence=None,
        lookups=(),
        households=(),
        numbered=False,
        erased=True,
    )
    yield from statuses.emptied(event.holder_id, state)
    for key in holder.cards:
        if card := state.get(Card, key):
            yield replace(card, number=None, token="", blocked=True)
            if card.token:
                yield Gone(CardToken.at(card.token))
