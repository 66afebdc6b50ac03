"""What is owed without money for it: its account, and the queue in which it waits. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar
from uuid import UUID

from services.budget.contracts.events import Account, ParticipationConfirmed, Transfer
from services.budget.domain.ledger import account
from services.kernel.state import Change, Row, State


@dataclass(frozen=True, slots=True, kw_only=True)
class UncoveredQueue(Row):
    """Key: year:envelope, or year: for what no envelope pays. `items`: participation, cents,
    and the kinds of sources that may cover them; none: all."""

    table: ClassVar[str] = "uncovered_queues"
    items: tuple[tuple[str, int, tuple[str, ...]], ...] = ()


def queue_key(year: int, envelope: UUID | str | None) -> str:
    """Where a queue is."""
    return f"{year}:{envelope or ''}"


def uncovered_account(stream: str, year: int, envelope: UUID | None) -> Account:
    """What is owed without money for it."""
    own = None if envelope is None else str(envelope)
    return account(stream=stream, kind="uncovered", year=year, envelope=own)


def uncovered_in(transfers: Iterable[Transfer]) -> tuple[str, int] | None:
    """The queue that transfers of a confirmation lengthen, and by how many cents."""
    for one in transfers:
        if one.kind in ("posted", "taken") and one.debit.kind == "uncovered":
            return queue_key(one.debit.year, one.debit.envelope_id), one.cents
    return None


def queued(event: ParticipationConfirmed, state: State) -> Iterable[Change]:
    """What is uncovered of a participation waits."""
    found = uncovered_in(event.transfers)
    if found is not None:
        key, cents = found
        queue = state.get(UncoveredQueue, key) or UncoveredQueue(key=key)
        item = (str(event.participation_id), cents, event.sources)
        yield replace(queue, items=(*queue.items, item))


def unqueued(participation: str, key: str, state: State) -> Iterable[Change]:
    """It waits no longer."""
    queue = state.get(UncoveredQueue, key)
    if queue is not None:
        left = tuple(item for item in queue.items if item[0] != participation)
        yield replace(queue, items=left)
