"""What happened in budget, and how its rows follow."""

from collections.abc import Mapping
from typing import Final

from services.budget.contracts.events import (
    GroupDeclined,
    GroupVisitConfirmed,
    GroupVisitDeclined,
    GroupVisitReversed,
    ParticipationConfirmed,
    ParticipationDeclined,
    ParticipationHeld,
    ParticipationReversed,
    ParticipationVoided,
    YearOpened,
)
from services.budget.domain import group, group_visit, participation, year
from services.kernel.contract import Event
from services.kernel.rules import Evolve

EVENTS: Final[Mapping[type[Event], Evolve]] = {
    YearOpened: year.opened,
    ParticipationHeld: participation.held,
    ParticipationConfirmed: participation.confirmed,
    ParticipationVoided: participation.voided,
    ParticipationReversed: participation.reversed_,
    ParticipationDeclined: participation.declined,
    GroupDeclined: group.declined,
    GroupVisitConfirmed: group_visit.confirmed,
    GroupVisitReversed: group_visit.reversed_,
    GroupVisitDeclined: group_visit.declined,
}
