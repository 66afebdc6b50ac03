"""How cards reacts to budget: it settles what budget answered. Nobody awaits that."""

from collections.abc import Mapping
from typing import Final

from services.budget.contracts.events import (
    AllowanceHeld,
    AllowanceRefused,
    GroupDeclined,
    GroupVisitDeclined,
    GroupVisitReversed,
    InstalmentConfirmed,
    InstalmentsStopped,
    ParticipationConfirmed,
    ParticipationCorrected,
    ParticipationDeclined,
    ParticipationHeld,
    ParticipationPromoted,
    ParticipationReversed,
    ParticipationVoided,
    ParticipationWaitlisted,
    UncoveredCovered,
    UncoveredDecided,
)
from services.cards.domain import (
    group_pass,
    instalments,
    price_correction,
    settlement,
    withholding,
)
from services.kernel.contract import Event
from services.kernel.rules import Reactor

REACTIONS: Final[Mapping[type[Event], Reactor]] = {
    AllowanceHeld: Reactor(withholding.held, withholding.needs),
    AllowanceRefused: Reactor(withholding.refused, withholding.needs),
    ParticipationHeld: Reactor(settlement.held, settlement.needs),
    UncoveredCovered: Reactor(settlement.covered, settlement.needs_of_covered),
    UncoveredDecided: Reactor(settlement.covered, settlement.needs_of_covered),
    ParticipationConfirmed: Reactor(settlement.confirmed, settlement.needs),
    ParticipationWaitlisted: Reactor(settlement.waitlisted, settlement.needs),
    ParticipationPromoted: Reactor(settlement.confirmed, settlement.needs),
    ParticipationDeclined: Reactor(settlement.declined, settlement.needs),
    ParticipationVoided: Reactor(settlement.voided, settlement.needs),
    ParticipationReversed: Reactor(settlement.cancelled, settlement.needs),
    InstalmentConfirmed: Reactor(settlement.instalment_confirmed, settlement.needs),
    InstalmentsStopped: Reactor(instalments.stopped, instalments.needs),
    ParticipationCorrected: Reactor(price_correction.corrected, price_correction.needs_of_answer),
    GroupVisitDeclined: Reactor(group_pass.undone, group_pass.needs_of_answer),
    GroupVisitReversed: Reactor(group_pass.undone, group_pass.needs_of_answer),
    GroupDeclined: Reactor(settlement.group_declined, settlement.needs_of_group),
}
