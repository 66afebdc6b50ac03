"""How budget reacts to partners and cards. What cards asks awaits an answer: yes or a decline."""

from collections.abc import Mapping
from typing import Final

from services.budget.domain import (
    allowance_ended,
    allowance_given,
    group,
    group_visit,
    price_correction,
    recovery,
    request,
    resolution,
    year,
)
from services.cards.contracts.events import (
    CorrectionRequested,
    GroupRequested,
    GroupResolutionRequested,
    GroupVisitCancelRequested,
    GroupVisitRequested,
    ParticipationRequested,
    RecoveryDecided,
    ResolutionRequested,
    SchemeRightEnded,
    SchemeRightGranted,
    SchemeRightRenewed,
)
from services.kernel.contract import Event
from services.kernel.rules import Reactor
from services.partners.contracts.events import NetworkOpened

REACTIONS: Final[Mapping[type[Event], Reactor]] = {
    NetworkOpened: Reactor(year.open_years, year.needs_of_opening),
    ParticipationRequested: Reactor(request.answer, request.needs, request.decline),
    ResolutionRequested: Reactor(resolution.resolve, resolution.needs, resolution.decline),
    CorrectionRequested: Reactor(
        price_correction.answer, price_correction.needs, price_correction.decline
    ),
    RecoveryDecided: Reactor(recovery.book, recovery.needs),
    GroupVisitRequested: Reactor(group_visit.answer, group_visit.needs, group_visit.decline),
    GroupVisitCancelRequested: Reactor(
        group_visit.cancel, group_visit.needs_of_cancelling, group_visit.decline
    ),
    SchemeRightGranted: Reactor(allowance_given.give, allowance_given.needs_of_giving),
    SchemeRightRenewed: Reactor(allowance_given.give, allowance_given.needs_of_giving),
    SchemeRightEnded: Reactor(allowance_ended.right_ended, allowance_ended.needs_of_right_ended),
    GroupRequested: Reactor(group.answer, group.needs, group.decline),
    GroupResolutionRequested: Reactor(
        group.resolve, group.needs_of_resolution, group.decline_resolution
    ),
}
