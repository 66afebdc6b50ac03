"""A list of files to be destroyed: approved by a second person, then carried out. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Literal
from uuid import UUID

from services.cards.contracts.commands import (
    ApproveDestruction,
    RejectDestruction,
)
from services.cards.contracts.events import (
    DestructionApproved,
    DestructionProposed,
    DestructionRejected,
)
from services.cards.contracts.events.personal_data import FileSeries
from services.cards.domain.calendar import day_of
from services.cards.domain.erasure import Destruction
from services.cards.domain.retention import RetentionRule, applicable, is_due, places_of
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State

SERIES: tuple[FileSeries, ...] = ("card_file", "no_right")


@dataclass(frozen=True, slots=True, kw_only=True)
class DestructionList(Row):
    """Files proposed for destruction. `proposed_by` is an opaque actor."""

    table: ClassVar[str] = "destruction_lists"
    series: FileSeries
    holder_ids: tuple[str, ...]
    proposed_by: str
    status: Literal["proposed", "approved", "rejected"] = "proposed"


def listed(event: DestructionProposed, _context: Context, _state: State) -> Iterable[Change]:
    """The list waits for a second person."""
    yield DestructionList(
        key=str(event.list_id),
        series=event.series,
        holder_ids=tuple(str(holder_id) for holder_id in event.holder_ids),
        proposed_by=event.proposed_by,
    )


def _waiting(list_id: UUID, state: State) -> DestructionList:
    found = state.get(DestructionList, list_id)
    if found is None:
        raise Refusal("list_unknown", "list_id")
    if found.status != "proposed":
        raise Refusal("list_decided", "list_id")
    return found


def needs_of_approval(
    command: ApproveDestruction, _context: Context, state: State
) -> Iterable[Place]:
    """The list, its rule, and what says of each person whether she is still due."""
    yield DestructionList.at(command.list_id)
    yield from (RetentionRule.at(series) for series in SERIES)
    found = state.peek(DestructionList, command.list_id)
    for holder_id in found.holder_ids if found is not None else ():
        yield from places_of(UUID(holder_id), state)


def approve(command: ApproveDestruction, context: Context, state: State) -> Sequence[Event]:
    """Destroy what is listed. Refuses who proposed it; spares who is in use again."""
    found = _waiting(command.list_id, state)
    if context.actor == found.proposed_by:
        raise Refusal("own_proposal", "list_id")
    rule, today = applicable(found.series, state), day_of(context.time)
    listed = [UUID(holder_id) for holder_id in found.holder_ids]
    due = [one for one in listed if is_due(found.series, rule, one, today, state)]
    return [
        DestructionApproved(
            list_id=command.list_id,
            holder_ids=tuple(due),
            spared=tuple(one for one in listed if one not in set(due)),
            approved_by=context.actor or "",
        )
    ]


def approved(event: DestructionApproved, context: Context, state: State) -> Iterable[Change]:
    """Each of them waits for the calendar."""
    found = state.get(DestructionList, event.list_id)
    if found is not None:
        yield replace(found, status="approved")
    for holder_id in event.holder_ids:
        yield Destruction(key=str(holder_id), list_id=str(event.list_id), approved_at=context.time)


def needs_of_rejection(
    command: RejectDestruction, _context: Context, _state: State
) -> Iterable[Place]:
    """The list."""
    return [DestructionList.at(command.list_id)]


def reject(command: RejectDestruction, context: Context, state: State) -> Sequence[Event]:
    """Destroy nothing of the list."""
    _waiting(command.list_id, state)
    return [DestructionRejected(list_id=command.list_id, rejected_by=context.actor or "")]


def rejected(event: DestructionRejected, _context: Context, state: State) -> Iterable[Change]:
    """The list is put away."""
    found = state.get(DestructionList, event.list_id)
    if found is not None:
        yield replace(found, status="rejected")
