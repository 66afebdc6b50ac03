"""Money that came in: of a funding source, or of a network that owed it. Pure.

What a source has in a year is entered by decision (`funding.py`), before the money is there; a
receipt says that it came. It goes from outside to the bank, so a source shows what is to come.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Final
from uuid import UUID

from services.budget.contracts.commands import RecordReceipt, TakeReceiptBack
from services.budget.contracts.events import (
    Account,
    ClearingPaymentReceived,
    ReceiptRecorded,
    ReceiptTakenBack,
    Transfer,
)
from services.budget.domain.book import Book, outside, source_account
from services.budget.domain.calendar import day_of
from services.budget.domain.clearing_claim import ClearingClaim
from services.budget.domain.funding import TOTAL_MAX
from services.budget.domain.ledger import (
    booked,
    follow_up,
    needs_of_transfers,
    places,
    transfers_named,
)
from services.budget.domain.payment import bank
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State

REFERENCE_MAX: Final = 140
"""As long as the free text of a credit transfer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt(Row):
    """Money that came in, once. `source_id`: the account of the source; `claim_id`: of what other
    networks owed; neither: a repayment or a credit note. `transfer_id` is that of its last step.
    `bank_line_id`: the line at the bank that proves it."""

    table: ClassVar[str] = "receipts"
    year: int
    cents: int
    transfer_id: str
    source_id: str | None = None
    claim_id: str | None = None
    taken_back: bool = False
    bank_line_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Received(Row):
    """What came in of a source, in cents. Key: its account."""

    table: ClassVar[str] = "received"
    cents: int = 0


def checked_receipt(cents: int, on: date, reference: str, context: Context) -> str:
    """The reference, trimmed. Refuses an amount, a day or a reference that cannot be."""
    if not 0 < cents <= TOTAL_MAX:
        raise Refusal("total_invalid", "cents")
    if on > day_of(context.time):
        raise Refusal("day_out_of_range", "on")
    if not 0 < len(reference.strip()) <= REFERENCE_MAX:
        raise Refusal("document_invalid", "reference")
    return reference.strip()


def source_of(command: RecordReceipt, stream: str) -> Account:
    """The account of the source that a receipt is of."""
    return source_account(
        stream,
        kind=command.source,
        year=command.year,
        municipality=command.municipality,
        entity=None if command.entity_id is None else str(command.entity_id),
    )


def needs_of_recording(command: RecordReceipt, context: Context, _state: State) -> Iterable[Place]:
    """The book, the accounts, and what came in so far."""
    source = source_of(command, context.stream)
    yield from (Book.at(command.year), Received.at(source.account_id))
    yield from places((outside(context.stream, source), bank(context.stream, command.year)))


def record(command: RecordReceipt, context: Context, state: State) -> Sequence[Event]:
    """Book it. The year may be locked: what was granted comes in later. Refuses a source that the
    year does not have."""
    source = source_of(command, context.stream)
    book = state.get(Book, command.year)
    if book is None:
        raise Refusal("no_budget_for_year", "year", year=command.year)
    if source not in book.sources:
        raise Refusal("source_unknown", "source")
    reference = checked_receipt(command.cents, command.on, command.reference, context)
    transfer = Transfer(
        transfer_id=context.make_id("received"),
        kind="posted",
        debit=bank(context.stream, command.year),
        credit=outside(context.stream, source),
        cents=command.cents,
    )
    return [
        ReceiptRecorded(
            receipt_id=context.make_id("receipt"),
            year=command.year,
            account=source,
            part=command.part,
            cents=command.cents,
            on=command.on,
            reference=reference,
            transfers=(transfer,),
        )
    ]


def recorded(event: ReceiptRecorded, _context: Context, state: State) -> Iterable[Change]:
    """It came in."""
    yield Receipt(
        key=str(event.receipt_id),
        year=event.year,
        cents=event.cents,
        transfer_id=str(event.transfers[0].transfer_id),
        source_id=str(event.account.account_id),
    )
    yield from _more(str(event.account.account_id), event.cents, state)
    yield from booked(event.transfers, state, entry=event.receipt_id)


def came_beside(own_id: UUID, transfers: Iterable[Transfer]) -> Iterable[Receipt]:
    """The receipt of a repayment or a credit note, where that came in at the bank."""
    for one in transfers:
        if one.kind == "posted" and one.debit.kind == "bank":
            yield Receipt(
                key=str(own_id),
                year=one.debit.year,
                cents=one.cents,
                transfer_id=str(one.transfer_id),
            )


def _more(source: str, cents: int, state: State) -> Iterable[Change]:
    found = state.get(Received, source) or Received(key=source)
    yield replace(found, cents=found.cents + cents)


def paid_to_us(event: ClearingPaymentReceived, _context: Context, state: State) -> Iterable[Change]:
    """What another network owed came in."""
    yield Receipt(
        key=str(event.receipt_id),
        year=event.year,
        cents=event.cents,
        transfer_id=str(event.transfers[0].transfer_id),
        claim_id=str(event.clearing_id),
    )
    yield from _paid(str(event.clearing_id), event.cents, state)
    yield from booked(event.transfers, state, entry=event.receipt_id)


def _paid(claim: str, cents: int, state: State) -> Iterable[Change]:
    found = state.get(ClearingClaim, claim)
    if found is not None:
        yield replace(found, received_cents=found.received_cents + cents)


def needs_of_taking_back(
    command: TakeReceiptBack, _context: Context, state: State
) -> Iterable[Place]:
    """The receipt; then what it was of, its transfer and the accounts."""
    yield Receipt.at(command.receipt_id)
    found = state.peek(Receipt, command.receipt_id)
    if found is None:
        return
    if found.source_id is not None:
        yield Received.at(found.source_id)
    if found.claim_id is not None:
        yield ClearingClaim.at(found.claim_id)
    yield from needs_of_transfers([found.transfer_id], state)


def take_back(command: TakeReceiptBack, context: Context, state: State) -> Sequence[Event]:
    """Reverse it, once. What a line at the bank proves stands until that line is freed; what came
    beside a debt or an expense changed that too, and stands."""
    found = state.get(Receipt, command.receipt_id)
    if found is None:
        raise Refusal("receipt_unknown", "receipt_id")
    if found.source_id is None and found.claim_id is None:
        raise Refusal("receipt_of_other", "receipt_id")
    if found.taken_back:
        raise Refusal("receipt_taken_back", "receipt_id")
    if found.bank_line_id is not None:
        raise Refusal("receipt_at_bank", "receipt_id")
    transfers = follow_up(transfers_named([found.transfer_id], state), "reversal", context, state)
    return [
        ReceiptTakenBack(
            receipt_id=command.receipt_id,
            year=found.year,
            cents=found.cents,
            source_id=None if found.source_id is None else UUID(found.source_id),
            clearing_id=None if found.claim_id is None else UUID(found.claim_id),
            transfers=transfers,
        )
    ]


def taken_back(event: ReceiptTakenBack, _context: Context, state: State) -> Iterable[Change]:
    """It did not come in."""
    found = state.get(Receipt, event.receipt_id)
    if found is not None:
        own = str(event.transfers[0].transfer_id)
        yield replace(found, taken_back=True, transfer_id=own)
    if event.source_id is not None:
        yield from _more(str(event.source_id), -event.cents, state)
    if event.clearing_id is not None:
        yield from _paid(str(event.clearing_id), -event.cents, state)
    yield from booked(event.transfers, state, entry=event.receipt_id)
