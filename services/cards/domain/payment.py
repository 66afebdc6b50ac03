"""To which account a person is paid: sealed with a key of its own, kept beside the books. Pure.

An erasure of the person leaves it until its legal term has passed; then the calendar destroys it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar
from uuid import UUID

from services.cards.contracts.commands import (
    DestroyKeys,
    DestroyPaymentData,
    SetPaymentAccount,
)
from services.cards.contracts.events import PaymentAccountSet, PaymentDataDestroyed
from services.cards.contracts.keys import key_owner
from services.cards.domain.holder import Holder, known_holder
from services.cards.domain.prepared import SealedAccount, prepared
from services.kernel.contract import Event
from services.kernel.rules import Addressed, Context
from services.kernel.state import Change, Gone, Place, Row, State

PURPOSE = "payment"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentAccount(Row):
    """A person's account number, sealed. Key: holder. `kept_until`: she is erased."""

    table: ClassVar[str] = "payment_accounts"
    account: str
    kept_until: date | None = None


def owner_of(holder_id: UUID) -> UUID:
    """Whose key seals a person's payment data."""
    return key_owner(holder_id, PURPOSE)


def needs(
    command: SetPaymentAccount | DestroyPaymentData, _context: Context, _state: State
) -> Iterable[Place]:
    """The person and her account."""
    return [Holder.at(command.holder_id), PaymentAccount.at(command.holder_id)]


def set_account(command: SetPaymentAccount, context: Context, state: State) -> Sequence[Event]:
    """Keep to which account she is paid; the latest counts."""
    known_holder(command.holder_id, state)
    account = prepared(context, SealedAccount).account
    return [PaymentAccountSet(holder_id=command.holder_id, account=account)]


def destroy(
    command: DestroyPaymentData, context: Context, state: State
) -> Sequence[Event | Addressed]:
    """Her legal term has passed. Nothing where it was done already."""
    found = state.get(PaymentAccount, command.holder_id)
    if found is None or found.kept_until is None:
        return []
    keys = DestroyKeys(owners=(owner_of(command.holder_id),))
    return [
        PaymentDataDestroyed(holder_id=command.holder_id),
        Addressed(service="cards", stream=context.stream, command=keys, role="destroy-payment"),
    ]


def account_set(event: PaymentAccountSet, _context: Context, _state: State) -> Iterable[Change]:
    """She is paid there from now on."""
    yield PaymentAccount(key=str(event.holder_id), account=event.account)


def destroyed(event: PaymentDataDestroyed, _context: Context, _state: State) -> Iterable[Change]:
    """Nothing of it is left."""
    yield Gone(PaymentAccount.at(event.holder_id))


def kept(holder_id: UUID, until: date | None, state: State) -> Iterable[Change]:
    """The person is erased: her account stays until the end of its term."""
    found = state.get(PaymentAccount, holder_id)
    if found is not None and until is not None:
        yield replace(found, kept_until=until)
