"""What can be asked about what providers are owed."""

from datetime import date
from typing import Final, Literal
from uuid import UUID

from services.kernel.contract import Cents, Command

SettlementPeriod = Literal["month", "four_months", "half_year", "on_request"]
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

    `clear`: also what is below the minimum is paid, as at the end of a year.
    """

    organisation_ids: tuple[UUID, ...]
    year: int
    until: date
    clear: bool = False


class DisputeLine(Command, name="budget.dispute_line.v1"):
    """Set one line aside until it is clear: it is in no statement meanwhile."""

    participation_id: UUID
    reason: Literal["price", "not_taken_part", "registered_twice", "other"]


class SettleDispute(Command, name="budget.settle_dispute.v1"):
    """The line stands: it is payable again. One that does not stand is then cancelled."""

    participation_id: UUID
