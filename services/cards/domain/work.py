"""What waits for a person's decision: opened by what happened, resolved with a reason. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID, uuid5

from services.cards.contracts.commands import ReportProbing, ResolveWorkItem
from services.cards.contracts.events import Lapse, ProbingReported, WorkItemOpened, WorkItemResolved
from services.cards.domain.prepared import SealedReason, prepared
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkItem(Row):
    """Something that waits for a person, until it is resolved."""

    table: ClassVar[str] = "work_items"
    kind: str
    resolved: bool = False


def item_of(participation_id: UUID) -> UUID:
    """The item of what is uncovered of a participation: there is one at most."""
    return uuid5(participation_id, "uncovered")


def needs(command: ResolveWorkItem, _context: Context, _state: State) -> Iterable[Place]:
    """The item."""
    return [WorkItem.at(command.item_id)]


def resolve(command: ResolveWorkItem, context: Context, state: State) -> Sequence[Event]:
    """Write down what was decided, once."""
    item = state.get(WorkItem, command.item_id)
    if item is None:
        raise Refusal("work_item_unknown", "item_id")
    if item.resolved:
        raise Refusal("already_resolved", "item_id")
    return [
        WorkItemResolved(
            item_id=command.item_id,
            decision=command.decision,
            reason=prepared(context, SealedReason).reason,
            by=command.by,
        )
    ]


def report(command: ReportProbing, context: Context, _state: State) -> Sequence[Event]:
    """Let a person look at a provider that tries numbers."""
    return [
        ProbingReported(
            item_id=context.make_id("work"),
            organisation_id=command.organisation_id,
            on=command.on,
            count=command.count,
            first_at=command.first_at,
            last_at=command.last_at,
        )
    ]


def lapse(item_id: UUID, state: State, *, into: Lapse = "lapsed") -> Sequence[Event]:
    """What an open item was about is undone, or covered: nobody need decide any more."""
    item = state.get(WorkItem, item_id)
    if item is None or item.resolved:
        return []
    return [WorkItemResolved(item_id=item_id, decision=into, by="process")]


def opened(event: WorkItemOpened, _context: Context, _state: State) -> Iterable[Change]:
    """It waits."""
    yield WorkItem(key=str(event.item_id), kind=event.kind)


def probing(event: ProbingReported, _context: Context, _state: State) -> Iterable[Change]:
    """It waits."""
    yield WorkItem(key=str(event.item_id), kind="probing")


def resolved(event: WorkItemResolved, _context: Context, state: State) -> Iterable[Change]:
    """It waits no longer."""
    item = state.get(WorkItem, event.item_id)
    if item is not None:
        yield replace(item, resolved=True)
