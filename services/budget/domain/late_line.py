"""Lines that came too late for their period: they wait for a decision. Pure.

Nothing is refused at the desk. What is owed for such a line stands in the ledger as for any
other, but in no statement, until somebody lets it in or refuses it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from services.budget.contracts.commands import DecideLateLine
from services.budget.contracts.events import LateLineAdmitted, LateLineRefused
from services.budget.domain.bucket import bucket_now, needs_bucket, with_line
from services.budget.domain.calendar import day_of
from services.budget.domain.participation import Participation
from services.budget.domain.resolution import followed, needs_of, reverse
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State


def needs(command: DecideLateLine, context: Context, state: State) -> Iterable[Place]:
    """All that reversing the participation reads, and where its line goes."""
    yield from needs_of(command.participation_id, context, state)
    found = state.peek(Participation, command.participation_id)
    if found is not None:
        yield from needs_bucket(found.organisation_id, found.booked_in, found.day)


def decide(command: DecideLateLine, context: Context, state: State) -> Sequence[Event]:
    """The line goes into a statement to come; or it is refused, and all of it reversed: what comes
    back goes to who waits for it."""
    found = state.get(Participation, command.participation_id)
    if found is None:
        raise Refusal("participation_unknown", "participation_id")
    if not found.late:
        raise Refusal("line_not_late", "participation_id")
    if command.decision.on > day_of(context.time):
        raise Refusal("day_out_of_range", "decision")
    organisation = UUID(found.organisation_id)
    if not command.admitted:
        refused = LateLineRefused(
            participation_id=command.participation_id,
            organisation_id=organisation,
            decision=command.decision,
        )
        back = reverse(found, context, state)
        return [refused, back, *followed(found, back, context, state)]
    year = found.booked_in
    return [
        LateLineAdmitted(
            participation_id=command.participation_id,
            organisation_id=organisation,
            decision=command.decision,
            bucket_id=bucket_now(context.stream, found.organisation_id, year, found.day, state),
        )
    ]


def admitted(event: LateLineAdmitted, _context: Context, state: State) -> Iterable[Change]:
    """The bucket has the line."""
    found = state.get(Participation, event.participation_id)
    if found is None:
        return
    yield replace(found, late=False)
    yield from with_line(
        found.organisation_id, found.booked_in, found.day, found.network_cents, state
    )


def refused(_event: LateLineRefused, _context: Context, _state: State) -> Iterable[Change]:
    """The reversal that follows changes everything."""
    return ()
