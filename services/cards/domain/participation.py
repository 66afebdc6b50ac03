"""Taking part: card, right and limit allow it, the price is shared, budget answers. Pure.

A desk learns of a card only whether it works: unknown, of another network, blocked, expired or of
a right that ended look the same. How a card of a scheme is priced is in `buying.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Literal
from uuid import UUID

from services.cards.contracts.commands import (
    HoldParticipation,
    RegisterGroupVisit,
    RegisterInInstalments,
    RegisterParticipation,
)
from services.cards.contracts.events import ParticipationRequested, UsageCount
from services.cards.contracts.regulation.counting import Stage
from services.cards.domain.buying import (
    Wish,
    buy,
    needs_of_buying,
    same_day_key,
    same_day_keys,
    working_standing,
)
from services.cards.domain.calendar import within_a_year
from services.cards.domain.card import Card, CardByToken
from services.cards.domain.copies import Network, Offer
from services.cards.domain.holder import Holder
from services.cards.domain.moving import home_of, in_several
from services.cards.domain.requesting import request_of
from services.cards.domain.right import Limit, Right, limit_key, limit_of
from services.cards.domain.usage import Usage, key_of, recounted
from services.kernel.contract import Event
from services.kernel.money import Shares, share_price
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State

HOLD_MAX = timedelta(days=7)

Status = Literal[
    "requested", "waiting", "held", "confirmed", "declined", "voided", "expired", "cancelled"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(Row):
    """One use of a right on a day. `network_cents` less `uncovered_cents` count on its ceiling.

    With a card of a scheme, `counts` is what it counts on, whoever holds what right. `claim_id`
    or `slip_id`: it is decided there.
    """

    table: ClassVar[str] = "participations"
    right_id: str
    offer_id: str
    day: date
    network_cents: int
    status: str
    holder_id: str | None = None
    scheme_id: str | None = None
    counts: tuple[UsageCount, ...] = ()
    uncovered_cents: int = 0
    claim_id: str | None = None
    slip_id: str | None = None

    @property
    def stage(self) -> Stage:
        """What its counts are: settled, not yet settled, or free again."""
        if self.status == "confirmed":
            return "used"
        return "pending" if self.status in ("requested", "waiting", "held") else "undone"

    @property
    def same_day_key(self) -> str:
        """Where a second use is found."""
        if self.scheme_id is None:
            return right_day_key(right_id=self.right_id, offer_id=self.offer_id, day=self.day)
        return same_day_key(self.holder_id, self.scheme_id, self.offer_id, self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class SameDay(Row):
    """A right is used once on an offer and a day; gone when that use is undone."""

    table: ClassVar[str] = "same_day"
    participation_id: str


def right_day_key(*, right_id: str, offer_id: str, day: date) -> str:
    """The key under which a second use of a right is found."""
    return f"{right_id}:{offer_id}:{day.isoformat()}"


def needs(command: Wish, context: Context, state: State) -> Iterable[Place]:
    """Token and offer; then all that the price depends on, and a second use."""
    yield from (CardByToken.at(command.card_token), Offer.at(command.offer_id))
    found = state.peek(CardByToken, command.card_token)
    if found is None:
        return
    if found.right_id is None:
        yield from needs_with_scheme(command, found, state)
        return
    yield from (Card.at(found.card_id), Right.at(found.right_id), Network.at(context.stream))
    yield Limit.at(limit_key(found.right_id, command.on))
    right = state.peek(Right, found.right_id)
    if right is not None and in_several(context, state):
        yield Holder.at(right.holder_id)
    yield SameDay.at(
        right_day_key(right_id=found.right_id, offer_id=str(command.offer_id), day=command.on)
    )


def needs_with_scheme(command: Wish, found: CardByToken, state: State) -> Iterable[Place]:
    """Her standing in the scheme and what is used there, and a second use."""
    yield from needs_of_buying(command, found, state)
    card = state.peek(Card, found.card_id)
    holder = None if found.holder_id is None else state.peek(Holder, found.holder_id)
    if card is not None and holder is not None:
        for person in {card.holder_id, holder.key, *holder.merged_ids}:
            yield SameDay.at(same_day_key(person, found.scheme_id, command.offer_id, command.on))


def register(command: RegisterParticipation, context: Context, state: State) -> Sequence[Event]:
    """Take part at once."""
    return [requested_by(command, context, state, hold_until=None)]


def hold(command: HoldParticipation, context: Context, state: State) -> Sequence[Event]:
    """Set the shares aside, for a week at most."""
    check_hold(command.hold_until, context)
    return [requested_by(command, context, state, hold_until=command.hold_until)]


def register_in_instalments(
    command: RegisterInInstalments, context: Context, state: State
) -> Sequence[Event]:
    """Set the shares aside; budget holds them in parts, until these are due."""
    asked = requested_by(command, context, state, hold_until=context.time + HOLD_MAX)
    return [asked.model_copy(update={"instalments": command.terms})]


def check_hold(until: datetime, context: Context) -> None:
    """Refuse a hold that is over, or that would last more than a week."""
    if until.tzinfo is None or not context.time < until <= context.time + HOLD_MAX:
        raise Refusal("hold_until_invalid", "hold_until", days_max=HOLD_MAX.days)


def requested_by(
    command: Wish, context: Context, state: State, *, hold_until: datetime | None
) -> ParticipationRequested:
    """The request that budget answers, with its shares within what is left of the ceiling."""
    found = state.get(CardByToken, command.card_token)
    if found is None:
        raise Refusal("card_not_valid", "card_token")
    if found.right_id is None:
        return requested_in_scheme(command, found, context, state, hold_until=hold_until)
    right = usable_right(command, found, context, state)
    offer = usable_offer(command, context, state)
    key = right_day_key(right_id=right.key, offer_id=str(command.offer_id), day=command.on)
    check_first_use([key], state)
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
        municipality=home_of(right.holder_id, command.on, context, state),
    )


def requested_in_scheme(
    command: Wish,
    found: CardByToken,
    context: Context,
    state: State,
    *,
    hold_until: datetime | None,
) -> ParticipationRequested:
    """The request for the holder of a card of a scheme, at the price of her standing there."""
    standing = working_standing(command, found, context, state)
    offer = usable_offer(command, context, state)
    check_first_use(same_day_keys(standing, command.offer_id, command.on), state)
    bought = buy(command, standing, offer, state)
    return request_of(
        bought,
        offer,
        participation_id=context.make_id("participation"),
        on=command.on,
        card_id=UUID(standing.card.key),
        hold_until=hold_until,
        payer_network_id=bought.network_on(command.on, context.stream),
    )


def usable_right(command: Wish, found: CardByToken, context: Context, state: State) -> Right:
    """The right behind the card. Of a card that does not work no reason is told."""
    card, right = state.get(Card, found.card_id), state.get(Right, found.right_id)
    assert card is not None
    assert right is not None
    if not card.works_at(context.time) or not right.valid_on(command.on):
        raise Refusal("card_not_valid", "card_token")
    return right


def usable_offer(command: Wish | RegisterGroupVisit, context: Context, state: State) -> Offer:
    """An offer of this network that is not taken back, on a day that can be meant."""
    if not within_a_year(command.on, context.time):
        raise Refusal("day_out_of_range", "on")
    offer = state.get(Offer, command.offer_id)
    if offer is None:
        raise Refusal("offer_unknown", "offer_id")
    if offer.withdrawn:
        raise Refusal("offer_withdrawn", "offer_id")
    return offer


def check_first_use(keys: Iterable[str], state: State) -> None:
    """Refuse the same person, offer and day a second time."""
    if any(state.get(SameDay, key) is not None for key in keys):
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
        holder_id=str(event.holder_id),
        scheme_id=None if event.scheme_id is None else str(event.scheme_id),
        counts=event.counts,
        uncovered_cents=event.uncovered_cents,
        claim_id=None if event.claim_id is None else str(event.claim_id),
        slip_id=None if event.slip_id is None else str(event.slip_id),
    )
    yield participation
    yield SameDay(key=participation.same_day_key, participation_id=participation.key)
    yield from counted(None, participation, state)


def needs_of_counts(participation: Participation) -> Iterable[Place]:
    """Where what a participation counts on is kept."""
    if participation.scheme_id is None:
        yield Limit.at(limit_key(participation.right_id, participation.day))
    yield from (Usage.at(key_of(count)) for count in participation.counts)


def counted(before: Participation | None, after: Participation, state: State) -> Iterable[Change]:
    """Limits and counts once a participation is in another stage."""
    if after.scheme_id is None:
        limit = limit_of(after.right_id, after.day, state)
        limit = limit if before is None else moved(limit, before, sign=-1)
        yield moved(limit, after, sign=1)
    counts = () if before is None else before.counts
    stage = "undone" if before is None else before.stage
    yield from recounted((counts, stage), (after.counts, after.stage), state)


def moved(limit: Limit, participation: Participation, *, sign: Literal[1, -1]) -> Limit:
    """The limit with what a participation in its present status takes of it, or without."""
    cents = sign * (participation.network_cents - participation.uncovered_cents)
    pending = cents if participation.stage == "pending" else 0
    used = cents if participation.stage == "used" else 0
    return Limit(
        key=limit.key,
        right_id=limit.right_id,
        year=limit.year,
        used_cents=limit.used_cents + used,
        pending_cents=limit.pending_cents + pending,
    )
