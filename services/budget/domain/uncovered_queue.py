"""What is owed without money for it: its account, and the queues in which it waits. Pure.

For each envelope of a year, and for what no envelope pays, there are two queues: what found no
money, and what lies beyond a ceiling or limit. An item is a row with its number in the queue, and
names the numbers before and after it that wait still; a head row knows the first and the last. So
nothing grows with what waits, and who leaves the queue touches four rows at most.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar, Final
from uuid import UUID

from services.budget.contracts.events import Account, ParticipationConfirmed
from services.budget.contracts.uncovered import UncoveredReason
from services.budget.contracts.uncovered_transfers import uncovered_in
from services.budget.domain.ledger import account
from services.kernel.state import Change, Gone, Overlay, Place, Row, State

REASONS: Final[tuple[UncoveredReason, ...]] = ("money", "limit")


@dataclass(frozen=True, slots=True, kw_only=True)
class UncoveredQueue(Row):
    """The head of a queue. Key: `queue_key`. `first` and `last`: the numbers between which it
    waits, 0 where nothing does; `given`: the last number that was given out."""

    table: ClassVar[str] = "uncovered_queues"
    first: int = 0
    last: int = 0
    given: int = 0
    waiting: int = 0
    cents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class UncoveredItem(Row):
    """One that waits. Key: queue, number. `sources`: the kinds that may cover it; none: all.

    `before` and `after`: the numbers of its neighbours in the queue; 0 for none. `municipality`:
    the one whose own money may cover it besides everybody's. `line_id`: it is of this line of
    another network's claim.
    """

    table: ClassVar[str] = "uncovered_items"
    participation_id: str
    cents: int
    sources: tuple[str, ...]
    before: int
    after: int = 0
    municipality: str | None = None
    line_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UncoveredOf(Row):
    """Where what is uncovered of a participation waits. Key: participation and reason."""

    table: ClassVar[str] = "uncovered_of"
    queue: str
    number: int
    year: int
    envelope_id: str | None


def queue_key(year: int, envelope: UUID | str | None, reason: UncoveredReason = "money") -> str:
    """Where the head of a queue is."""
    beyond = ":limit" if reason == "limit" else ""
    return f"{year}:{envelope or ''}{beyond}"


def item_key(queue: str, number: int) -> str:
    """Where an item is."""
    return f"{queue}:{number}"


def of_key(participation: UUID | str, reason: UncoveredReason) -> str:
    """Where it is said in which queue a participation waits."""
    return f"{participation}:{reason}"


def uncovered_account(
    stream: str, year: int, envelope: UUID | None, municipality: str | None = None
) -> Account:
    """What is owed without money for it, for who lives in a municipality whose money may pay."""
    own = None if envelope is None else str(envelope)
    return account(
        stream=stream, kind="uncovered", year=year, envelope=own, municipality=municipality
    )


def needs_of_queueing(year: int, envelope: UUID | None, state: State) -> Iterable[Place]:
    """The heads of both queues, and who is last in them."""
    for reason in REASONS:
        key = queue_key(year, envelope, reason)
        yield UncoveredQueue.at(key)
        head = state.peek(UncoveredQueue, key)
        if head is not None and head.last:
            yield UncoveredItem.at(item_key(key, head.last))


def needs_of_leaving(participation: UUID | str, state: State) -> Iterable[Place]:
    """Where a participation waits, for either reason; then its neighbours there."""
    for reason in REASONS:
        own = of_key(participation, reason)
        yield UncoveredOf.at(own)
        found = state.peek(UncoveredOf, own)
        if found is not None:
            yield UncoveredQueue.at(found.queue)
            yield from needs_of_item(found.queue, found.number, state)


def needs_of_item(queue: str, number: int, state: State) -> Iterable[Place]:
    """An item, and its neighbours once it is loaded."""
    yield UncoveredItem.at(item_key(queue, number))
    item = state.peek(UncoveredItem, item_key(queue, number))
    if item is not None:
        for other in (item.before, item.after):
            if other:
                yield UncoveredItem.at(item_key(queue, other))


def queued(event: ParticipationConfirmed, state: State) -> Iterable[Change]:
    """What is uncovered of a participation waits, for one reason or for both."""
    found = uncovered_in(event.transfers)
    if found is None:
        return
    beyond = min(event.beyond_cents, found.cents)
    parts: tuple[tuple[UncoveredReason, int], ...] = (
        ("money", found.cents - beyond),
        ("limit", beyond),
    )
    for reason, cents in parts:
        if cents:
            of = Uncovered(str(event.participation_id), event.sources)
            yield from at_the_end(of, found.debit, reason, cents, state)


@dataclass(frozen=True, slots=True)
class Uncovered:
    """What waits: of which participation, which kinds of sources may cover it; and of which line
    of another network's claim, where it is of one."""

    participation_id: str
    sources: tuple[str, ...]
    line_id: str | None = None


