"""Facts about what providers are owed: their terms, statements, and lines in dispute."""

from datetime import date
from uuid import UUID

from services.budget.contracts.events.ledger import Transfer
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
    total and what was carried in.
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
