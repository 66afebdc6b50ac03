"""Bookings at the bank that no payment explains, kept until a person says what they were. Pure.

A line is there once, in however many files it comes. What it is allotted to is booked against the
bank account of the payer; what is not ours is not booked. So the balance at the bank is always
that of the books, and what waits, and what is not ours, and what was sent and not executed yet.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Final
from uuid import UUID

from services.budget.contracts.commands import (
    BANK_LINES_MAX,
    AllotBankLine,
    FreeBankLine,
    TakeBankLines,
)
from services.budget.contracts.events import (
    Account,
    BankBalance,
    BankLine,
    BankLineAllotted,
    BankLineFreed,
    BankLinesTaken,
    Transfer,
)
from services.budget.domain.bank_line_payment import needs_of_paid, said_of_payment
from services.budget.domain.bank_line_receipt import (
    check_receipt,
    needs_of_receipt,
    sides_of_receipt,
    tied,
)
from services.budget.domain.bank_line_repayment import check_owed, needs_of_debtor, owes_less
from services.budget.domain.funding import TOTAL_MAX
from services.budget.domain.ledger import (
    account,
    booked,
    follow_up,
    needs_of_transfers,
    places,
    transfers_named,
)
from services.budget.domain.participation import payable_to
from services.budget.domain.payer_account import PayerAccount
from services.budget.domain.payment import bank
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State

REASON_MAX: Final = 280
REFERENCE_MAX: Final = 35
"""Characters of a bank's own reference: as ISO has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankLineRow(Row):
    """A line, in signed cents. `target`: what it was allotted to; none: nobody said yet.

    `transfer_id`: what was booked of it, if anything. `organisation_id` and `year`: of a provider
    that paid back. `receipt_id`: of the receipt that it proves.
    """

    table: ClassVar[str] = "bank_lines"
    payer_id: str
    day: date
    cents: int
    target: str | None = None
    transfer_id: str | None = None
    organisation_id: str | None = None
    year: int | None = None
    receipt_id: str | None = None


# -- taking in --------------------------------------------------------------------------------


def needs_of_taking(command: TakeBankLines, _context: Context, _state: State) -> Iterable[Place]:
    """The account, and the lines that may be known."""
    yield PayerAccount.at(command.payer_id)
    for one in command.lines[:BANK_LINES_MAX]:
        yield BankLineRow.at(one.line_id)


def take(command: TakeBankLines, _context: Context, state: State) -> Sequence[Event]:
    """Keep those that are new. None may be: the statement is noted all the same."""
    if state.get(PayerAccount, command.payer_id) is None:
        raise Refusal("payer_unknown", "payer_id")
    if len(command.lines) > BANK_LINES_MAX:
        raise Refusal("too_many", "lines", most=BANK_LINES_MAX)
    if len({one.line_id for one in command.lines}) < len(command.lines):
        raise Refusal("list_invalid", "lines")
    for one in command.lines:
        if not 0 < abs(one.cents) <= TOTAL_MAX:
            raise Refusal("total_invalid", "lines")
        if one.reference is not None and len(one.reference) > REFERENCE_MAX:
            raise Refusal("list_invalid", "lines")
    told = command.statement
    new = [one for one in command.lines if state.get(BankLineRow, one.line_id) is None]
    return [
        BankLinesTaken(
            payer_id=command.payer_id,
            lines=tuple(BankLine(**one.model_dump()) for one in new),
            balance=None if told is None else BankBalance(**told.model_dump()),
        )
    ]


def taken(event: BankLinesTaken, _context: Context, _state: State) -> Iterable[Change]:
    """They wait for a person."""
    for one in event.lines:
        yield BankLineRow(
            key=str(one.line_id), payer_id=str(event.payer_id), day=one.on, cents=one.cents
        )


# -- allotting --------------------------------------------------------------------------------


def needs_of_allotting(command: AllotBankLine, context: Context, state: State) -> Iterable[Place]:
    """The line; then the accounts between which it moves, and what it was."""
    yield BankLineRow.at(command.bank_line_id)
    yield from needs_of_paid(command.payment_id, state)
    yield from needs_of_debtor(command.organisation_id, command.year)
    yield from needs_of_receipt(command.receipt_id)
    found = state.peek(BankLineRow, command.bank_line_id)
    if found is None:
        return
    if found.transfer_id is not None:
        yield from needs_of_transfers([found.transfer_id], state)
    yield from places(_sides(found, command, context.stream, state))


def _sides(
    found: BankLineRow, command: AllotBankLine, stream: str, state: State
) -> tuple[Account, Account] | tuple[()]:
    """The bank and the account that a line is booked on; none where it is not booked."""
    if command.target == "receipt":
        return sides_of_receipt(found.payer_id, command.receipt_id, stream, state)
    if command.target == "suspense":
        year = found.day.year
        other = account(stream=stream, kind="suspense", year=year, entity=found.payer_id)
    elif command.target == "repayment" and command.organisation_id and command.year is not None:
        year, organisation = command.year, str(command.organisation_id)
        other = payable_to(stream, year=year, organisation=organisation, payee="organisation")
    else:
        return ()
    return bank(stream, year, found.payer_id), other


