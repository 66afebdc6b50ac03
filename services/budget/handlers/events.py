"""What happened in budget, and how its rows follow."""

from collections.abc import Mapping
from typing import Final

from services.budget.contracts.events import (
    GroupDeclined,
    ParticipationConfirmed,
    ParticipationDeclined,
    ParticipationHeld,
    ParticipationReversed,
    ParticipationVoided,
    YearOpened,
)
from services.budget.domain import group, participation, year
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
}
