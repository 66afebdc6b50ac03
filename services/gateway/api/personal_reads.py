"""Reading what is kept about personal data, one thing at a time, as mutations answer it."""

from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID

from services.cards.contracts.keys import key_owner
from services.gateway.api import personal_build as build
from services.gateway.api.context import RequestContext
from services.gateway.api.opening import opened_keys
from services.gateway.api.personal_types import PaymentAccount
from services.gateway.api.reads import open_with, read_row
from services.gateway.storage.reading import Row

T = TypeVar("T")


def payment_owner(row: Row) -> str:
    """Whose key opens a person's payment data."""
    return str(key_owner(UUID(row["holder_id"]), "payment"))


async def show_payment_account(context: RequestContext, row: Row) -> PaymentAccount:
    """An account, opened; that it was shown is written down."""
    keys = await opened_keys(context, [row], owner=payment_owner)
    return build.payment_account(row, open_with(keys.get(payment_owner(row)), row["account"]))


async def payment_account(context: RequestContext, network: str, key: str) -> PaymentAccount | None:
    """A person's account."""
    row = await read_row(context, network, "payment_accounts", key)
    return await show_payment_account(context, row) if row is not None else None


def _reader(
    table: str, builder: Callable[[Row], T]
) -> Callable[[RequestContext, str, str], Awaitable[T | None]]:
    async def read(context: RequestContext, network: str, key: str) -> T | None:
        row = await read_row(context, network, table, key)
        return builder(row) if row is not None else None

    return read


person_request = _reader("person_requests", build.person_request)
legal_basis = _reader("legal_bases", build.legal_basis)
contact_choice = _reader("contact_choices", build.contact_choice)
retention_rule = _reader("retention_rules", build.retention_rule)
destruction_list = _reader("destruction_lists", build.destruction_list)
