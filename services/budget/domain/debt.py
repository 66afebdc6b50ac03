"""What a holder owes the network, until it is paid back or written off. Pure.

It stands in the account of what is payable to holders, which is so much lower; the sources that
had paid have it back already, and bear it again where it is written off (`write_off.py`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from services.budget.contracts.commands import ReceiveRepayment
from services.budget.contracts.events import (
    Account,
    ParticipationCorrected,
    RecoveryBooked,
    RepaymentReceived,
    Transfer,
)
from services.budget.contracts.recoveries import debt_of
from services.budget.domain.calendar import day_of
from services.budget.domain.ledger import (
    booked,
    places,
)
from services.budget.domain.participation import payable_to
from services.budget.domain.payable import PayableItem, less_due, payable_of
from services.budget.domain.payment import account_outside, bank
from services.budget.domain.receipt import came_beside
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt(Row):
    """What a holder owes, in cents. Key: that of the participation's recovery, or a correction.

    `year`: in whose books. `transfer_ids`: those by which it came to be owed. `maker`: who proposed
    to write it off, by the decision of which body, day and reference follow; an opaque id.
    """

    table: ClassVar[str] = "debts"
    year: int
    cents: int
    left_cents: int
    status: Literal["open", "paid", "written_off"]
    transfer_ids: tuple[str, ...]
    maker: str | None = None
    body: str | None = None
    decided_on: date | None = None
    reference: str | None = None


def stands(participation: str, state: State) -> bool:
    """Whether a holder pays, or paid, a participation back: it is then corrected no more. Once all
    of that was written off it is as before."""
    found = state.get(Debt, debt_of(participation))
    if found is None:
        return False
    return found.status != "written_off" or found.left_cents < found.cents


def check_not_recovered(participation: str, state: State) -> None:
    """Refuses what a holder pays back, or paid."""
    if stands(participation, state):
        raise Refusal("already_recovered", "participation_id")


def known(own_id: UUID, state: State) -> Debt:
    """A debt of which something is left. Refuses any other."""
    found = state.get(Debt, own_id)
    if found is None:
        raise Refusal("debt_unknown", "debt_id")
    if found.status != "open":
        raise Refusal("debt_settled", "debt_id")
    return found


# -- paid back ------------------------------------------------------------------------------------


def needs_of_receiving(
    command: ReceiveRepayment, context: Context, state: State
) -> Iterable[Place]:
    """The debt and the accounts between which it goes."""
    yield Debt.at(command.debt_id)
    found = state.peek(Debt, command.debt_id)
    if found is not None:
        yield from places(_sides(command, found, context.stream))


def _sides(command: ReceiveRepayment, found: Debt, stream: str) -> tuple[Account, Account]:
    """From where it comes, and what is payable to holders."""
    comes = bank if command.way == "bank" else account_outside
    return comes(stream, found.year), to_holders(stream, found.year)


def to_holders(stream: str, year: int) -> Account:
    """What is payable to holders."""
    return payable_to(stream, year=year, organisation="", payee="holder")


def receive(command: ReceiveRepayment, context: Context, state: State) -> Sequence[Event]:
    """So much less is owed. Refuses more than is owed, and a day that is still to come."""
    found = known(command.debt_id, state)
    if command.on > day_of(context.time):
        raise Refusal("day_out_of_range", "on")
    if not 0 < command.cents <= found.left_cents:
        raise Refusal("repayment_invalid", "cents", left_cents=found.left_cents)
    debit, credit = _sides(command, found, context.stream)
    return [
        RepaymentReceived(
            repayment_id=context.make_id("repayment"),
            debt_id=command.debt_id,
            cents=command.cents,
            left_cents=found.left_cents - command.cents,
            way=command.way,
            on=command.on,
            transfers=(
                Transfer(
                    transfer_id=context.make_id("repaid"),
                    kind="posted",
                    debit=debit,
                    credit=credit,
                    cents=command.cents,
                ),
            ),
        )
    ]


def received(event: RepaymentReceived, _context: Context, state: State) -> Iterable[Change]:
    """So much is left; nothing: it is paid."""
    found = state.get(Debt, event.debt_id)
    if found is not None:
        status: Literal["open", "paid"] = "open" if event.left_cents else "paid"
        yield replace(found, left_cents=event.left_cents, status=status)
    yield from came_beside(event.repayment_id, event.transfers)
    yield from booked(event.transfers, state, entry=event.repayment_id)


# -- how it comes to be owed ----------------------------------------------------------------------


def recovery_booked(event: RecoveryBooked, _context: Context, state: State) -> Iterable[Change]:
    """A holder owes it; who waits for her money gets so much less."""
    if event.withheld:
        item = state.get(PayableItem, event.participation_id)
        if item is not None:
            yield less_due(item, event.cents)
        yield replace(owed(event), status="paid", left_cents=0)
    elif event.owed_by == "holder" and event.cents:
        yield owed(event)
    yield from booked(
        event.transfers, state, participation=event.participation_id, entry=event.debt_id
    )


def owed(event: RecoveryBooked) -> Debt:
    """The debt that a recovery leaves."""
    return _debt(event.debt_id, event.year, event.cents, event.transfers)


def owed_by_correction(event: ParticipationCorrected) -> Iterable[Change]:
    """A holder who was paid too much owes it, where a decision says so."""
    lower = payable_of(event.transfers)
    if lower is not None and lower.cents < 0:
        yield _debt(event.correction_id, lower.year, -lower.cents, event.transfers)


def _debt(own_id: UUID, year: int, cents: int, transfers: Iterable[Transfer]) -> Debt:
    return Debt(
        key=str(own_id),
        year=year,
        cents=cents,
        left_cents=cents,
        status="open",
        transfer_ids=tuple(str(one.transfer_id) for one in transfers),
    )
