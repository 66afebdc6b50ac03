"""How budget reacts to partners and cards. What cards asks awaits an answer: yes or a decline."""

from collections.abc import Mapping
from typing import Final

from services.budget.domain import group, group_visit, participation, resolution, year
from services.cards.contracts.events import (
    GroupRequested,
    GroupResolutionRequested,
    GroupVisitCancelRequested,
    GroupVisitRequested,
    ParticipationRequested,
    ResolutionRequested,
)
from services.kernel.contract import Event
from services.kernel.rules import Reactor
from services.partners.contracts.events import NetworkOpened

REACTIONS: Final[Mapping[type[Event], Reactor]] = {
    NetworkOpened: Reactor(year.open_years, year.needs_of_opening),
    ParticipationRequested: Reactor(
        participation.answer, participation.needs, participation.decline
    ),
    ResolutionRequested: Reactor(resolution.resolve, resolution.needs, resolution.decline),
    GroupVisitRequested: Reactor(group_visit.answer, group_visit.needs, group_visit.decline),
    GroupVisitCancelRequested: Reactor(
        group_visit.cancel, group_visit.needs_of_cancelling, group_visit.decline
    ),
    GroupRequested: Reactor(group.answer, group.needs, group.decline),
    GroupResolutionRequested: Reactor(
        group.resolve, group.needs_of_resolution, group.decline_resolution
    ),
}
