"""A card is carried by a holder. Its number tells nothing; a blocked card says "not valid". Pure.

A card is found by its token, the keyed hash of its number, through an index row. A card of a
scheme leads to whatever right its holder has there on a day; an older one to one right.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar

from services.cards.contracts.commands.cards import Carrier
from services.cards.contracts.events import CardIssued, SchemeCardIssued
from services.cards.domain.calendar import day_of
from services.cards.domain.holder import Holder
from services.cards.domain.scheme_right import rights_key
from services.kernel.state import Change, Place, Row, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocking:
    """A time in which a card did not work: from one instant up to another (UTC)."""

    from_at: datetime
    until_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Row):
    """A carrier. `number` is sealed; it and `token` are gone once she is erased.

    It carries one right, or whatever its holder may use in a scheme, until `valid_until`, which
    is printed on it, and with grace until `grace_until`; none: for life. `past_blocks` are over.
    """

    table: ClassVar[str] = "cards"
    right_id: str | None
    holder_id: str
    token: str | None
    number: str | None
    blocked: bool = False
    blocked_at: datetime | None = None
    block_reason: str | None = None
    past_blocks: tuple[Blocking, ...] = ()
    replaced_by_id: str | None = None
    revoked: bool = False
    scheme_id: str | None = None
    carrier: Carrier | None = None
    valid_until: date | None = None
    grace_until: date | None = None

    def works_at(self, instant: datetime) -> bool:
        """Whether the card works at an instant: a late registration is judged by its own time.

        It was not blocked then, and its last day, which ends at midnight in Brussels, not over.
        """
        if any(block.from_at <= instant < block.until_at for block in self.past_blocks):
            return False
        if self.blocked and (self.blocked_at is None or instant >= self.blocked_at):
            return False
        return self.good_on(day_of(instant))

    def good_on(self, day: date) -> bool:
        """Whether its last day, with grace, is not over on a day."""
        last = self.grace_until or self.valid_until
        return last is None or day <= last

    def stopped(self, *, reason: str, at: datetime) -> "Card":
        """The card blocked from an instant on, or from before where it was blocked already."""
        if self.blocked:
            return self
        return replace(self, blocked=True, blocked_at=at, block_reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardByToken(Row):
    """Finds a card, and the right or holder behind it, by the keyed hash of its number."""

    table: ClassVar[str] = "cards_by_token"
    card_id: str
    right_id: str | None
    holder_id: str | None = None
    scheme_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeCards(Row):
    """All cards that a person was given in a scheme. Key: as of her rights there.

    `revoked_at`: since when she may have none; None where she may.
    """

    table: ClassVar[str] = "scheme_cards"
    holder_id: str
    scheme_id: str
    card_ids: tuple[str, ...] = ()
    revoked_at: datetime | None = None


def cards_of(holder_id: object, scheme_id: object, state: State) -> SchemeCards:
    """A person's cards in a scheme; none where there is no row yet. Raises NotLoaded."""
    key = rights_key(holder_id, scheme_id)
    return state.get(SchemeCards, key) or SchemeCards(
        key=key, holder_id=str(holder_id), scheme_id=str(scheme_id)
    )


def places_of_cards(holder_id: object, scheme_id: object, state: State) -> Iterable[Place]:
    """A person and her cards in a scheme, with those of who was merged into her: three rounds."""
    yield Holder.at(holder_id)
    yield SchemeCards.at(rights_key(holder_id, scheme_id))
    holder = state.peek(Holder, holder_id)
    for person in (holder_id, *(holder.merged_ids if holder is not None else ())):
        key = rights_key(person, scheme_id)
        yield SchemeCards.at(key)
        found = state.peek(SchemeCards, key)
        if found is not None:
            yield from (Card.at(card_id) for card_id in found.card_ids)


def all_cards_of(holder: Holder, scheme_id: object, state: State) -> Sequence[SchemeCards]:
    """A person's cards in a scheme, and those of who was merged into her."""
    return [cards_of(person, scheme_id, state) for person in (holder.key, *holder.merged_ids)]


def known_cards(hers: Iterable[SchemeCards], state: State) -> list[Card]:
    """The rows of these cards."""
    found = [state.get(Card, card_id) for one in hers for card_id in one.card_ids]
    return [card for card in found if card is not None]


def issued(event: CardIssued, _context: object, state: State) -> Iterable[Change]:
    """The card works, and is found by its token."""
    card_id, right_id, holder_id = str(event.card_id), str(event.right_id), str(event.holder_id)
    yield Card(
        key=card_id,
        right_id=right_id,
        holder_id=holder_id,
        token=event.token,
        number=event.number,
    )
    yield CardByToken(key=event.token, card_id=card_id, right_id=right_id)
    yield from _carried(holder_id, card_id, state)


def scheme_card_issued(event: SchemeCardIssued, _context: object, state: State) -> Iterable[Change]:
    """The card works, and is found by its token."""
    card = Card(
        key=str(event.card_id),
        right_id=None,
        holder_id=str(event.holder_id),
        token=event.token,
        number=event.number,
        scheme_id=str(event.scheme_id),
        carrier=event.carrier,
        valid_until=event.valid_until,
        grace_until=event.grace_until,
    )
    yield card
    yield CardByToken(
        key=event.token,
        card_id=card.key,
        right_id=None,
        holder_id=card.holder_id,
        scheme_id=card.scheme_id,
    )
    hers = cards_of(event.holder_id, event.scheme_id, state)
    yield replace(hers, card_ids=(*hers.card_ids, card.key))
    yield from _carried(card.holder_id, card.key, state)


def _carried(holder_id: str, card_id: str, state: State) -> Iterable[Change]:
    holder = state.get(Holder, holder_id)
    if holder is not None:
        yield replace(holder, card_ids=(*holder.card_ids, card_id))
