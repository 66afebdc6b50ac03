"""What each fact about instalments changes. Pure.

The rules that decide are in `instalments.py`.
"""

from collections.abc import Iterable
from dataclasses import replace

from services.budget.contracts.events import (
    InstalmentConfirmed,
    InstalmentsAgreed,
    InstalmentsStopped,
)
from services.budget.domain.allowance_use import pays_anew
from services.budget.domain.bucket import with_line
from services.budget.domain.instalment_holds import of_agreed
from services.budget.domain.instalment_plan import InstalmentPlan, closed
from services.budget.domain.ledger import booked
from services.budget.domain.participation import OpenHold, Participation, ids_of
from services.budget.domain.payable import payable_of
from services.budget.domain.returned import Returned
from services.kernel.money import Shares
from services.kernel.rules import Context
from services.kernel.state import Change, Gone, State


def agreed(event: InstalmentsAgreed, _context: Context, state: State) -> Iterable[Change]:
    """It is held in parts, for longer; where their day confirms them, the clock looks at the
    first."""
    found = state.get(Participation, event.participation_id)
    if found is not None:
        held = (one for one in event.transfers if one.kind == "held")
        yield replace(found, transfer_ids=ids_of(held))
    plan = InstalmentPlan(
        key=str(event.participation_id),
        instalments=event.instalments,
        by_due_day=event.confirmed_by == "due_day",
    )
    yield plan.with_confirmed(0)
    yield OpenHold(key=str(event.participation_id), hold_until=event.hold_until)
    yield from pays_anew(event.participation_id, of_agreed(event), state)
    yield from booked(event.transfers, state, participation=event.participation_id)


def confirmed(event: InstalmentConfirmed, _context: Context, state: State) -> Iterable[Change]:
    """A line more for the provider; with the last one nothing is held any more."""
    found = state.get(Participation, event.participation_id)
    if found is not None:
        taken = {str(one.names) for one in event.transfers}
        left = tuple(one for one in found.transfer_ids if one not in taken)
        moved = ids_of(event.transfers)
        yield replace(found, status="confirmed", transfer_ids=(*left, *moved))
    plan = state.get(InstalmentPlan, event.participation_id)
    if plan is not None:
        yield plan.with_confirmed(event.number)
    if event.number == event.times:
        yield Gone(OpenHold.at(event.participation_id))
    owed = payable_of(event.transfers)
    if owed is not None:
        organisation = str(event.organisation_id)
        yield from with_line(organisation, owed.year, event.line_on, owed.cents, state)
    yield from booked(event.transfers, state, participation=event.participation_id)


def stopped(event: InstalmentsStopped, _context: Context, state: State) -> Iterable[Change]:
    """Its price is what was confirmed, and nothing is held any more."""
    found = state.get(Participation, event.participation_id)
    if found is not None:
        freed = {str(one.names) for one in event.transfers}
        yield replace(
            found,
            price_cents=event.price_cents,
            holder_cents=event.holder_cents,
            organisation_cents=event.organisation_cents,
            network_cents=event.network_cents,
            transfer_ids=tuple(one for one in found.transfer_ids if one not in freed),
        )
    if found is not None:
        yield from _shared_anew(found.shares, event, state)
    yield from closed(str(event.participation_id), state)
    yield Gone(OpenHold.at(event.participation_id))
    yield from booked(event.transfers, state, participation=event.participation_id)


def _shared_anew(before: Shares, event: InstalmentsStopped, state: State) -> Iterable[Change]:
    """What goes back after it goes back in the ratio of what stays, from the first cent: part of a
    price that went back while the rest was held went back in that of the whole."""
    row = state.get(Returned, event.participation_id)
    left = event.holder_cents, event.organisation_cents, event.network_cents
    if row is not None and Shares(*left) != before:
        yield replace(row, priced=left, refunded_cents=0)
