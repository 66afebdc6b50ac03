"""What can be asked about what providers are owed."""

from datetime import date
from typing import Final, Literal
from uuid import UUID

from services.budget.contracts.events.ledger import Decision
from services.budget.contracts.reviews import FindingKind, Judgement
from services.kernel.contract import Cents, Command

SettlementPeriod = Literal["month", "four_months", "half_year", "on_request"]
DisputeReason = Literal["price", "not_taken_part", "registered_twice", "other"]
PROVIDERS_MAX: Final = 100
"""Providers whose statements are drawn up in one command."""


class SetSettlementTerms(Command, name="budget.set_settlement_terms.v1"):
    """How a provider is paid: as its agreement says.

    `minimum_cents`: less than this is carried over. `pay_within_days` of the day on which a
    statement is drawn up. `claim_within_days` after the end of a period: later it is late.
    """

    organisation_id: UUID
    period: SettlementPeriod
    minimum_cents: Cents = 0
    pay_within_days: int = 30
    claim_within_days: int = 31


class DrawUpStatements(Command, name="budget.draw_up_statements.v1"):
    """Draw up the statements of providers: all lines of a year's books until a day, in cents.

    `clear`: also what is below the minimum is paid, as at the end of a year; so it is of whoever is
    settled with on request, and where a period is cut short. `decision`: asked where a period that
    was agreed is not over yet.
    """

    organisation_ids: tuple[UUID, ...]
    year: int
    until: date
    clear: bool = False
    decision: Decision | None = None


class DrawUpDueStatements(Command, name="budget.draw_up_due_statements.v1"):
    """Draw up the statements that are due: of each provider, until its last period that is over.

    Whoever is settled with on request is never due. Of a year that is over, also what is below the
    minimum is paid.
    """

    organisation_ids: tuple[UUID, ...]
    year: int


class DisputeLine(Command, name="budget.dispute_line.v1"):
    """Set one line aside until it is clear: it is in no statement meanwhile."""

    participation_id: UUID
    reason: DisputeReason


class SettleDispute(Command, name="budget.settle_dispute.v1"):
    """The line stands: it is payable again. One that does not stand is then cancelled."""

    participation_id: UUID


class DecideLateLine(Command, name="budget.decide_late_line.v1"):
    """Let a line that came too late into a statement, or refuse it: it is then reversed."""

    participation_id: UUID
    admitted: bool
    decision: Decision


class DecideLateVisit(Command, name="budget.decide_late_visit.v1"):
    """Let a visit with a group pass that came too late into a statement, or refuse it: it is then
    reversed."""

    visit_id: UUID
    admitted: bool
    decision: Decision


class JudgeFinding(Command, name="budget.judge_finding.v1"):
    """Record what somebody found of an odd pattern or a sample in a statement.

    Without participation: of the statement as a whole. A dispute sets the line aside.
    """

    statement_id: UUID
    finding: FindingKind
    participation_id: UUID | None = None
    judgement: Judgement
