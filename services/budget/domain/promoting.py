"""Money that comes to an envelope goes to who waits for it: first come, first served. Pure.

First what is uncovered, which is owed already; then the waiting. Nobody is passed over for a
smaller share: where the first cannot be paid whole, all go on waiting.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from services.budget.contracts.commands import PromoteWaiting
from services.budget.contracts.events import (
    Account,
    AllowanceChanged,
    CoveringAdvanced,
    ParticipationPromoted,
    UncoveredCovered,
)
from services.budget.domain.allowance import (
    Allowance,
    AllowanceUse,
    changed,
    needs_of_allowance,
    outside,
)
from services.budget.domain.allowance_use import Use, paid_by, used_by
from services.budget.domain.book import Book, in_envelope
from services.budget.domain.bucket import bucket_now, needs_bucket
from services.budget.domain.calendar import day_of
from services.budget.domain.covering import (
    Covering,
    Covers,
    covered_by,
    covering_key,
    goes_on,
    needs_of_covering,
    taken_in,
)
from services.budget.domain.drawing import Purse, draw, purse_of
from services.budget.domain.ledger import TransferRow, booked, places
from services.budget.domain.participation import Participation, payable_to
from services.budget.domain.uncovered_queue import UncoveredQueue, queue_key
from services.budget.domain.waiting_list import (
    Waiting,
    WaitingList,
    WaitingPlace,
    list_key,
    place_key,
    waiting_in,
)
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Overlay, Place, State

Promotion = AllowanceChanged | ParticipationPromoted
Follows = Covers | Promotion
AT_ONCE: Final = 100
"""Places at which one decision looks; the clock goes on with those behind them."""


def needs_of_promoting(
    year: int, envelope: UUID | str | None, context: Context, state: State, *, first: int = 0
) -> Iterable[Place]:
    """The list and the book; then its first places and the money; then what their turn touches."""
    if envelope is None:
        return
    key = list_key(year, envelope)
    yield from (WaitingList.at(key), Book.at(year), UncoveredQueue.at(queue_key(year, envelope)))
    yield Covering.at(covering_key(year, envelope))
    found, purse = state.peek(WaitingList, key), _purse(year, envelope, context.stream, state)
    if found is None or not found.count or purse is None:
        return
    yield from needs_of_covering([replace(purse, steps_in=False)], state)
    yield from places(_every_source(purse))
    for number in _numbers(found, first):
        yield WaitingPlace.at(place_key(key, number))
        place = state.peek(WaitingPlace, place_key(key, number))
        if place is not None:
            yield from (
                Participation.at(place.participation_id),
                Waiting.at(place.participation_id),
            )
            yield from needs_bucket(place.organisation_id, year, place.day)
            yield from places([_payable(purse, place)])


def needs_of_allowances(
    year: int, envelope: UUID | str, context: Context, state: State, *, first: int = 0
) -> Iterable[Place]:
    """What is set aside for who waits first, and all accounts by which it can be held. Apart: who
    has to look up a participation before that cannot look so far."""
    key = list_key(year, envelope)
    found, purse = state.peek(WaitingList, key), _purse(year, envelope, context.stream, state)
    if found is None or not found.count or purse is None:
        return
    numbered = (state.peek(WaitingPlace, place_key(key, one)) for one in _numbers(found, first))
    counting = ((place, one) for place in numbered if place for one in place.counts_on)
    for place, (own_id, aside, _cents) in counting:
        yield from needs_of_allowance(own_id, context.stream, state)
        yield AllowanceUse.at(place.participation_id)
        held_in = None if aside is None else UUID(aside)
        yield from places([in_envelope(context.stream, one, held_in) for one in purse.book.sources])
        yield from places([outside(context.stream, year, held_in)])


def _purse(year: int, envelope: UUID | str, stream: str, state: State) -> Purse | None:
    """What pays from an envelope, as far as it is loaded; none where its books are locked."""
    book = state.peek(Book, year)
    terms = None if book is None else book.envelope(UUID(str(envelope)))
    if book is None or terms is None or book.status == "locked":
        return None
    return purse_of(stream, book, terms)


def _every_source(purse: Purse) -> Iterable[Account]:
    """The accounts that may pay for whoever waits, wherever she lives and whatever steps in."""
    towns = dict.fromkeys([None, *(one.municipality for one in purse.book.sources)])
    for town in towns:
        yield from replace(purse, municipality=town, steps_in=True).accounts()


def _numbers(found: WaitingList, first: int) -> range:
    start = max(found.first, first)
    return range(start, min(start + AT_ONCE, found.last + 1))


def _payable(purse: Purse, place: WaitingPlace) -> Account:
    return payable_to(
        purse.stream, year=purse.year, organisation=place.organisation_id, payee="organisation"
    )


def returned(
    year: int, envelope: UUID | str | None, context: Context, after: State, *, first: int = 0
) -> list[Follows]:
    """What follows where money came back to an envelope on which somebody waits.

    `after`: as it is once what brought the money is taken in. While the clock goes on covering
    with money that came there, nobody is promoted, and who is next is found there.
    """
    if not waiting_in(year, envelope, after) or goes_on(year, envelope, after):
        return []
    assert envelope is not None
    purse = _purse(year, envelope, context.stream, after)
    if purse is None:
        return []
    covered = covered_by([replace(purse, steps_in=False)], (), context, after)
    seen = Overlay(after)
    taken_in(covered, context, seen)
    return [*covered, *promoted(purse, context, seen, first=first)]


def all_taken_in(follows: Iterable[Follows], context: Context, after: Overlay) -> None:
    """What follows, for what the same decision does after it: what it books, and what is left of
    what is set aside."""
    for one in follows:
        match one:
            case AllowanceChanged():
                after.apply(changed(one, context, after))
            case UncoveredCovered() | ParticipationPromoted():
                after.apply(booked(one.transfers, after))
            case CoveringAdvanced():
                pass


def promoted(purse: Purse, context: Context, after: State, *, first: int = 0) -> list[Promotion]:
    """Who gets money of a purse, and what they use of what is set aside for them: nobody while
    something is uncovered."""
    if not waiting_in(purse.year, purse.envelope_id, after) or _owed(purse, after):
        return []
    found = after.get(WaitingList, list_key(purse.year, purse.envelope_id))
    assert found is not None
    seen, made = Overlay(after), list[Promotion]()
    for number in _numbers(found, first):
        place = seen.get(WaitingPlace, place_key(found.key, number))
        if place is None or place.day < day_of(context.time):
            continue
        if not _looked_up(place, seen):
            break
        try:
            events = _promoted(place, purse, context, seen)
        except Refusal:
            break
        all_taken_in(events, context, seen)
        made += events
    return made


def _looked_up(place: WaitingPlace, state: State) -> bool:
    """Whether it is known how that is held which is set aside for it: a decision that begins with
    a participation cannot look so far, and leaves it to the clock."""
    for own_id, _envelope, _cents in place.counts_on:
        first = (Allowance.at(own_id), AllowanceUse.at(place.participation_id))
        if not all(state.has(one) for one in first):
            return False
        found = state.get(Allowance, own_id)
        holds = () if found is None else found.hold_ids
        if not all(state.has(TransferRow.at(one)) for one in holds):
            return False
    return True


def _owed(purse: Purse, after: State) -> bool:
    """Whether something stays uncovered on this envelope."""
    queue = after.get(UncoveredQueue, queue_key(purse.year, purse.envelope_id))
    return queue is not None and queue.waiting > 0


def _use(place: WaitingPlace, found: Participation, state: State) -> Use:
    """What it may use of what is set aside, where that is still held where it was."""
    rows = [(state.get(Allowance, own_id), at, cents) for own_id, at, cents in place.counts_on]
    counted = {
        UUID(row.key): cents
        for row, envelope, cents in rows
        if row is not None and row.envelope_id == envelope
    }
    return Use(participation_id=UUID(found.key), counted=counted, most_cents=found.network_cents)


def _promoted(place: WaitingPlace, purse: Purse, context: Context, state: State) -> list[Promotion]:
    """The share is posted as it was asked, from what is set aside first. Refuses where it cannot be
    paid whole."""
    found = state.get(Participation, place.participation_id)
    waiting = state.get(Waiting, place.participation_id)
    assert found is not None
    assert waiting is not None
    own = replace(purse, municipality=purse.municipality or waiting.municipality)
    payable, role = _payable(purse, place), f"promoted:{found.key}"
    apart = replace(context, id=context.make_id(role))
    used = used_by(_use(place, found, state), own, apart, state)
    aside = paid_by(used, own, payable, state, held=False)
    rest = found.network_cents - sum(one.cents for one in aside)
    drawn = draw(rest, own, payable, context, state, only=waiting.sources, role=role)
    event = ParticipationPromoted(
        participation_id=UUID(found.key),
        organisation_id=UUID(found.organisation_id),
        offer_id=UUID(found.offer_id),
        on=found.day,
        price_cents=found.price_cents,
        holder_cents=found.holder_cents,
        organisation_cents=found.organisation_cents,
        network_cents=found.network_cents,
        transfers=(*aside, *drawn),
        envelope_id=purse.envelope_id,
        bucket_id=bucket_now(purse.stream, found.organisation_id, purse.year, found.day, state),
        sources=waiting.sources,
        number=place.number,
    )
    return [*used, event]


def needs(command: PromoteWaiting, context: Context, state: State) -> Iterable[Place]:
    """As for money that comes back."""
    yield from needs_of_promoting(
        command.year, command.envelope_id, context, state, first=command.first
    )
    yield from needs_of_allowances(
        command.year, command.envelope_id, context, state, first=command.first
    )


def promote(command: PromoteWaiting, context: Context, state: State) -> Sequence[Event]:
    """The clock found money: it goes on where a decision stopped, or could not look."""
    return returned(command.year, command.envelope_id, context, state, first=command.first)