def allot(command: AllotBankLine, context: Context, state: State) -> Sequence[Event]:
    """Book it, and take it out of suspense if it stands there."""
    found = _line(command.bank_line_id, state)
    if found.target not in (None, "suspense"):
        raise Refusal("bank_line_allotted", "bank_line_id")
    if found.target == command.target:
        raise Refusal("bank_line_allotted", "target")
    reason = _checked_reason(command)
    if command.target == "repayment":
        check_owed(command, found.cents, state)
    if command.target == "receipt":
        check_receipt(command.receipt_id, found.cents, state)
    payment = said_of_payment(command, found.day, found.cents, context, state)
    return [
        *payment,
        BankLineAllotted(
            bank_line_id=command.bank_line_id,
            payer_id=UUID(found.payer_id),
            cents=found.cents,
            target=command.target,
            payment_id=command.payment_id if payment else None,
            organisation_id=command.organisation_id if command.target == "repayment" else None,
            year=command.year if command.target == "repayment" else None,
            receipt_id=command.receipt_id if command.target == "receipt" else None,
            reason=reason,
            allotted_by=context.actor or "",
            transfers=(
                *_reversed(found, context, state),
                *_posted(found, command, context, state),
            ),
        ),
    ]


def _line(own_id: UUID, state: State) -> BankLineRow:
    found = state.get(BankLineRow, own_id)
    if found is None:
        raise Refusal("bank_line_unknown", "bank_line_id")
    return found


def _checked_reason(command: AllotBankLine) -> str | None:
    """Why; asked where nothing else says what the line was."""
    reason = (command.reason or "").strip()
    if len(reason) > REASON_MAX or (command.target in ("suspense", "not_ours") and not reason):
        raise Refusal("reason_invalid", "reason", most=REASON_MAX)
    return reason or None


def _posted(
    found: BankLineRow, command: AllotBankLine, context: Context, state: State
) -> tuple[Transfer, ...]:
    """What came in goes from the bank's side to the other, what went out the other way."""
    sides = _sides(found, command, context.stream, state)
    if not sides:
        return ()
    debit, credit = sides if found.cents > 0 else sides[::-1]
    return (
        Transfer(
            transfer_id=context.make_id("allotted"),
            kind="posted",
            debit=debit,
            credit=credit,
            cents=abs(found.cents),
        ),
    )


def _reversed(found: BankLineRow, context: Context, state: State) -> tuple[Transfer, ...]:
    """What was booked of the line goes back."""
    if found.transfer_id is None:
        return ()
    rows = transfers_named([found.transfer_id], state)
    return follow_up(rows, "reversal", context, state, part="line:")


def allotted(event: BankLineAllotted, _context: Context, state: State) -> Iterable[Change]:
    """It is known what the line was."""
    found = state.get(BankLineRow, event.bank_line_id)
    posted = [str(one.transfer_id) for one in event.transfers if one.kind == "posted"]
    if found is not None:
        yield replace(
            found,
            target=event.target,
            transfer_id=posted[0] if posted else None,
            organisation_id=_text(event.organisation_id),
            year=event.year,
            receipt_id=_text(event.receipt_id),
        )
    yield from owes_less(event, event.cents, state)
    yield from tied(event.receipt_id, event.bank_line_id, state)
    yield from booked(event.transfers, state, entry=event.bank_line_id)


def _text(own_id: UUID | None) -> str | None:
    return None if own_id is None else str(own_id)


# -- taking back ------------------------------------------------------------------------------


def needs_of_freeing(command: FreeBankLine, _context: Context, state: State) -> Iterable[Place]:
    """The line; then what was booked of it, and who owed it."""
    yield BankLineRow.at(command.bank_line_id)
    found = state.peek(BankLineRow, command.bank_line_id)
    if found is None:
        return
    if found.transfer_id is not None:
        yield from needs_of_transfers([found.transfer_id], state)
    yield from needs_of_debtor(found.organisation_id, found.year)
    yield from needs_of_receipt(found.receipt_id)


def free(command: FreeBankLine, context: Context, state: State) -> Sequence[Event]:
    """Reverse what was booked; a receipt stands, without its line.

    What became of a payment stands: its item may be paid again.
    """
    found = _line(command.bank_line_id, state)
    if found.target is None:
        raise Refusal("bank_line_open", "bank_line_id")
    if found.target == "payment":
        raise Refusal("bank_line_final", "bank_line_id")
    return [
        BankLineFreed(
            bank_line_id=command.bank_line_id,
            payer_id=UUID(found.payer_id),
            cents=found.cents,
            organisation_id=None if found.organisation_id is None else UUID(found.organisation_id),
            year=found.year,
            freed_by=context.actor or "",
            transfers=_reversed(found, context, state),
        )
    ]


def freed(event: BankLineFreed, _context: Context, state: State) -> Iterable[Change]:
    """It waits for a person again."""
    found = state.get(BankLineRow, event.bank_line_id)
    if found is not None:
        yield BankLineRow(key=found.key, payer_id=found.payer_id, day=found.day, cents=found.cents)
        yield from tied(found.receipt_id, None, state)
    yield from owes_less(event, -event.cents, state)
    yield from booked(event.transfers, state, entry=event.bank_line_id)
