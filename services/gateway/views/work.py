"""The view of what waits for a person's decision."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from services.cards.contracts.events import ProbingReported, WorkItemOpened, WorkItemResolved
from services.gateway.views.work_rows import WorkItem
from services.kernel.contract import Event
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, Place, State


def opened(event: WorkItemOpened, context: Context, _state: State) -> Iterable[Change]:
    """It waits."""
    participation = event.participation_id
    yield WorkItem(
        key=str(event.item_id),
        kind=event.kind,
        organisation_id=str(event.organisation_id),
        offer_id=str(event.offer_id),
        day=event.on,
        cents=event.cents,
        participation_id=None if participation is None else str(participation),
        happened_at=event.happened_at,
        made_at=context.time,
    )


def probing(event: ProbingReported, context: Context, _state: State) -> Iterable[Change]:
    """A provider that tries numbers waits for somebody to speak with it."""
    yield WorkItem(
        key=str(event.item_id),
        kind="probing",
        organisation_id=str(event.organisation_id),
        offer_id=None,
        day=event.on,
        cents=0,
        participation_id=None,
        happened_at=None,
        made_at=context.time,
        tries=event.count,
        first_at=event.first_at,
        last_at=event.last_at,
    )


def needs_item(event: WorkItemResolved, _context: Context, _state: State) -> Iterable[Place]:
    """The item."""
    return (WorkItem.at(event.item_id),)


def resolved(event: WorkItemResolved, context: Context, state: State) -> Iterable[Change]:
    """It was decided, by whom, why and when."""
    if item := state.get(WorkItem, event.item_id):
        yield replace(
            item,
            resolved=True,
            decision=event.decision,
            reason=event.reason,
            by=event.by,
            resolved_at=context.time,
        )


WORK_COPIES: Final[Mapping[type[Event], Copier]] = {
    WorkItemOpened: Copier(opened),
    ProbingReported: Copier(probing),
    WorkItemResolved: Copier(resolved, needs_item),
}
