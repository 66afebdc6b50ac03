"""What happened in budget, and how its rows follow."""

from collections.abc import Mapping
from typing import Final

from services.budget.contracts.events import (
    DisputeSettled,
    EnvelopeChanged,
    EnvelopeOpened,
    FundingEntered,
    GroupDeclined,
    GroupVisitConfirmed,
    GroupVisitDeclined,
    GroupVisitReversed,
    LegalEntityRegistered,
    LineDisputed,
    MoneyMoved,
    ParticipationConfirmed,
    ParticipationDeclined,
    ParticipationHeld,
    ParticipationReversed,
    ParticipationVoided,
    SettlementTermsSet,
    StatementDrawnUp,
    YearOpened,
)
from services.budget.domain import (
    envelope,
    funding,
    group,
    group_visit,
    participation,
    statement,
    year,
)
from services.kernel.contract import Event
from services.kernel.rules import Evolve

EVENTS: Final[Mapping[type[Event], Evolve]] = {
    YearOpened: year.opened,
    LegalEntityRegistered: funding.registered,
    FundingEntered: funding.entered,
    EnvelopeOpened: envelope.opened,
    EnvelopeChanged: envelope.changed,
    MoneyMoved: envelope.moved,
    SettlementTermsSet: statement.terms_set,
    StatementDrawnUp: statement.drawn_up,
    LineDisputed: statement.disputed,
    DisputeSettled: statement.disputed,
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
