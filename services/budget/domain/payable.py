"""What is ready to be paid: one item for each thing that a payee is owed and can be paid at once.

A provider's statement, a holder's claim, an invoice: each becomes an item when it is settled, and
a payment names items. So nothing is paid twice, whatever is clicked twice. Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar, Literal
from uuid import UUID

from services.kernel.state import Change, Row, State

ItemKind = Literal["statement", "claim", "expense"]
ItemStatus = Literal["open", "in_run", "paid", "withdrawn"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PayableItem(Row):
    """Something that can be paid. Key: the statement, the claim's participation, or the expense.

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
