"""Facts about what providers are owed: their terms, statements, and lines in dispute."""

from datetime import date
from uuid import UUID

from services.budget.contracts.events.ledger import Decision, Transfer
from services.kernel.contract import Cents, Event


class SettlementTermsSet(Event, name="budget.settlement_terms_set.v1"):
    """A provider is settled with by these terms from now on. Amounts in cents, terms in days."""

    organisation_id: UUID
    period: str
    minimum_cents: Cents
    pay_within_days: int
    claim_within_days: int


class StatementDrawnUp(Event, name="budget.statement_drawn_up.v1"):
    """What a provider is owed over the lines of these buckets, up to a day. Amounts in cents.

    `number` counts the statements of the network in the books of that year, without a gap.
    `carried_in_cents` comes from the statement before it (below zero: the provider owed it);
    `payable_cents` is to be paid, `carried_out_cents` goes on to the next one. The two sum to
    total and what was carried in. `early`: it has lines of a period that was not over, by this
    `decision` where a period was agreed. `transfers` bring what the provider owed in earlier years
    into this one; it is in what was carried in.
    """

    statement_id: UUID
    organisation_id: UUID
    year: int
    number: int
    until: date
    lines: int
    total_cents: Cents
    carried_in_cents: Cents
    payable_cents: Cents
    carried_out_cents: Cents
    buckets: tuple[UUID, ...]
    pay_by: date
    early: bool = False
    decision: Decision | None = None
    transfers: tuple[Transfer, ...] = ()


class LineDisputed(Event, name="budget.line_disputed.v1"):
    """A line is set aside: its amount stands in suspense. `bucket_id`: where it is taken from."""

    participation_id: UUID
    organisation_id: UUID
    reason: str
    bucket_id: UUID
    transfers: tuple[Transfer, ...]


class DisputeSettled(Event, name="budget.dispute_settled.v1"):
    """A line that was set aside stands, and is payable again, in this bucket."""

    participation_id: UUID
    organisation_id: UUID
    bucket_id: UUID
    transfers: tuple[Transfer, ...]


class LateLineAdmitted(Event, name="budget.late_line_admitted.v1"):
    """A line that came too late is let in by a decision, into this bucket."""

    participation_id: UUID
    organisation_id: UUID
    decision: Decision
    bucket_id: UUID


class LateLineRefused(Event, name="budget.late_line_refused.v1"):
    """A line that came too late is refused by a decision: the participation is then reversed."""

    participation_id: UUID
    organisation_id: UUID
    decision: Decision


class LateVisitAdmitted(Event, name="budget.late_visit_admitted.v1"):
    """A visit with a group pass that came too late is let in by a decision, into this bucket: so
    much is owed for it, in cents."""

    visit_id: UUID
    organisation_id: UUID
    cents: Cents
    decision: Decision
    bucket_id: UUID


class LateVisitRefused(Event, name="budget.late_visit_refused.v1"):
    """A visit that came too late is refused by a decision: it is then reversed."""

    visit_id: UUID
    organisation_id: UUID
    decision: Decision


class FindingJudged(Event, name="budget.finding_judged.v1"):
    """Somebody looked at what was odd or drawn by lot in a statement. `by`: an opaque id."""

    judgement_id: UUID
    statement_id: UUID
    finding: str
    participation_id: UUID | None
    judgement: str
    by: str
