"""What happens at desks beyond one person now: what can be asked, and how rows follow."""

from collections.abc import Mapping
from typing import Final

from services.cards.contracts.commands import RegisterLate, ReportProbing, ResolveWorkItem
from services.cards.contracts.events import ProbingReported, WorkItemOpened, WorkItemResolved
from services.cards.domain import late, work
from services.kernel.contract import Command, Event
from services.kernel.rules import Decider, Evolve

DESK_COMMANDS: Final[Mapping[type[Command], Decider]] = {
    RegisterLate: Decider(late.register, late.needs),
    ReportProbing: Decider(work.report),
    ResolveWorkItem: Decider(work.resolve, work.needs),
}
DESK_EVENTS: Final[Mapping[type[Event], Evolve]] = {
    WorkItemOpened: work.opened,
    ProbingReported: work.probing,
    WorkItemResolved: work.resolved,
}
