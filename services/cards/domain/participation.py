"""Taking part: card, right and limit allow it, the price is shared, budget answers. Pure.

A desk learns of a card only whether it works: unknown, of another network, blocked or ended
look the same from outside but for what `Refusal` names below.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Literal
from uuid import UUID

from services.cards.contracts.commands import HoldParticipation, RegisterParticipation
from services.cards.contracts.events import ParticipationRequested
from services.cards.domain.calendar import within_a_year
from services.cards.domain.card import Card, CardByToken
from services.cards.domain.copies import Offer
from services.cards.domain.right import Limit, Right, limit_key, limit_of
from services.kernel.contract import Event
from services.kernel.money import Shares, share_price
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State

HOLD_MAX = timedelta(days=7)

Status = Literal["requested", "held", "confirmed", "declined", "voided", "expired", "cancelled"]
Wish = RegisterParticipation | HoldParticipation


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(Row):
    """One use of a right on a day. `network_cents` is what it takes of the ceiling."""

    table: ClassVar[str] = "participations"
    right_id: str
    offer_id: str
    day: date
    network_cents: int
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SameDay(Row):
    """A right is used once on an offer and a day; gone when that use is undone."""

    table: ClassVar[str] = "same_day"
    participation_id: str


def same_day_key(*, right_id: str, offer_id: str, day: date) -> str:
    """The key under which a second use is found."""
    return f"{right_id}:{offer_id}:{day.isoformat()}"


def needs(command: Wish, _context: Context, state: State) -> Iterable[Place]:
    """Token and offer; then the card, its right, what that has used, and a second use."""
    yield from (CardByToken.at(command.card_token), Offer.at(command.offer_id))
    found = state.peek(CardByToken, command.card_token)
    if found is None or found.right_id is None:
        return
    yield from (Card.at(found.card_id), Right.at(found.right_id))
    yield Limit.at(limit_key(found.right_id, command.on))
    yield SameDay.at(
        same_day_key(right_id=found.right_id, offer_id=str(command.offer_id), day=command.on)
    )


def register(command: RegisterParticipation, context: Context, state: State) -> Sequence[Event]:
    """Take part at once."""
    return [requested_by(command, context, state, hold_until=None)]


def hold(command: HoldParticipation, context: Context, state: State) -> Sequence[Event]:
    """Set the shares aside, for a week at most."""
    until = command.hold_until
    if until.tzinfo is None or not context.time < until <= context.time + HOLD_MAX:
        raise Refusal("hold_until_invalid", "hold_until", days_max=HOLD_MAX.days)
    return [requested_by(command, context, state, hold_until=until)]


def requested_by(
    command: Wish, context: Context, state: State, *, hold_until: datetime | None
) -> ParticipationRequested:
    """The request that budget answers, with its shares within what is left of the ceiling."""
    right = usable_right(command, context, state)
    if not within_a_year(command.on, context.time):
        raise Refusal("day_out_of_range", "on")
    offer = usable_offer(command.offer_id, state)
    check_first_use(command, right, state)
    full = share_price(offer.price_cents, offer.split)
    shares = within_ceiling(full, left_cents(right, command.on, state))
    return ParticipationRequested(
        participation_id=context.make_id("participation"),
        holder_id=UUID(right.holder_id),
        right_id=UUID(right.key),
        offer_id=command.offer_id,
        organisation_id=UUID(offer.organisation_id),
        on=command.on,
        price_cents=offer.price_cents,
        holder_cents=shares.holder_cents,
        organisation_cents=shares.organisation_cents,
        network_cents=shares.network_cents,
        ceiling_applied=shares != full,
        hold_until=hold_until,
    )


def usable_right(command: Wish, context: Context, state: State) -> Right:
    """The right behind the card. Of a card that does not work no reason is told."""
    found = state.get(CardByToken, command.card_token)
    if found is None:
        raise Refusal("card_unknown", "card_token")
    if found.right_id is None:
        raise Refusal("card_not_valid", "card_token")
    card = state.get(Card, found.card_id)
    right = state.get(Right, found.right_id)
    assert card is not None
    assert right is not None
    if not card.works_at(context.time) or not right.valid_on(command.on):
        raise Refusal("card_not_valid", "card_token")
    return right


def usable_offer(offer_id: UUID, state: State) -> Offer:
    """An offer of this network that is not taken back."""
    offer = state.get(Offer, offer_id)
    if offer is None:
        raise Refusal("offer_unknown", "offer_id")
    if offer.withdrawn:
        raise Refusal("offer_withdrawn", "offer_id")
    return offer


def check_first_use(command: Wish, right: Right, state: State) -> None:
    """Refuse the same right, offer and day a second time: a right is one person's."""
    key = same_day_key(right_id=right.key, offer_id=str(command.offer_id), day=command.on)
    if state.get(SameDay, key):
        raise Refusal("already_registered", "offer_id")


def left_cents(right: Right, day: date, state: State) -> int:
    """What is left of the right's ceiling in the year of a day, in cents."""
    limit = limit_of(right.key, day, state)
    return right.yearly_ceiling_cents - limit.used_cents - limit.pending_cents


def within_ceiling(full: Shares, left: int) -> Shares:
    """The network pays no more than `left` cents. Refuses where nothing is left of it."""
    if full.network_cents > 0 and left <= 0:
        raise Refusal("ceiling_reached", left_cents=0)
    return full.capped(left)


def requested(event: ParticipationRequested, _context: Context, state: State) -> Iterable[Change]:
    """The participation awaits its answer; its share counts as pending."""
    participation = Participation(
        key=str(event.participation_id),
        right_id=str(event.right_id),
        offer_id=str(event.offer_id),
        day=event.on,
        network_cents=event.network_cents,
        status="requested",
    )
    yield participation
    yield SameDay(
        key=same_day_key(
            right_id=participation.right_id, offer_id=participation.offer_id, day=event.on
        ),
        participation_id=participation.key,
    )
    yield moved(limit_of(participation.right_id, event.on, state), participation, sign=1)


def moved(limit: Limit, participation: Participation, *, sign: Literal[1, -1]) -> Limit:
    """The limit with what a participation in its present status takes of it, or without."""
    cents = sign * participation.network_cents
    pending = cents if participation.status in ("requested", "held") else 0
    used = cents if participation.status == "confirmed" else 0
    return Limit(
        key=limit.key,
        right_id=limit.right_id,
        year=limit.year,
        used_cents=limit.used_cents + used,
        pending_cents=limit.pending_cents + pending,
    )
