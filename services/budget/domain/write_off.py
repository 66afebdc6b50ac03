"""Writing off what a holder owes: one person proposes it by a decision, another agrees. Pure.

The sources that had paid, and had it back, bear it after all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from services.budget.contracts.commands import ApproveWriteOff, ProposeWriteOff
from services.budget.contracts.events import (
    SOURCE_KINDS,
    DebtWrittenOff,
    Decision,
    Transfer,
    WriteOffProposed,
)
from services.budget.domain.book import Book
from services.budget.domain.calendar import day_of
from services.budget.domain.debt import Debt, known, to_holders
from services.budget.domain.ledger import (
    AccountRow,
    TransferRow,
    booked,
    needs_of_transfers,
    transfers_named,
    within_limits,
)
from services.budget.domain.prior import needs_reversal, same_source
from services.kernel.contract import Event
from services.kernel.portions import portion
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State


def needs_of_proposing(
    command: ProposeWriteOff, _context: Context, _state: State
) -> Iterable[Place]:
    """The debt."""
    return [Debt.at(command.debt_id)]


def propose(command: ProposeWriteOff, context: Context, state: State) -> Sequence[Event]:
    """Note it, with its decision; another person has to agree. Proposed anew, the last holds."""
    known(command.debt_id, state)
    if command.decision.on > day_of(context.time):
        raise Refusal("day_out_of_range", "decision")
    return [
        WriteOffProposed(
            debt_id=command.debt_id, decision=command.decision, maker=context.actor or ""
        )
    ]


def proposed(event: WriteOffProposed, _context: Context, state: State) -> Iterable[Change]:
    """It waits for a second person. What comes in meanwhile makes it less."""
    found = state.get(Debt, event.debt_id)
    if found is not None:
        decision = event.decision
        yield replace(
            found,
            maker=event.maker,
            body=decision.body,
            decided_on=decision.on,
            reference=decision.reference,
        )


def needs_of_approving(command: ApproveWriteOff, context: Context, state: State) -> Iterable[Place]:
    """The debt, the transfers by which it came to be owed, and where its money is today."""
    yield Debt.at(command.debt_id)
    found = state.peek(Debt, command.debt_id)
    if found is not None:
        yield from needs_of_transfers(found.transfer_ids, state)
        yield from needs_reversal(found.transfer_ids, found.year, context, state)


def approve(command: ApproveWriteOff, context: Context, state: State) -> Sequence[Event]:
    """The sources bear what is left, in the ratio in which they had it back; those of the present
    year where the books are locked. Refuses where they have not so much, and whoever proposed it:
    four eyes."""
    found = known(command.debt_id, state)
    if found.maker is None or found.body is None or found.decided_on is None:
        raise Refusal("write_off_not_proposed", "debt_id")
    if context.actor is None or context.actor == found.maker:
        raise Refusal("maker_cannot_approve", "debt_id")
    rows = [row for row in transfers_named(found.transfer_ids, state) if _owed_by(row, state)]
    parts = portion(tuple(row.cents for row in rows), 0, found.left_cents)
    transfers = tuple(
        _borne(place, row, cents, found.year, context, state)
        for place, (row, cents) in enumerate(zip(rows, parts, strict=True))
        if cents
    )
    return [
        DebtWrittenOff(
            debt_id=command.debt_id,
            cents=found.left_cents,
            decision=Decision(body=found.body, on=found.decided_on, reference=found.reference),
            approver=context.actor,
            transfers=within_limits(transfers, state),
        )
    ]


def _owed_by(row: TransferRow, state: State) -> bool:
    """Whether it is one by which the holder owes; what went on to the present year is none."""
    debit = state.get(AccountRow, row.debit_id)
    return debit is not None and debit.kind == "payable"


def _borne(
    place: int, row: TransferRow, cents: int, year: int, context: Context, state: State
) -> Transfer:
    source = state.get(AccountRow, row.credit_id)
    assert source is not None
    own, now = source.as_account(), day_of(context.time).year
    book = state.get(Book, year)
    late = book is not None and book.status == "locked" and own.kind in SOURCE_KINDS
    return Transfer(
        transfer_id=context.make_id(f"borne:{place}"),
        kind="posted",
        debit=same_source(own, now, context.stream) if late else own,
        credit=to_holders(context.stream, year),
        cents=cents,
        for_year=year if late else None,
    )


def written_off(event: DebtWrittenOff, _context: Context, state: State) -> Iterable[Change]:
    """Nothing is owed any more; what was left stays, to tell how much was given up."""
    found = state.get(Debt, event.debt_id)
    if found is not None:
        yield replace(found, status="written_off")
    yield from booked(event.transfers, state, entry=event.debt_id)
