"""Money that came covers what waits for it, in decisions of a bounded size. Pure.

One decision covers so many and looks at so many; where it stops is told (`CoveringAdvanced`), and
the clock goes on there until all that waits has been looked at.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Final
from uuid import UUID

from services.budget.contracts.commands import GoOnCovering
from services.budget.contracts.events import (
    CoveringAdvanced,
    CoveringPlace,
    Transfer,
    UncoveredCovered,
)
from services.budget.domain.book import Book, money_of
from services.budget.domain.drawing import Purse, purse_of
from services.budget.domain.ledger import booked, places
from services.budget.domain.uncovered import accounts_drawn_on, covered_whole, owed_for, paid_place
from services.budget.domain.uncovered import covered as evolve_covered
from services.budget.domain.uncovered_queue import (
    UncoveredItem,
    UncoveredOf,
    UncoveredQueue,
    item_key,
    needs_of_item,
    of_key,
    queue_key,
)
from services.kernel.contract import Event
from services.kernel.rules import Context
from services.kernel.state import Change, Gone, Overlay, Place, Row, State

AT_ONCE: Final = 200
"""Items that one decision covers."""
WINDOW: Final = 400
"""Numbers that one decision looks at: some are of items that are gone already."""

Covers = UncoveredCovered | CoveringAdvanced


@dataclass(frozen=True, slots=True, kw_only=True)
class Covering(Row):
    """Money that covers more than one decision did. Key: year:envelope where the money came.

    `step_id`: the step that the clock takes next, `since` when the one before it was;
    `at_envelope`, `at_number` and `passed`: as in `CoveringPlace`.
    """

    table: ClassVar[str] = "coverings"
    year: int
    envelope_id: str | None
    step_id: str
    since: datetime
    at_envelope: str | None
    at_number: int
    passed: tuple[str, ...]

    @property
    def place(self) -> CoveringPlace:
        """Where it goes on."""
        own = None if self.at_envelope is None else UUID(self.at_envelope)
        return CoveringPlace(envelope_id=own, number=self.at_number, passed=self.passed)


def filled_by(stream: str, book: Book) -> list[Purse]:
    """What is filled when money comes in that is not set apart: what no envelope pays; then the
    envelopes, in their order, in which own contribution that is not set apart steps in."""
    stepping_in = [one for one in book.envelopes if one.when_empty == "own_contribution"]
    return [Purse(stream, book), *(purse_of(stream, book, one) for one in stepping_in)]


def filled_at(envelope: UUID | str | None, stream: str, book: Book) -> list[Purse]:
    """What is filled when money comes to an envelope, or to what is not set apart."""
    if envelope is None:
        return filled_by(stream, book)
    terms = book.envelope(UUID(str(envelope)))
    return [] if terms is None else [replace(purse_of(stream, book, terms), steps_in=False)]


def covering_key(year: int, envelope: UUID | str | None) -> str:
    """Where it is kept that covering goes on with money that came there."""
    return f"{year}:{envelope or ''}"


def goes_on(year: int, envelope: UUID | str | None, state: State) -> bool:
    """Whether money that came there still covers what waits for it."""
    return state.get(Covering, covering_key(year, envelope)) is not None


def _from(purses: Sequence[Purse], start: CoveringPlace | None) -> Sequence[Purse]:
    """The purses that were not looked at yet; all where that is not known any more."""
    if start is None:
        return purses
    ids = [one.envelope_id for one in purses]
    return purses[ids.index(start.envelope_id) :] if start.envelope_id in ids else purses


# -- what it reads ----------------------------------------------------------------------------


def needs_of_covering(
    purses: Sequence[Purse], state: State, start: CoveringPlace | None = None
) -> Iterable[Place]:
    """The queues of purses and their money; then who is first there, and the participations."""
    if purses:
        yield Covering.at(covering_key(purses[0].year, purses[0].envelope_id))
    left = WINDOW
    for purse in _from(purses, start):
        key = queue_key(purse.year, purse.envelope_id)
        yield UncoveredQueue.at(key)
        yield from places(accounts_drawn_on(purse))
        numbers = _numbers(purse, start, state)[:left]
        left -= len(numbers)
        for number in numbers:
            yield UncoveredItem.at(item_key(key, number))
            found = state.peek(UncoveredItem, item_key(key, number))
            if found is not None:
                yield from places([owed_for(found, purse)])
                yield from paid_place(found)
                yield UncoveredOf.at(of_key(found.participation_id, "money"))
                yield from needs_of_item(key, number, state)


def _numbers(purse: Purse, start: CoveringPlace | None, state: State) -> range:
    """The numbers in the queue of a purse that were not looked at yet, as far as it is loaded."""
    head = state.peek(UncoveredQueue, queue_key(purse.year, purse.envelope_id))
    if head is None or not head.first:
        return range(0)
    first = head.first
    if start is not None and start.envelope_id == purse.envelope_id:
        first = max(first, start.number)
    return range(first, head.last + 1)


# -- covering ---------------------------------------------------------------------------------


def covered_by(
    purses: Sequence[Purse],
    moved: Sequence[Transfer],
    context: Context,
    state: State,
    start: CoveringPlace | None = None,
) -> list[Covers]:
    """What can be covered once `moved` is booked: purse by purse, items in their order, as far as
    money goes; and where the clock goes on, if this stops before all has been looked at."""
    if not purses:
        return []
    seen = Overlay(state)
    seen.apply(booked(moved, seen))
    step = _Step(context, seen)
    following = step.through(_from(purses, start), start)
    year, envelope = purses[0].year, purses[0].envelope_id
    if following is None and not goes_on(year, envelope, state):
        return [*step.made]
    told = CoveringAdvanced(
        year=year, envelope_id=envelope, step_id=context.make_id("covering"), next=following
    )
    return [*step.made, told]


class _Step:
    """One decision: what it covers, on the same accounts one after the other."""

    def __init__(self, context: Context, seen: Overlay) -> None:
        self.made: list[UncoveredCovered] = []
        self._context, self._seen = context, seen

    def through(self, purses: Sequence[Purse], start: CoveringPlace | None) -> CoveringPlace | None:
        """Cover what can be; where to go on, none once all has been looked at."""
        for purse in purses:
            here = start is not None and start.envelope_id == purse.envelope_id
            passed = set(start.passed) if start is not None and here else set[str]()
            numbers = _numbers(purse, start, self._seen)
            number = numbers.start
            while number in numbers and _anyone_may(purse, passed):
                if len(self.made) == AT_ONCE or not self._loaded(purse, number):
                    return CoveringPlace(
                        envelope_id=purse.envelope_id, number=number, passed=tuple(sorted(passed))
                    )
                number = self._look(purse, number, passed)
        return None

    def _loaded(self, purse: Purse, number: int) -> bool:
        """Whether a number is among those that this decision looks at."""
        key = item_key(queue_key(purse.year, purse.envelope_id), number)
        if not self._seen.has(UncoveredItem.at(key)):
            return False
        found = self._seen.get(UncoveredItem, key)
        own = None if found is None else UncoveredOf.at(of_key(found.participation_id, "money"))
        return own is None or self._seen.has(own)

    def _look(self, purse: Purse, number: int, passed: set[str]) -> int:
        """Cover an item, if that can be; the number of who waits behind it, 0 where nobody does."""
        key = item_key(queue_key(purse.year, purse.envelope_id), number)
        item = self._seen.get(UncoveredItem, key)
        if item is None:
            return number + 1
        event = _in_its_turn(item, purse, passed, self._context, self._seen)
        if event is None:
            passed.add(item.municipality or "")
        else:
            self._seen.apply(booked(event.transfers, self._seen))
            self.made.append(event)
        return item.after


def _anyone_may(purse: Purse, passed: set[str]) -> bool:
    """Whether anybody behind those who were passed can be covered still."""
    own = {one.municipality for one in purse.book.sources if one.municipality is not None}
    return not passed or not (purse.municipality in passed or own <= passed)


def _in_its_turn(
    item: UncoveredItem, purse: Purse, passed: set[str], context: Context, state: State
) -> UncoveredCovered | None:
    """It is covered, where nobody who waits longer waits for the same money.

    Once somebody is `passed`, what is everybody's is kept for her: only what is another
    municipality's own can cover who lives there.
    """
    own = replace(purse, municipality=purse.municipality or item.municipality)
    if passed:
        if item.municipality is None or passed & {item.municipality, purse.municipality}:
            return None
        own = replace(own, book=money_of(own.book, item.municipality, None))
    return covered_whole(item, own, context, state)


# -- going on ---------------------------------------------------------------------------------


def needs(command: GoOnCovering, context: Context, state: State) -> Iterable[Place]:
    """Where it stopped, and the book; then as for money that comes."""
    key = covering_key(command.year, command.envelope_id)
    yield from (Covering.at(key), Book.at(command.year))
    found, book = state.peek(Covering, key), state.peek(Book, command.year)
    if found is not None and book is not None:
        purses = filled_at(command.envelope_id, context.stream, book)
        yield from needs_of_covering(purses, state, found.place)


def go_on(command: GoOnCovering, context: Context, state: State) -> Sequence[Event]:
    """Take the next step, unless another was taken. In locked books nothing is covered."""
    found = state.get(Covering, covering_key(command.year, command.envelope_id))
    if found is None or found.step_id != str(command.step_id):
        return []
    book = state.get(Book, command.year)
    open_still = book is not None and book.status != "locked"
    purses = filled_at(command.envelope_id, context.stream, book) if book and open_still else []
    if purses:
        return covered_by(purses, (), context, state, found.place)
    return [
        CoveringAdvanced(
            year=command.year,
            envelope_id=command.envelope_id,
            step_id=context.make_id("covering"),
            next=None,
        )
    ]


def advanced(event: CoveringAdvanced, context: Context, _state: State) -> Iterable[Change]:
    """The clock takes the next step, or none."""
    key = covering_key(event.year, event.envelope_id)
    if event.next is None:
        yield Gone(Covering.at(key))
        return
    at = event.next.envelope_id
    yield Covering(
        key=key,
        year=event.year,
        envelope_id=None if event.envelope_id is None else str(event.envelope_id),
        step_id=str(event.step_id),
        since=context.time,
        at_envelope=None if at is None else str(at),
        at_number=event.next.number,
        passed=event.next.passed,
    )


def taken_in(events: Iterable[Covers], context: Context, after: Overlay) -> None:
    """What covering changes, for what the same decision does after it."""
    for event in events:
        if isinstance(event, UncoveredCovered):
            after.apply(evolve_covered(event, context, after))
        else:
            after.apply(advanced(event, context, after))
