"""A card is carried by a holder. Its number tells nothing; a blocked card says "not valid". Pure.

A card is found by its token, the keyed hash of its number, through an index row. A card of a
scheme leads to whatever right its holder has there on a day; an older one to one right.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from services.cards.contracts.commands import BlockCard, IssueCard, IssueSchemeCard
from services.cards.contracts.events import CardBlocked, CardIssued, SchemeCardIssued
from services.cards.domain.holder import Holder, known_holder
from services.cards.domain.prepared import Candidate, CardCandidates, prepared
from services.cards.domain.right import Right
from services.cards.domain.scheme import Scheme
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Row):
    """A carrier. `number` is sealed; it and `token` are gone once she is erased.

    It carries one right, or whatever its holder may use in a scheme, until `valid_until`.
    """

    table: ClassVar[str] = "cards"
    right_id: str | None
    holder_id: str
    token: str | None
    number: str | None
    blocked: bool = False
    blocked_at: datetime | None = None
    scheme_id: str | None = None
    carrier: str | None = None
    valid_until: date | None = None

    def works_at(self, instant: datetime) -> bool:
        """Whether the card was not blocked yet: a late registration is judged by its own time."""
        return not self.blocked or (self.blocked_at is not None and instant < self.blocked_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardByToken(Row):
    """Finds a card, and the right or holder behind it, by the keyed hash of its number."""

    table: ClassVar[str] = "cards_by_token"
    card_id: str
    right_id: str | None
    holder_id: str | None = None
    scheme_id: str | None = None


def needs_of_issue(command: IssueCard, context: Context, state: State) -> Iterable[Place]:
    """The right and its holder; whether the numbers that may be taken are free."""
    yield Right.at(command.right_id)
    if isinstance(context.prepared, CardCandidates):
        yield from (CardByToken.at(one.token) for one in context.prepared.candidates)
    right = state.peek(Right, command.right_id)
    if right is not None:
        yield Holder.at(right.holder_id)


def issue(command: IssueCard, context: Context, state: State) -> Sequence[Event]:
    """Issue a card on a right of this holder, with the first number that is free."""
    right = state.get(Right, command.right_id)
    if right is None or right.holder_id != str(command.holder_id):
        raise Refusal("right_unknown", "right_id")
    holder = known_holder(right.holder_id, state)
    free = free_number(context, state)
    return [
        CardIssued(
            card_id=context.make_id("card"),
            right_id=command.right_id,
            holder_id=UUID(holder.key),
            token=free.token,
            number=free.number_sealed,
        )
    ]


def free_number(context: Context, state: State) -> Candidate:
    """The first number that is free. Refuses where none is."""
    for candidate in prepared(context, CardCandidates).candidates:
        if state.get(CardByToken, candidate.token) is None:
            return candidate
    raise Refusal("try_again")


def issued(event: CardIssued, _context: Context, state: State) -> Iterable[Change]:
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
    holder = state.get(Holder, holder_id)
    if holder is not None:
        yield replace(holder, card_ids=(*holder.card_ids, card_id))


def needs_of_scheme_issue(
    command: IssueSchemeCard, context: Context, _state: State
) -> Iterable[Place]:
    """The holder and the scheme; whether the numbers that may be taken are free."""
    yield from (Holder.at(command.holder_id), Scheme.at(command.scheme_id))
    if isinstance(context.prepared, CardCandidates):
        yield from (CardByToken.at(one.token) for one in context.prepared.candidates)


def issue_of_scheme(command: IssueSchemeCard, context: Context, state: State) -> Sequence[Event]:
    """Give a holder a card of a scheme, whether she is entitled or not."""
    holder = known_holder(command.holder_id, state)
    if state.get(Scheme, command.scheme_id) is None:
        raise Refusal("scheme_unknown", "scheme_id")
    free = free_number(context, state)
    return [
        SchemeCardIssued(
            card_id=context.make_id("card"),
            holder_id=UUID(holder.key),
            scheme_id=command.scheme_id,
            token=free.token,
            number=free.number_sealed,
            carrier=command.carrier,
            reason=command.reason,
            replaces=command.replaces,
            by=command.by,
        )
    ]


def scheme_card_issued(
    event: SchemeCardIssued, _context: Context, state: State
) -> Iterable[Change]:
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
    )
    yield card
    yield CardByToken(
        key=event.token,
        card_id=card.key,
        right_id=None,
        holder_id=card.holder_id,
        scheme_id=card.scheme_id,
    )
    holder = state.get(Holder, card.holder_id)
    if holder is not None:
        yield replace(holder, card_ids=(*holder.card_ids, card.key))


def needs_of_block(command: BlockCard, _context: Context, _state: State) -> Iterable[Place]:
    """The card."""
    return [Card.at(command.card_id)]


def block(command: BlockCard, context: Context, state: State) -> Sequence[Event]:
    """Block a card from now on; the right behind it stays."""
    card = state.get(Card, command.card_id)
    if card is None:
        raise Refusal("card_unknown", "card_id")
    if card.blocked:
        raise Refusal("already_blocked", "card_id")
    return [CardBlocked(blocked_at=context.time, **command.model_dump())]


def blocked(event: CardBlocked, _context: Context, state: State) -> Iterable[Change]:
    """The card works no longer."""
    card = state.get(Card, event.card_id)
    if card is not None:
        yield replace(card, blocked=True, blocked_at=event.blocked_at)
