"""Visits with a group pass that came too late for their period: they wait for a decision. Pure.

As with participations (`late_line.py`), what is owed for one stands in the ledger, but in no
statement, until somebody lets it in or refuses it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from services.budget.contracts.commands import DecideLateVisit
from services.budget.contracts.events import LateVisitAdmitted, LateVisitRefused
from services.budget.domain.bucket import bucket_now, with_line
from services.budget.domain.calendar import day_of
from services.budget.domain.group_visit import GroupVisit, needs_of_visit, reverse
from services.budget.domain.ledger import transfers_named
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State


def needs(command: DecideLateVisit, context: Context, state: State) -> Iterable[Place]:
    """All that reversing the visit reads, and where its line goes."""
    return needs_of_visit(command.visit_id, context, state)


def decide(command: DecideLateVisit, context: Context, state: State) -> Sequence[Event]:
    """The line goes into a statement to come; or it is refused, and all of it reversed."""
    found = state.get(GroupVisit, command.visit_id)
    if found is None:
        raise Refusal("visit_unknown", "visit_id")
    if not found.late or found.day is None:
        raise Refusal("line_not_late", "visit_id")
    if command.decision.on > day_of(context.time):
        raise Refusal("day_out_of_range", "decision")
    told = {
        "visit_id": command.visit_id,
        "organisation_id": UUID(found.organisation_id),
        "decision": command.decision,
    }
    if not command.admitted:
        back = reverse(command.visit_id, UUID(found.organisation_id), context, state)
        return [LateVisitRefused(**told), back]
    organisation, year = found.organisation_id, found.booked_in
    return [
        LateVisitAdmitted(
            cents=sum(row.cents for row in transfers_named(found.transfer_ids, state)),
            bucket_id=bucket_now(context.stream, organisation, year, found.day, state),
            **told,
        )
    ]


def admitted(event: LateVisitAdmitted, _context: Context, state: State) -> Iterable[Change]:
    """The bucket has the line."""
    found = state.get(GroupVisit, event.visit_id)
    if found is None or found.day is None:
        return
    yield replace(found, late=False)
    yield from with_line(found.organisation_id, found.booked_in, found.day, event.cents, state)


def refused(_event: LateVisitRefused, _context: Context, _state: State) -> Iterable[Change]:
    """The reversal that follows changes everything."""
    return ()
