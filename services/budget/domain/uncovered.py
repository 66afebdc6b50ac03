"""What found no money waits in a queue, until a decision brings money. Pure.

One queue for each envelope of a year, and one for what no envelope pays. Items are covered whole
and in the order in which they came: nobody's is passed over for a smaller one. What lies beyond a
ceiling or limit waits beside it, and is covered only by a decision about it
(`uncovered_decided.py`). Which of them money covers: `covering.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from services.budget.contracts.events import Account, Transfer, UncoveredCovered, UncoveredDecided
from services.budget.domain.clearing_debt import ClearingDebtLine
from services.budget.domain.drawing import Purse, draw
from services.budget.domain.ledger import booked
from services.budget.domain.participation import Participation
from services.budget.domain.uncovered_queue import (
    UncoveredItem,
    uncovered_account,
    unqueued,
)
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State


def paid_place(item: UncoveredItem) -> list[Place]:
    """Where it is kept what was booked for an item."""
    if item.line_id is not None:
        return [ClearingDebtLine.at(item.line_id)]
    return [Participation.at(item.participation_id)]


def accounts_drawn_on(purse: Purse) -> list[Account]:
    """Every account that a purse draws on, for whomever."""
    towns = dict.fromkeys((None, *(one.municipality for one in purse.book.sources)))
    purses = [replace(purse, municipality=purse.municipality or town) for town in towns]
    return [*dict.fromkeys(one for each in purses for one in each.accounts())]


def owed_for(item: UncoveredItem, purse: Purse) -> Account:
    """The account on which an item stands."""
    return uncovered_account(purse.stream, purse.year, purse.envelope_id, item.municipality)


def uncovered_of(purse: Purse) -> Account:
    """What is owed without money for it, where a purse should have paid."""
    return uncovered_account(purse.stream, purse.year, purse.envelope_id, purse.municipality)


def owing(
    cents: int, purse: Purse, credit: Account, context: Context, *, held: bool = False
) -> tuple[Transfer, ...]:
    """The transfer by which so much is owed without money for it; none of nothing."""
    if not cents:
        return ()
    owed = Transfer(
        transfer_id=context.make_id("uncovered"),
        kind="held" if held else "posted",
        debit=uncovered_of(purse),
        credit=credit,
        cents=cents,
        bbc=purse.bbc,
        for_year=purse.for_year,
    )
    return (owed,)


def drawn_or_owed(
    cents: int,
    purse: Purse,
    credit: Account,
    context: Context,
    state: State,
    *,
    only: Sequence[str],
    beyond_cents: int = 0,
) -> tuple[Transfer, ...]:
    """Drawn whole, or owed without money where too little is left; what lies beyond a ceiling or
    limit is owed so in any case."""
    try:
        drawn = draw(cents, purse, credit, context, state, only=only)
    except Refusal:
        return owing(cents + beyond_cents, purse, credit, context)
    return (*drawn, *owing(beyond_cents, purse, credit, context))


def covered_whole(
    item: UncoveredItem, purse: Purse, context: Context, state: State
) -> UncoveredCovered | None:
    """It is covered whole; or not, where too little is left."""
    owed = owed_for(item, purse)
    role = f"covered:{item.participation_id}"
    try:
        transfers = draw(item.cents, purse, owed, context, state, only=item.sources, role=role)
    except Refusal:
        return None
    return UncoveredCovered(
        participation_id=UUID(item.participation_id),
        year=purse.year,
        envelope_id=purse.envelope_id,
        cents=item.cents,
        transfers=transfers,
        left_cents=left_after(item, state),
        line_id=None if item.line_id is None else UUID(item.line_id),
    )


def left_after(item: UncoveredItem, state: State) -> int:
    """What of its participation is uncovered still, in cents, once an item is covered."""
    if item.line_id is not None:
        return 0
    found = state.get(Participation, item.participation_id)
    return 0 if found is None else max(found.uncovered_cents - item.cents, 0)


def covered(event: UncoveredCovered, _context: Context, state: State) -> Iterable[Change]:
    """It is covered: a later cancel gives the money back to where it came from."""
    yield from _paid(event, state)
    yield from unqueued(event.participation_id, "money", state)
    yield from booked(event.transfers, state, participation=event.participation_id)


def _paid(event: UncoveredCovered | UncoveredDecided, state: State) -> Iterable[Change]:
    ids = tuple(str(one.transfer_id) for one in event.transfers)
    if event.line_id is not None:
        line = state.get(ClearingDebtLine, event.line_id)
        if line is not None:
            yield replace(line, transfer_ids=(*line.transfer_ids, *ids))
        return
    found = state.get(Participation, event.participation_id)
    if found is not None:
        left = max(found.uncovered_cents - event.cents, 0)
        yield replace(found, uncovered_cents=left, transfer_ids=(*found.transfer_ids, *ids))


def decided(event: UncoveredDecided, _context: Context, state: State) -> Iterable[Change]:
    """It is covered by a decision about it."""
    yield from _paid(event, state)
    yield from unqueued(event.participation_id, event.reason, state)
    yield from booked(event.transfers, state, participation=event.participation_id)
