"""What can be asked about the money of a year: legal entities, sources, envelopes."""

from typing import Literal
from uuid import UUID

from services.budget.contracts.events.envelopes import FundingPart
from services.budget.contracts.events.ledger import Decision, SourceKind
from services.budget.contracts.uncovered import UncoveredReason
from services.kernel.contract import Cents, Command

EntityKind = Literal["municipality", "welfare_centre", "autonomous_company", "cooperation"]
WhenEmpty = Literal["refuse", "own_contribution", "waiting_list"]
CostCategory = Literal["participation", "support", "other"]
"""What may be charged to the subsidy (domain.md 1.5): participation in leisure, memberships and
material included; initiatives of or for people in poverty. `other` may not."""


class RegisterLegalEntity(Command, name="budget.register_legal_entity.v1"):
    """Whose money the network spends: a municipality, its welfare centre, a company of its own.

    `kbo`: its enterprise number, ten digits. `municipality`: REFNIS.
    """

    name: str
    kind: EntityKind
    kbo: str | None = None
    municipality: str | None = None


class EnterFunding(Command, name="budget.enter_funding.v1"):
    """Say what a funding source has in a year: all of it, in cents; not what comes in addition.

    `municipality` (REFNIS) and `entity_id`: whose contribution; none: the whole network's.
    """

    year: int
    source: SourceKind
    total_cents: Cents
    municipality: str | None = None
    entity_id: UUID | None = None
    decision: Decision | None = None


class OpenEnvelope(Command, name="budget.open_envelope.v2", formerly=("budget.open_envelope.v1",)):
    """Open an envelope for an action of a year. The fields are those of `EnvelopeTerms`."""

    year: int
    action: str
    category: CostCategory
    municipality: str | None = None
    bbc: str | None = None
    pays_for: tuple[str, ...] = ()
    when_empty: WhenEmpty = "refuse"
    funding: tuple[FundingPart, ...] = ()
    warn_at_percent: tuple[int, ...] = ()


class ChangeEnvelope(
    Command, name="budget.change_envelope.v2", formerly=("budget.change_envelope.v1",)
):
    """Give an envelope other terms; its year, action and municipality stay."""

    envelope_id: UUID
    category: CostCategory
    bbc: str | None = None
    pays_for: tuple[str, ...] = ()
    when_empty: WhenEmpty = "refuse"
    funding: tuple[FundingPart, ...] = ()
    warn_at_percent: tuple[int, ...] = ()


class MoveMoney(Command, name="budget.move_money.v1"):
    """Set money apart for an action, give it back, or move it between actions, by a decision.

    `from_envelope` or `to_envelope` is none for what is not set apart. `source`: only this one;
    none: by the funding of the envelope to which it goes, else in the order of the sources.
    `municipality` (REFNIS) and `entity_id`: only money that is theirs.
    """

    year: int
    from_envelope: UUID | None = None
    to_envelope: UUID | None = None
    cents: Cents
    source: SourceKind | None = None
    decision: Decision
    municipality: str | None = None
    entity_id: UUID | None = None


class CoverUncovered(Command, name="budget.cover_uncovered.v1"):
    """Pay what is uncovered of a participation by a decision about it alone, whole.

    `reason`: for want of money, or beyond a ceiling or limit. `from_envelope`: none for what is not
    set apart. `source`: only this one; none: any that may carry the holder, in their order.
    """

    participation_id: UUID
    reason: UncoveredReason
    from_envelope: UUID | None = None
    source: SourceKind | None = None
    decision: Decision
