"""What happens at desks beyond one person now: what can be asked, and how rows follow."""

from collections.abc import Mapping
from typing import Final

from services.cards.contracts.commands import (
    CancelCheckIn,
    CheckIn,
    RegisterLate,
    ReportProbing,
    ResolveWorkItem,
)
from services.cards.contracts.events import (
    CheckedIn,
    CheckInCancelled,
    ProbingReported,
    WorkItemOpened,
    WorkItemResolved,
)
from services.cards.domain import check_in, late, work
from services.kernel.contract import Command, Event
from services.kernel.rules import Decider, Evolve

DESK_COMMANDS: Final[Mapping[type[Command], Decider]] = {
    CheckIn: Decider(check_in.check_in, check_in.needs),
    CancelCheckIn: Decider(check_in.cancel, check_in.needs_of_cancel),
    RegisterLate: Decider(late.register, late.needs),
    ReportProbing: Decider(work.report),
    ResolveWorkItem: Decider(work.resolve, work.needs),
}
DESK_EVENTS: Final[Mapping[type[Event], Evolve]] = {
    CheckedIn: check_in.checked_in,
    CheckInCancelled: check_in.cancelled,
    WorkItemOpened: work.opened,
    ProbingReported: work.probing,
    WorkItemResolved: work.resolved,
}
