"""What is owed without money for it waits in a queue, until a decision brings money. Pure.

One queue for each envelope of a year, and one for what no envelope pays. Items are covered whole
and in the order in which they came: nobody's is passed over for a smaller one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from services.budget.contracts.events import Transfer, UncoveredCovered
from services.budget.domain.drawing import Purse, draw, purse_places
from services.budget.domain.ledger import booked, places
from services.budget.domain.participation import Participation
from services.budget.domain.uncovered_queue import (
    UncoveredQueue,
    queue_key,
    uncovered_account,
    unqueued,
)
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Overlay, Place, State

AT_ONCE: Final = 200
"""Items that one decision covers; what is left waits for the next."""


def needs_of_covering(purse: Purse, state: State) -> Iterable[Place]:
    """The queue of a purse and its money; then who is first in it."""
    key = queue_key(purse.year, purse.envelope_id)
    yield UncoveredQueue.at(key)
    yield from purse_places(purse)
    yield from places([uncovered_account(purse.stream, purse.year, purse.envelope_id)])
    queue = state.peek(UncoveredQueue, key)
    for participation, _cents, _sources in queue.items[:AT_ONCE] if queue else ():
        yield Participation.at(participation)


def covered_by(
    purse: Purse, moved: Sequence[Transfer], context: Context, state: State
) -> list[UncoveredCovered]:
    """What can be covered once `moved` is booked: items in their order, as far as money goes."""
    queue = state.get(UncoveredQueue, queue_key(purse.year, purse.envelope_id))
    if queue is None or not queue.items:
        return []
    seen, made = Overlay(state), list[UncoveredCovered]()
    seen.apply(booked(moved, seen))
    owed = uncovered_account(purse.stream, purse.year, purse.envelope_id)
    for participation, cents, only in queue.items[:AT_ONCE]:
        role = f"covered:{participation}"
        try:
            transfers = draw(cents, purse, owed, context, seen, only=only, role=role)
        except Refusal:
            break
        seen.apply(booked(transfers, seen))
        made.append(
            UncoveredCovered(
                participation_id=UUID(participation),
                year=purse.year,
                envelope_id=purse.envelope_id,
                cents=cents,
                transfers=transfers,
            )
        )
    return made


def covered(event: UncoveredCovered, _context: Context, state: State) -> Iterable[Change]:
    """It is covered: a later cancel gives the money back to where it came from."""
    found = state.get(Participation, event.participation_id)
    if found is not None:
        ids = tuple(str(one.transfer_id) for one in event.transfers)
        yield replace(found, uncovered_cents=0, transfer_ids=(*found.transfer_ids, *ids))
    key = queue_key(event.year, event.envelope_id)
    yield from unqueued(str(event.participation_id), key, state)
    yield from booked(event.transfers, state, participation=event.participation_id)
