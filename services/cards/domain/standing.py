"""How a holder stands in a scheme on a day: her right, and the benefit that holds for it. Pure.

A card of a scheme leads to whatever right its holder has there; without one it works at the full
price, and so tells nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.reading import read
from services.cards.domain.card import Card, CardByToken
from services.cards.domain.copies import Offer
from services.cards.domain.holder import Holder
from services.cards.domain.scheme import Regulation, Scheme, Version
from services.cards.domain.scheme_right import DatedRight, places_of, rights_of
from services.cards.domain.usage import Counting
from services.kernel.state import Place, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A holder in a scheme on a day. Without a right the card is an ordinary one.

    `document` is the regulation that holds for her: None where none does on that day.
    """

    card: Card
    holder: Holder
    scheme_id: str
    right: DatedRight | None
    regulation_id: str | None
    document: RegulationDocument | None

    @property
    def right_id(self) -> UUID:
        """Her right; without one, her standing in the scheme."""
        return UUID(self.right.right_id) if self.right is not None else self.standing_id

    @property
    def standing_id(self) -> UUID:
        """The same for all her cards of the scheme, whatever right she has."""
        return uuid5(UUID(self.scheme_id), self.card.holder_id)

    def counting(self, offer_id: str, offer: Offer) -> Counting:
        """Whose counts matter where she takes part in an offer."""
        return counting_of(self.card, self.holder, self.scheme_id, offer_id, offer)


def counting_of(
    card: Card, holder: Holder, scheme_id: str, offer_id: str, offer: Offer
) -> Counting:
    """Whose counts matter to a card: its own holder's, and those of whom she was merged with."""
    return Counting(
        scheme_id=scheme_id,
        writes_to_id=card.holder_id,
        person_ids=(holder.key, *holder.merged_ids),
        household_id=holder.household_id,
        offer_id=offer_id,
        organisation_id=offer.organisation_id,
    )


def needs_of_standing(found: CardByToken, on: date, state: State) -> Iterable[Place]:
    """Card, holder, her rights and the scheme; then the regulations that may hold."""
    if found.holder_id is None or found.scheme_id is None:
        return
    yield from (Card.at(found.card_id), Holder.at(found.holder_id), Scheme.at(found.scheme_id))
    yield from places_of(found.holder_id, found.scheme_id)
    scheme = state.peek(Scheme, found.scheme_id)
    places = places_of(found.holder_id, found.scheme_id)
    if scheme is None or not all(state.has(place) for place in places):
        return
    right = rights_of(found.holder_id, found.scheme_id, state).on(on)
    yield from (Regulation.at(key) for key in regulations_between(scheme, right, on))


def standing_of(found: CardByToken, on: date, state: State) -> Standing | None:
    """How the holder of a card of a scheme stands on a day; None: the card leads to nobody."""
    if found.holder_id is None or found.scheme_id is None:
        return None
    card, holder = state.get(Card, found.card_id), state.get(Holder, found.holder_id)
    scheme = state.get(Scheme, found.scheme_id)
    if card is None or holder is None or scheme is None or holder.erased:
        return None
    right = rights_of(found.holder_id, found.scheme_id, state).on(on)
    regulation_id = regulation_that_holds(scheme, right, on, state)
    regulation = None if regulation_id is None else state.get(Regulation, regulation_id)
    return Standing(
        card=card,
        holder=holder,
        scheme_id=scheme.key,
        right=right,
        regulation_id=regulation_id,
        document=None if regulation is None else read(regulation.document),
    )


def regulations_between(scheme: Scheme, right: DatedRight | None, on: date) -> Sequence[str]:
    """The regulation of the right, and every later version that has begun by then."""
    if right is None:
        version = scheme.version_on(on)
        return [] if version is None else [version.regulation_id]
    own = right.regulation_on(on)
    return [own, *(version.regulation_id for version in _later(scheme, own, on))]


def _later(scheme: Scheme, own: str, on: date) -> Sequence[Version]:
    """The versions after the right's own that hold, or held, by a day; oldest first."""
    begun = [version for version in scheme.versions if version.valid_from <= on]
    places = [place for place, one in enumerate(begun) if one.regulation_id == own]
    return begun[places[0] + 1 :] if places else []


def regulation_that_holds(
    scheme: Scheme, right: DatedRight | None, on: date, state: State
) -> str | None:
    """The regulation whose benefit holds for a right on a day.

    A later version holds at once where it says so (`benefit.changes`), else from the renewal on.
    """
    if right is None:
        version = scheme.version_on(on)
        return None if version is None else version.regulation_id
    own = right.regulation_on(on)
    for version in reversed(_later(scheme, own, on)):
        if version.valid_until is not None and on > version.valid_until:
            continue
        regulation = state.get(Regulation, version.regulation_id)
        if regulation is not None and read(regulation.document).benefit.changes == "with_date":
            return version.regulation_id
    return own
