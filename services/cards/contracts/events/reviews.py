"""Facts after a decision: ratified, appealed, corrected, learned late, paid back."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.budget.contracts.events import Decision
from services.cards.contracts.commands.reviews import LateFact, Payer
from services.cards.contracts.regulation.document import Source
from services.kernel.contract import Cents, Event, Sealed


class DecisionRatified(Event, name="cards.decision_ratified.v1", terminal=False):
    """A committee ratified a decision, or refused it.

    Refused: what was used of the provisional right between its first day and `decided_on` is
    carried by `payer`.
    """

    decision_id: UUID
    holder_id: UUID
    ratified: bool
    decided_on: date
    right_id: UUID | None = None
    payer: Source | None = None


class RatificationRecorded(Event, name="cards.ratification_recorded.v1"):
    """The list of a committee was taken in whole."""

    ratification_id: UUID
    ratified: tuple[UUID, ...]
    refused: tuple[UUID, ...]


class AppealLodged(Event, name="cards.appeal_lodged.v1"):
    """An appeal runs: why the decision was made is kept until it is decided. `grounds` is sealed
    with the decision's key."""

    decision_id: UUID
    holder_id: UUID
    lodged_on: date
    oral: bool
    grounds: Sealed
    body: str | None
    explained_until: date


class AppealDecided(Event, name="cards.appeal_decided.v1"):
    """The appeal is upheld, and a right follows, or it is rejected."""

    decision_id: UUID
    holder_id: UUID
    upheld: bool
    decided_on: date
    reason: Sealed
    explained_until: date
    right_id: UUID | None = None


class LateFactLearned(Event, name="cards.late_fact_learned.v1"):
    """What was not known in time: when it was true, and when it was learned.

    The network absorbs what was used in between, unless a recovery is decided.
    """

    fact_id: UUID
    holder_id: UUID
    scheme_id: UUID
    right_id: UUID
    fact: LateFact
    true_until: date
    learned_on: date


class RecoveredPart(BaseModel):
    """The network's share of one participation, in cents."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    participation_id: UUID
    cents: Cents


class RecoveryDecided(Event, name="cards.recovery_decided.v1"):
    """Somebody pays back what was used after a right had ended. `reason` is sealed with the
    holder's key."""

    recovery_id: UUID
    holder_id: UUID
    right_id: UUID
    parts: tuple[RecoveredPart, ...]
    payer: Payer
    reason: Sealed
    decision: Decision | None = None
