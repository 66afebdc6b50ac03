"""Facts about what networks owe each other for holders of one who take part in the other.

Not public: their lines name participations of another network. They name no person and no card.
"""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.budget.contracts.events.ledger import Transfer
from services.kernel.contract import Cents, Event


class ClearingLine(BaseModel):
    """What the other network owes for one participation, in cents; below zero: taken back.

    `category`: that of the offer, in the words of the regulation language. `sources`: only these
    kinds may carry it; none: all. `names`: the line that it takes back, whole or in part.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    line_id: UUID
    participation_id: UUID
    on: date
    category: str
    sources: tuple[str, ...] = ()
    cents: Cents
    names: UUID | None = None


class ClearingObjection(BaseModel):
    """A line that the other network does not accept, and why (`original_disputed`: it takes back
    a line that was not accepted either)."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    line_id: UUID
    reason: str


class DisputedLine(BaseModel):
    """A line that the other network disputes: what of it is still owed, in cents, since nothing
    took it back. Nothing left: it is withdrawn."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    line_id: UUID
    reason: str
    left_cents: Cents


class ClearingClaimed(Event, name="budget.clearing_claimed.v1"):
    """A claim on another network was drawn up: numbered without a gap for that one and year.

    `payee_name` and `payee_iban`: on which account of a public body it is to be paid, where known.
    """

    clearing_id: UUID
    network_id: UUID
    year: int
    number: int
    until: date
    lines: tuple[ClearingLine, ...]
    total_cents: Cents
    payee_name: str | None = None
    payee_iban: str | None = None


class ClearingClaimReceived(Event, name="budget.clearing_claim_received.v1", terminal=False):
    """Another network claims this, to be paid on its account. It waits for an answer."""

    clearing_id: UUID
    network_id: UUID
    year: int
    number: int
    until: date
    lines: tuple[ClearingLine, ...]
    total_cents: Cents
    payee_name: str | None = None
    payee_iban: str | None = None


class AnsweredLine(BaseModel):
    """A line as it was answered: accepted, with the transfers that pay it, or not, and why not."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    line_id: UUID
    reason: str | None = None
    transfer_ids: tuple[UUID, ...] = ()


class ClearingClaimAnswered(Event, name="budget.clearing_claim_answered.v1"):
    """What is accepted of another network's claim is owed to it, in the books of `book_year`.

    What is accepted and `carried_in_cents` of earlier claims sum to what is payable and what is
    carried over (below zero: to be taken off the next claims).
    """

    clearing_id: UUID
    network_id: UUID
    year: int
    number: int
    book_year: int
    accepted_cents: Cents
    carried_in_cents: Cents
    payable_cents: Cents
    carried_out_cents: Cents
    lines: tuple[AnsweredLine, ...]
    transfers: tuple[Transfer, ...]


class ClearingAnswerReceived(Event, name="budget.clearing_answer_received.v1", terminal=False):
    """The other network answered a claim: it accepts so much and will pay so much for it."""

    clearing_id: UUID
    network_id: UUID
    accepted_cents: Cents
    payable_cents: Cents
    disputed: tuple[DisputedLine, ...]


class ClearingDisputeSettled(Event, name="budget.clearing_dispute_settled.v1"):
    """What becomes of a line that the other network disputes: claimed `again`, or paid by the own
    network (`bear`), with the transfers of that."""

    line_id: UUID
    clearing_id: UUID
    network_id: UUID
    participation_id: UUID
    year: int
    on: date
    way: str
    cents: Cents
    sources: tuple[str, ...] = ()
    transfers: tuple[Transfer, ...] = ()


class ClearingPaymentReceived(Event, name="budget.clearing_payment_received.v1"):
    """Money came in for a claim on another network. `reference`: as the bank's statement has it."""

    receipt_id: UUID
    clearing_id: UUID
    network_id: UUID
    year: int
    cents: Cents
    on: date
    reference: str
    transfers: tuple[Transfer, ...]