def at_the_end(
    of: Uncovered, owed: Account, reason: UncoveredReason, cents: int, state: State
) -> Iterable[Change]:
    """It waits, behind all who wait there already."""
    envelope = None if owed.envelope_id is None else str(owed.envelope_id)
    key = queue_key(owed.year, envelope, reason)
    head = state.get(UncoveredQueue, key) or UncoveredQueue(key=key)
    number = head.given + 1
    if head.last:
        last = state.get(UncoveredItem, item_key(key, head.last))
        if last is not None:
            yield replace(last, after=number)
    yield UncoveredItem(
        key=item_key(key, number),
        participation_id=of.participation_id,
        cents=cents,
        sources=of.sources,
        before=head.last,
        municipality=owed.municipality,
        line_id=of.line_id,
    )
    yield UncoveredOf(
        key=of_key(of.participation_id, reason),
        queue=key,
        number=number,
        year=owed.year,
        envelope_id=envelope,
    )
    yield replace(
        head,
        first=head.first or number,
        last=number,
        given=number,
        waiting=head.waiting + 1,
        cents=head.cents + cents,
    )


def unqueued(participation: UUID | str, reason: UncoveredReason, state: State) -> Iterable[Change]:
    """It waits no longer: its neighbours stand beside each other."""
    own = of_key(participation, reason)
    found = state.get(UncoveredOf, own)
    if found is None:
        return
    yield Gone(UncoveredOf.at(own))
    key = item_key(found.queue, found.number)
    item, head = state.get(UncoveredItem, key), state.get(UncoveredQueue, found.queue)
    if item is None or head is None:
        return
    yield Gone(UncoveredItem.at(key))
    before = state.get(UncoveredItem, item_key(found.queue, item.before)) if item.before else None
    after = state.get(UncoveredItem, item_key(found.queue, item.after)) if item.after else None
    if before is not None:
        yield replace(before, after=item.after)
    if after is not None:
        yield replace(after, before=item.before)
    yield replace(
        head,
        first=item.after if head.first == found.number else head.first,
        last=item.before if head.last == found.number else head.last,
        waiting=head.waiting - 1,
        cents=head.cents - item.cents,
    )


def unqueued_whole(participation: UUID | str, state: State) -> Iterable[Change]:
    """Nothing of it waits any longer."""
    seen = Overlay(state)
    for reason in REASONS:
        changes = list(unqueued(participation, reason, seen))
        seen.apply(changes)
        yield from changes


def queued_less(participation: UUID | str, cents: int, state: State) -> Iterable[Change]:
    """So many cents of it are uncovered no longer: first of what lies beyond a limit."""
    seen = Overlay(state)
    for reason in reversed(REASONS):
        found = seen.get(UncoveredOf, of_key(participation, reason))
        item = None if found is None else seen.get(UncoveredItem, _place(found))
        if found is None or item is None or not cents:
            continue
        less = min(cents, item.cents)
        cents -= less
        changes = list(_less(item, found, reason, less, seen))
        seen.apply(changes)
        yield from changes


def _place(found: UncoveredOf) -> str:
    return item_key(found.queue, found.number)


def _less(
    item: UncoveredItem, found: UncoveredOf, reason: UncoveredReason, cents: int, state: State
) -> Iterable[Change]:
    """One item of so many cents less; of nothing left there is none."""
    if cents == item.cents:
        yield from unqueued(item.participation_id, reason, state)
        return
    yield replace(item, cents=item.cents - cents)
    head = state.get(UncoveredQueue, found.queue)
    if head is not None:
        yield replace(head, cents=head.cents - cents)
