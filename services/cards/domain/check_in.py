"""Checking in: somebody is there with her card, within the window of the offer. Pure.

A card that does not work gets the same answer as elsewhere. A person is there once per offer and
day, with whatever card and under whatever file. No money moves, and nothing is counted on a right.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar, Final
from uuid import UUID

from services.cards.contracts.commands import CancelCheckIn, CheckIn
from services.cards.contracts.events import CheckedIn, CheckInCancelled
from services.cards.domain.buying import same_day_key
from services.cards.domain.calendar import day_of, within_a_year
from services.cards.domain.card import Card, CardByToken
from services.cards.domain.copies import Offer
from services.cards.domain.holder import Holder
from services.cards.domain.late import CLOCK_AHEAD_MAX
from services.cards.domain.participation import SameDay, right_day_key
from services.cards.domain.right import Right
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Gone, Place, Row, State

WITHIN_A_NIGHT: Final = timedelta(days=1)
"""A session that is shorter is one day's, though it ends after midnight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInMade(Row):
    """Somebody was there, or after all not."""

    table: ClassVar[str] = "check_ins"
    holder_id: str
    offer_id: str
    day: date
    cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInOfDay(Row):
    """Finds a second check-in of a person at an offer on a day; gone when it is cancelled."""

    table: ClassVar[str] = "check_ins_of_day"
    check_in_id: str


def key_of_day(holder_id: object, offer_id: object, day: date) -> str:
    """Under which key a second check-in is found."""
    return f"{holder_id}:{offer_id}:{day.isoformat()}"


def _session(offer: Offer) -> tuple[datetime, datetime] | None:
    """In UTC, where an hour is an hour, also in the night in which the clock is changed."""
    if offer.starts_at is None:
        return None
    return offer.starts_at.astimezone(UTC), (offer.ends_at or offer.starts_at).astimezone(UTC)


def window_of(offer: Offer) -> tuple[datetime, datetime] | None:
    """From when until when desks check in (UTC); None: the whole day, any day."""
    session = _session(offer)
    if session is None:
        return None
    starts_at, ends_at = session
    opens_at = starts_at - timedelta(minutes=offer.check_in_before_minutes)
    return opens_at, ends_at + timedelta(minutes=offer.check_in_after_minutes)


def day_at(offer: Offer, at: datetime) -> date:
    """The day of a check-in: that of its session, which may last until after midnight."""
    session = _session(offer)
    if session is None:
        return day_of(at)
    starts_at, ends_at = session
    first = day_of(starts_at)
    if ends_at - starts_at < WITHIN_A_NIGHT:
        return first
    return min(max(day_of(at), first), day_of(ends_at))


def needs(command: CheckIn, context: Context, state: State) -> Iterable[Place]:
    """The card and who carries it, under all her files; what she did there on that day."""
    yield from (CardByToken.at(command.card_token), Offer.at(command.offer_id))
    found = state.peek(CardByToken, command.card_token)
    offer = state.peek(Offer, command.offer_id)
    if found is None or offer is None:
        return
    yield Card.at(found.card_id)
    if found.right_id is not None:
        yield Right.at(found.right_id)
    if found.holder_id is not None:
        yield Holder.at(found.holder_id)
    card = state.peek(Card, found.card_id)
    if card is None:
        return
    day = day_at(offer, command.happened_at or context.time)
    yield Holder.at(card.holder_id)
    files = _files(card, found, state)
    yield from (CheckInOfDay.at(key_of_day(one, command.offer_id, day)) for one in files)
    yield from (SameDay.at(key) for key in _registered(files, found, command.offer_id, day))


def _files(card: Card, found: CardByToken, state: State) -> list[str]:
    """Under which files she who carries a card may have been checked in, as far as is loaded."""
    files = {card.holder_id}
    for person in (card.holder_id, found.holder_id):
        holder = None if person is None else state.peek(Holder, person)
        if holder is not None:
            files |= {holder.key, *holder.merged_ids}
            files |= set() if holder.merged_into_id is None else {holder.merged_into_id}
    return sorted(files)


def _registered(
    files: Iterable[str], found: CardByToken, offer_id: UUID, day: date
) -> Iterable[str]:
    """Where a participation of hers at the same offer and day is found."""
    if found.right_id is not None:
        yield right_day_key(right_id=found.right_id, offer_id=str(offer_id), day=day)
        return
    yield from (same_day_key(one, found.scheme_id, offer_id, day) for one in files)


