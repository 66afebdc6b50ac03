"""To which account an item of a run is paid, where budget knows it. Pure."""

from collections.abc import Iterable
from uuid import UUID

from services.budget.domain.calendar import day_of
from services.budget.domain.payable import PayableItem
from services.budget.domain.payee_account import Payee
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Place, State


def needs_paid_to(item_id: UUID, state: State) -> Iterable[Place]:
    """The accounts of a provider, or of another network that claims."""
    item = state.peek(PayableItem, item_id)
    if item is not None and item.organisation_id is not None:
        yield Payee.at(item.organisation_id)


def paid_to(item: PayableItem, context: Context, state: State) -> UUID | None:
    """The account of a provider or of another network that is paid to today. Refuses where there is
    none: also what a claim names is paid to once somebody here confirmed it.

    A holder's account is hers alone: budget knows no person, so it is found when the file is made.
    """
    if item.organisation_id is None:
        return None
    payee = state.get(Payee, item.organisation_id)
    found = None if payee is None else payee.account_on(day_of(context.time))
    if found is None:
        raise Refusal("no_payee_account", "item_ids", reference=item.reference)
    return UUID(found)
