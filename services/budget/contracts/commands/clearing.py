"""What can be asked about what networks owe each other, and what one tells the other."""

from datetime import date
from typing import Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.budget.contracts.events.clearing import ClearingLine, ClearingObjection
from services.kernel.contract import Cents, Command

CLEARING_LINES_MAX: Final = 150
"""Lines of one claim; what is left goes into the next."""

DisputeOfClearing = Literal["not_ours", "amount", "registered_twice", "other"]
WayOfSettling = Literal["again", "bear"]


class DrawUpClearing(Command, name="budget.draw_up_clearing.v1"):
    """Claim what another network owes in a year's books: whole months, until that of a day."""

    network_id: UUID
    year: int
    until: date


class Objection(BaseModel):
    """A line that is not accepted, and why."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    line_id: UUID
    reason: DisputeOfClearing


class AnswerClearing(Command, name="budget.answer_clearing.v1"):
    """Accept another network's claim, but for these lines."""

    clearing_id: UUID
    disputed: tuple[Objection, ...] = ()


class SettleClearingDispute(Command, name="budget.settle_clearing_dispute.v1"):
    """A line that the other network disputes: claim it again, or bear it."""

    line_id: UUID
    way: WayOfSettling


class RecordClearingPayment(Command, name="budget.record_clearing_payment.v1"):
    """Money came in for a claim on another network."""

    clearing_id: UUID
    cents: Cents
    on: date
    reference: str


class TakeClearingClaim(Command, name="budget.take_clearing_claim.v1", internal=True):
    """From another network: its claim."""

    clearing_id: UUID
    network_id: UUID
    year: int
    number: int
    until: date
    lines: tuple[ClearingLine, ...]
    total_cents: Cents
    payee_name: str | None = None
    payee_iban: str | None = None


class TakeClearingAnswer(Command, name="budget.take_clearing_answer.v1", internal=True):
    """From another network: its answer to a claim."""

    clearing_id: UUID
    network_id: UUID
    accepted_cents: Cents
    payable_cents: Cents
    disputed: tuple[ClearingObjection, ...]
