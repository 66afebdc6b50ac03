"""How a holder stands in a scheme on a day: her right, and the benefit that holds for it. Pure.

A card of a scheme leads to whatever right its holder has there; without one it works at the full
price, and so tells nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.reading import read
from services.cards.contracts.regulation.versions import holding, may_hold
from services.cards.domain.card import Card, CardByToken
from services.cards.domain.copies import Offer
from services.cards.domain.holder import Holder
from services.cards.domain.scheme import Regulation, Scheme
from services.cards.domain.scheme_right import DatedRight, places_of, rights_of
from services.cards.domain.usage import Counting
from services.kernel.state import Place, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A holder in a scheme on a day. Without a right her card is an ordinary one.

    `document` is the regulation that holds for her: None where none does on that day. What she
    uses is written under `bearer_id`: she herself, or a file that was merged into hers.
    """

    bearer_id: str
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
        return uuid5(UUID(self.scheme_id), self.bearer_id)

    def counting(self, offer_id: str, offer: Offer) -> Counting:
        """Whose counts matter where she takes part in an offer."""
        return counting_of(self.bearer_id, self.holder, self.scheme_id, offer_id, offer)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardStanding(Standing):
    """The same of whoever a card of the scheme leads to."""

    card: Card


def counting_of(
    bearer_id: str, holder: Holder, scheme_id: str, offer_id: str, offer: Offer
) -> Counting:
    """Whose counts matter: those of the file itself, and of all with which it was merged."""
    return Counting(
        scheme_id=scheme_id,
        writes_to_id=bearer_id,
        person_ids=(holder.key, *holder.merged_ids),
        household_id=holder.household_id,
        offer_id=offer_id,
        organisation_id=offer.organisation_id,
    )


def needs_of_standing(found: CardByToken, on: date, state: State) -> Iterable[Place]:
    """Card, holder, her rights and the scheme; then the regulations that may hold."""
    if found.holder_id is None or found.scheme_id is None:
        return
    yield Card.at(found.card_id)
    yield from needs_in_scheme(found.holder_id, found.scheme_id, on, state)


def needs_in_scheme(
    holder_id: object, scheme_id: object, on: date, state: State
) -> Iterable[Place]:
    """Holder, her rights and the scheme; then the regulations that may hold."""
    yield from (Holder.at(holder_id), Scheme.at(scheme_id))
    yield from places_of(holder_id, scheme_id)
    scheme = state.peek(Scheme, scheme_id)
    places = places_of(holder_id, scheme_id)
    if scheme is None or not all(state.has(place) for place in places):
        return
    right = rights_of(holder_id, scheme_id, state).on(on)
    dated = None if right is None else right.as_right_on()
    yield from (Regulation.at(key) for key in may_hold(scheme.versions, dated, on))


def standing_of(found: CardByToken, on: date, state: State) -> CardStanding | None:
    """How the holder of a card of a scheme stands on a day; None: the card leads to nobody."""
    if found.holder_id is None or found.scheme_id is None:
        return None
    card, holder = state.get(Card, found.card_id), state.get(Holder, found.holder_id)
    scheme = state.get(Scheme, found.scheme_id)
    if card is None or holder is None or scheme is None or holder.erased:
        return None
    standing = standing_in(holder, scheme, on, state, bearer_id=card.holder_id)
    return CardStanding(
        card=card,
        bearer_id=standing.bearer_id,
        holder=holder,
        scheme_id=scheme.key,
        right=standing.right,
        regulation_id=standing.regulation_id,
        document=standing.document,
    )


def standing_in(
    holder: Holder, scheme: Scheme, on: date, state: State, *, bearer_id: str
) -> Standing:
    """How a person stands in a scheme on a day, whatever cards she has. Raises NotLoaded."""
    right = rights_of(holder.key, scheme.key, state).on(on)
    dated = None if right is None else right.as_right_on()
    regulation_id = holding(scheme.versions, dated, on, lambda key: document_of(key, state))
    return Standing(
        bearer_id=bearer_id,
        holder=holder,
        scheme_id=scheme.key,
        right=right,
        regulation_id=regulation_id,
        document=None if regulation_id is None else document_of(regulation_id, state),
    )


def document_of(regulation_id: str, state: State) -> RegulationDocument | None:
    """The document of a version. Raises NotLoaded."""
    regulation = state.get(Regulation, regulation_id)
    return None if regulation is None else read(regulation.document)
