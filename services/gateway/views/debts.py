"""Views of what is owed to the network: how it came to be owed, paid back, or written off."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID

from services.budget.contracts import events as budget
from services.gateway.views import ledger
from services.gateway.views.debt_rows import Debt, Repayment
from services.gateway.views.payment_rows import PayableItem
from services.kernel.contract import Event
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, Place, State

Settled = budget.RepaymentReceived | budget.DebtWrittenOff


def needs_booked(event: budget.RecoveryBooked, context: Context, state: State) -> Iterable[Place]:
    """The debt, what is payable to her, and the accounts."""
    yield from (Debt.at(event.debt_id), PayableItem.at(event.participation_id))
    yield from ledger.needs_accounts(event, context, state)


def booked(event: budget.RecoveryBooked, context: Context, state: State) -> Iterable[Change]:
    """Who owes it, or why nobody does."""
    status = _status(event)
    yield replace(
        state.get(Debt, event.debt_id) or Debt(key=str(event.debt_id)),
        participation_id=str(event.participation_id),
        organisation_id=None if event.organisation_id is None else str(event.organisation_id),
        owed_by=event.owed_by,
        cents=event.cents,
        left_cents=event.cents if status in ("open", "to_withhold") else 0,
        status=status,
        made_at=context.time,
        code=event.code,
        bucket_id=None if event.bucket_id is None else str(event.bucket_id),
    )
    item = state.get(PayableItem, event.participation_id)
    if event.withheld and item is not None:
        left = item.cents - event.cents
        yield replace(item, cents=left, status="open" if left > 0 else "withdrawn")
    yield from ledger.moved(event, context, state)


def _status(event: budget.RecoveryBooked) -> str:
    if event.code is not None:
        return "not_booked"
    if event.owed_by == "provider":
        return "to_withhold"
    return "held_back" if event.withheld else "open"


def owed_by_correction(
    event: budget.ParticipationCorrected, context: Context, state: State
) -> Iterable[Change]:
    """A holder who was paid too much owes it, where a decision says so."""
    item = state.get(PayableItem, event.participation_id)
    cents = ledger.taken_off(event.transfers)
    if event.payee != "holder" or item is None or item.status != "paid" or not cents:
        return
    yield replace(
        state.get(Debt, event.correction_id) or Debt(key=str(event.correction_id)),
        participation_id=str(event.participation_id),
        organisation_id=str(event.organisation_id),
        owed_by="holder",
        cents=cents,
        left_cents=cents,
        status="open",
        made_at=context.time,
    )


def needs_settled(event: Settled, context: Context, state: State) -> Iterable[Place]:
    """The debt and the accounts."""
    yield Debt.at(event.debt_id)
    yield from ledger.needs_accounts(event, context, state)


def received(event: budget.RepaymentReceived, context: Context, state: State) -> Iterable[Change]:
    """So much came in, and so much is left."""
    found = state.get(Debt, event.debt_id)
    if found is not None:
        status = "open" if event.left_cents else "paid"
        yield replace(found, left_cents=event.left_cents, status=status)
    yield Repayment(
        key=str(event.repayment_id),
        debt_id=str(event.debt_id),
        cents=event.cents,
        way=event.way,
        paid_on=event.on,
        made_at=context.time,
    )
    yield from ledger.moved(event, context, state)


def needs_proposed(
    event: budget.WriteOffProposed, _context: Context, _state: State
) -> Iterable[Place]:
    """The debt."""
    return [Debt.at(event.debt_id)]


def proposed(event: budget.WriteOffProposed, _context: Context, state: State) -> Iterable[Change]:
    """A second person has to agree, to this decision."""
    found = state.get(Debt, event.debt_id)
    if found is not None:
        yield _by(replace(found, maker=event.maker), event.decision)


def _by(found: Debt, decision: budget.Decision) -> Debt:
    """The debt with whose decision it is to be written off."""
    return replace(found, body=decision.body, decided_on=decision.on, reference=decision.reference)


def written_off(event: budget.DebtWrittenOff, context: Context, state: State) -> Iterable[Change]:
    """What was left is owed no more, by whose decision."""
    found = state.get(Debt, event.debt_id)
    if found is not None:
        yield _by(replace(found, status="written_off"), event.decision)
    yield from ledger.moved(event, context, state)


def of_holder(own_id: UUID, holder_id: str | None, municipality: str | None, state: State) -> Debt:
    """The columns that cards fills: whose debt it is, if it comes to be one."""
    row = state.get(Debt, own_id) or Debt(key=str(own_id))
    return replace(row, holder_id=holder_id, municipality=municipality)


DEBT_COPIES: Final[Mapping[type[Event], Copier]] = {
    budget.RecoveryBooked: Copier(booked, needs_booked),
    budget.RepaymentReceived: Copier(received, needs_settled),
    budget.WriteOffProposed: Copier(proposed, needs_proposed),
    budget.DebtWrittenOff: Copier(written_off, needs_settled),
}
"""The rows about what is owed to the network."""