def check_in(command: CheckIn, context: Context, state: State) -> Sequence[Event]:
    """Take in that she is there, or was."""
    at, late = command.happened_at or context.time, command.happened_at is not None
    if late:
        _check_instant(at, context)
    offer = state.get(Offer, command.offer_id)
    if offer is None:
        raise Refusal("offer_unknown", "offer_id")
    day = day_at(offer, at)
    found, card = _working_card(command, day, at, state)
    outside = _outside(offer, at)
    if outside is not None and not late:
        opens_at, closes_at = outside
        raise Refusal(
            "check_in_closed",
            "offer_id",
            opens_at=opens_at.isoformat(),
            closes_at=closes_at.isoformat(),
        )
    participation = _first_time(command, found, card, day, state)
    if offer.withdrawn and participation is None and not late:
        raise Refusal("offer_withdrawn", "offer_id")
    return [
        CheckedIn(
            check_in_id=context.make_id("check_in"),
            holder_id=UUID(card.holder_id),
            card_id=UUID(card.key),
            offer_id=command.offer_id,
            organisation_id=UUID(offer.organisation_id),
            on=day,
            at=at,
            participation_id=participation,
            told_late=late,
            outside_window=outside is not None,
        )
    ]


def _first_time(
    command: CheckIn, found: CardByToken, card: Card, day: date, state: State
) -> UUID | None:
    """What was registered of her for that day. Refuses a second check-in."""
    files = _files(card, found, state)
    before = (state.get(CheckInOfDay, key_of_day(one, command.offer_id, day)) for one in files)
    if any(one is not None for one in before):
        raise Refusal("already_checked_in", "card_token")
    keys = _registered(files, found, command.offer_id, day)
    uses = (state.get(SameDay, key) for key in keys)
    return next((UUID(one.participation_id) for one in uses if one is not None), None)


def _check_instant(at: datetime, context: Context) -> None:
    if at.tzinfo is None or at > context.time + CLOCK_AHEAD_MAX:
        raise Refusal("happened_at_invalid", "happened_at")
    if not within_a_year(day_of(at), context.time):
        raise Refusal("day_out_of_range", "happened_at")


def _working_card(
    command: CheckIn, day: date, at: datetime, state: State
) -> tuple[CardByToken, Card]:
    """The card, which must work then. Of one that does not no reason is told."""
    found = state.get(CardByToken, command.card_token)
    card = None if found is None else state.get(Card, found.card_id)
    if found is None or card is None or not card.works_at(at) or not card.good_on(day):
        raise Refusal("card_not_valid", "card_token")
    right = None if found.right_id is None else state.get(Right, found.right_id)
    holder = state.get(Holder, found.holder_id or card.holder_id)
    if holder is None or holder.erased or (right is not None and not right.valid_on(day)):
        raise Refusal("card_not_valid", "card_token")
    return found, card


def _outside(offer: Offer, at: datetime) -> tuple[datetime, datetime] | None:
    """The window, where an instant lies outside it."""
    window = window_of(offer)
    return window if window is not None and not window[0] <= at <= window[1] else None


def checked_in(event: CheckedIn, _context: Context, _state: State) -> Iterable[Change]:
    """She was there."""
    made = CheckInMade(
        key=str(event.check_in_id),
        holder_id=str(event.holder_id),
        offer_id=str(event.offer_id),
        day=event.on,
    )
    yield made
    key = key_of_day(made.holder_id, made.offer_id, made.day)
    yield CheckInOfDay(key=key, check_in_id=made.key)


def needs_of_cancel(command: CancelCheckIn, _context: Context, state: State) -> Iterable[Place]:
    """The check-in, and where it is found."""
    yield CheckInMade.at(command.check_in_id)
    made = state.peek(CheckInMade, command.check_in_id)
    if made is not None:
        yield CheckInOfDay.at(key_of_day(made.holder_id, made.offer_id, made.day))


def cancel(command: CancelCheckIn, _context: Context, state: State) -> Sequence[Event]:
    """Take back that she was there, once."""
    made = state.get(CheckInMade, command.check_in_id)
    if made is None:
        raise Refusal("check_in_unknown", "check_in_id")
    if made.cancelled:
        raise Refusal("already_cancelled", "check_in_id")
    return [CheckInCancelled(check_in_id=command.check_in_id)]


def cancelled(event: CheckInCancelled, _context: Context, state: State) -> Iterable[Change]:
    """She may be checked in again."""
    made = state.get(CheckInMade, event.check_in_id)
    if made is not None:
        yield replace(made, cancelled=True)
        yield Gone(CheckInOfDay.at(key_of_day(made.holder_id, made.offer_id, made.day)))
