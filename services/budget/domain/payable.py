"""What is ready to be paid: one item for each thing that a payee is owed and can be paid at once.

A provider's statement, a holder's claim, an invoice, what another network claims: each becomes an
item when it is settled, and a payment names items. So nothing is paid twice, whatever is clicked
twice. Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar, Literal
from uuid import UUID

from services.budget.contracts.events import ParticipationConfirmed, Transfer
from services.kernel.state import Change, Row, State

ItemKind = Literal["statement", "claim", "expense", "clearing"]
ItemStatus = Literal["open", "in_run", "paid", "withdrawn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PayableItem(Row):
    """Something that can be paid. Key: the statement, the claim's participation, the expense, or
    the other network's claim.

    `account_id`: the account that owes it. `reference`: what the payee knows it by, such as the
    number of a statement; it names no person. `payment_id`: the run or payment that has it.
    """

    table: ClassVar[str] = "payable_items"
    kind: ItemKind
    account_id: str
    organisation_id: str | None
    cents: int
    reference: str
    status: ItemStatus = "open"
    payment_id: str | None = None


def item_ready(
    own_id: UUID,
    kind: ItemKind,
    *,
    account_id: UUID,
    organisation_id: str | None,
    cents: int,
    reference: str,
) -> Iterable[Change]:
    """The item is there, to be paid."""
    if cents > 0:
        yield PayableItem(
            key=str(own_id),
            kind=kind,
            account_id=str(account_id),
            organisation_id=organisation_id,
            cents=cents,
            reference=reference,
        )


def item_withdrawn(own_id: UUID, state: State) -> Iterable[Change]:
    """It is owed no more: not to be paid, where it was not paid yet."""
    found = state.get(PayableItem, own_id)
    if found is not None and found.status != "paid":
        yield replace(found, status="withdrawn")


def less_due(found: PayableItem, cents: int) -> PayableItem:
    """The item, of which so much less is due; nothing: it is to be paid no more."""
    left = found.cents - cents
    return replace(found, cents=left, status="open" if left > 0 else "withdrawn")


@dataclass(frozen=True, slots=True)
class Owed:
    """What transfers make payable, or take back (below zero): in cents, in a year's books."""

    account_id: UUID
    year: int
    cents: int


def payable_of(transfers: Iterable[Transfer]) -> Owed | None:
    """What transfers make payable; None where they do not touch it."""
    moved = [one for one in transfers if one.kind in ("posted", "taken", "reversal")]
    coming = [one for one in moved if one.credit.kind == "payable"]
    debits = [one for one in moved if one.debit.kind == "payable"]
    sides = [*(one.credit for one in coming), *(one.debit for one in debits)]
    if not sides:
        return None
    cents = sum(one.cents for one in coming) - sum(one.cents for one in debits)
    return Owed(sides[0].account_id, sides[0].year, cents)


def claim_ready(event: ParticipationConfirmed) -> Iterable[Change]:
    """What a holder is owed who paid first can be paid, claim by claim."""
    owed = payable_of(event.transfers)
    assert owed is not None
    return item_ready(
        event.participation_id,
        "claim",
        account_id=owed.account_id,
        organisation_id=None,
        cents=owed.cents,
        reference=str(event.participation_id)[:8],
    )
