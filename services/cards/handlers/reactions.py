"""How cards reacts to budget: it settles what budget answered. Nobody awaits that."""

from collections.abc import Mapping
from typing import Final

from services.budget.contracts.events import (
    GroupDeclined,
    GroupVisitDeclined,
    GroupVisitReversed,
    ParticipationConfirmed,
    ParticipationDeclined,
    ParticipationHeld,
    ParticipationReversed,
    ParticipationVoided,
    UncoveredCovered,
)
from services.cards.domain import group_pass, settlement
from services.kernel.contract import Event
from services.kernel.rules import Reactor

REACTIONS: Final[Mapping[type[Event], Reactor]] = {
    ParticipationHeld: Reactor(settlement.held, settlement.needs),
    UncoveredCovered: Reactor(settlement.covered, settlement.needs_of_covered),
    ParticipationConfirmed: Reactor(settlement.confirmed, settlement.needs),
    ParticipationDeclined: Reactor(settlement.declined, settlement.needs),
    ParticipationVoided: Reactor(settlement.voided, settlement.needs),
    ParticipationReversed: Reactor(settlement.cancelled, settlement.needs),
    GroupVisitDeclined: Reactor(group_pass.undone, group_pass.needs_of_answer),
    GroupVisitReversed: Reactor(group_pass.undone, group_pass.needs_of_answer),
    GroupDeclined: Reactor(settlement.group_declined, settlement.needs_of_group),
}
