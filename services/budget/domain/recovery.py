"""Somebody pays back what was used after a right had ended, as cards decided it. Pure.

A provider bears it, and its next statement is so much lower. A holder owes it: her provider keeps
what it was paid. Nobody is asked: what cannot be booked says why, and all stays as it is.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from services.budget.contracts.events import (
    Account,
    ParticipationCorrected,
    RecoveryBooked,
    Transfer,
)
from services.budget.contracts.recoveries import debt_of
from services.budget.domain.debt import Debt, recovery_booked, stands, to_holders
from services.budget.domain.group import of_line
from services.budget.domain.instalment_plan import InstalmentPlan
from services.budget.domain.ledger import AccountRow, TransferRow, places
from services.budget.domain.participation import Participation
from services.budget.domain.payable import PayableItem
from services.budget.domain.price_correction import (
    REFUSALS,
    Asked,
    corrected,
    correction_of,
)
from services.budget.domain.prior import reversed_in
from services.budget.domain.promoting import all_taken_in, returned
from services.budget.domain.resolution import last_step, needs_of
from services.budget.domain.returned import standing
from services.cards.contracts.events import RecoveredPart, RecoveryDecided
from services.kernel.contract import Event
from services.kernel.money import Shares
from services.kernel.rules import Context
from services.kernel.state import Overlay, Place, State


def needs(event: RecoveryDecided, context: Context, state: State) -> Iterable[Place]:
    """All that correcting each participation reads, and what is payable to holders."""
    for part in event.parts:
        yield from needs_of(part.participation_id, context, state)
        yield Debt.at(debt_of(part.participation_id))
        found = state.peek(Participation, part.participation_id)
        if found is not None:
            yield from places([to_holders(context.stream, found.booked_in)])


def book(event: RecoveryDecided, context: Context, state: State) -> Sequence[Event]:
    """Each participation in its turn; who waits for money gets what comes back."""
    seen, made = Overlay(state), list[Event]()
    for place, part in enumerate(event.parts):
        made += _booked(event, part, of_line(place, context), seen)
    found = [state.get(Participation, part.participation_id) for part in event.parts]
    lists = dict.fromkeys((one.held_in, one.envelope_id) for one in found if one is not None)
    for year, envelope in lists:
        more = returned(year, envelope, context, seen)
        all_taken_in(more, context, seen)
        made += more
    return made


def _booked(
    event: RecoveryDecided, part: RecoveredPart, context: Context, seen: Overlay
) -> list[Event]:
    """What is booked of one participation, taken in."""
    found = seen.get(Participation, part.participation_id)
    told = RecoveryBooked(
        debt_id=debt_of(part.participation_id),
        recovery_id=event.recovery_id,
        participation_id=part.participation_id,
        organisation_id=None if found is None else UUID(found.organisation_id),
        owed_by=event.payer,
        cents=0,
        year=context.time.year if found is None else found.booked_in,
        code=_code(found, event, seen),
    )
    if found is None or told.code is not None:
        return [told]
    if event.payer == "provider":
        borne = _borne(found, told, context, seen)
        seen.apply(corrected(borne, context, seen))
        cents = borne.network_back_cents
        return [told.model_copy(update={"cents": cents, "bucket_id": borne.bucket_id}), borne]
    owed = _owed(found, told, context, seen)
    seen.apply(recovery_booked(owed, context, seen))
    return [owed]


def _code(found: Participation | None, event: RecoveryDecided, state: State) -> str | None:
    """Why nothing can be booked, as a code; None: it can."""
    if found is None:
        return "participation_unknown"
    if stands(found.key, state):
        return "already_recovered"
    code = REFUSALS.get(found.status) or ("line_disputed" if found.disputed else None)
    code = code or ("late_line_waits" if found.late else None)
    plan = state.get(InstalmentPlan, found.key)
    code = code or ("instalments_open" if plan is not None and plan.open else None)
    if code is not None:
        return code
    if event.payer == "provider":
        return "no_line" if found.payee == "holder" or not found.network_cents else None
    item = state.get(PayableItem, found.key) if found.payee == "holder" else None
    if item is not None and item.status == "in_run":
        return "item_in_run"
    return None if _paid(found, state) else "not_paid_by_network"


def _borne(
    found: Participation, told: RecoveryBooked, context: Context, state: State
) -> ParticipationCorrected:
    """The provider bears the network's share."""
    before = found.shares
    after = Shares(before.holder_cents, before.organisation_cents + before.network_cents, 0)
    asked = Asked(correction_id=told.debt_id, repriced=True, recover=True)
    return correction_of(found, after, asked, context, state)


def _paid(found: Participation, state: State) -> list[TransferRow]:
    """What sources paid of it, and is not back: nothing of what has no money for it."""
    rows = standing(found.key, last_step(found, state), state)
    debits = ((row, state.get(AccountRow, row.debit_id)) for row in rows)
    return [row for row, debit in debits if debit is not None and debit.kind != "uncovered"]


def _owed(
    found: Participation, told: RecoveryBooked, context: Context, state: State
) -> RecoveryBooked:
    """The holder owes what sources paid, and they have it back."""
    rows, item = _paid(found, state), state.get(PayableItem, found.key)
    back = reversed_in(rows, context, state)
    holders = to_holders(context.stream, found.booked_in)
    return told.model_copy(
        update={
            "cents": sum(row.cents for row in rows),
            "transfers": tuple(_from_her(one, holders) for one in back),
            "withheld": item is not None and found.payee == "holder" and item.status == "open",
        }
    )


def _from_her(one: Transfer, holders: Account) -> Transfer:
    """The same, from what is payable to her: what the provider was paid stays as it is."""
    if one.kind != "reversal":
        return one
    return one.model_copy(update={"kind": "posted", "debit": holders, "names": None})
