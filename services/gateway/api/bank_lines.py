"""Reading bookings at the bank, and how accounts there stand, within the bounds of a request."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from services.budget.contracts.bank import iban
from services.gateway.api.bank_line_types import (
    BankBalance,
    BankLine,
    BankLineDone,
    BankLineStatus,
)
from services.gateway.api.context import RequestContext
from services.gateway.api.reads import connection_of, read_list, read_row
from services.gateway.api.scalars import Cents
from services.gateway.api.sealing import opened_by_us
from services.gateway.api.sending import Shown
from services.gateway.api.types import Connection
from services.gateway.storage import lists
from services.gateway.storage.bank_texts import texts_of
from services.gateway.storage.paging import Listing, Page
from services.gateway.storage.reading import Row

_IN_BOOKS: Final = """
select entity_id, kind, sum(debit_cents - credit_cents)::bigint as cents from accounts
where stream = $1 and entity_id = any($2) and kind in ('bank', 'suspense') group by 1, 2
"""


async def bank_lines(
    context: RequestContext,
    network: str,
    listing: Listing,
    filters: Mapping[str, object],
    page: Page,
) -> Connection[BankLine]:
    """A page of lines, with what is kept still of the other side."""
    rows = await read_list(context, network, listing, filters, page)
    return connection_of(rows, await _shown(context, network, rows.rows))


async def _shown(context: RequestContext, network: str, rows: Sequence[Row]) -> list[BankLine]:
    keys = [row["key"] for row in rows]
    texts = await texts_of(context.gateway.database, context.bounds(network), network, keys)
    return [_line(row, opened_by_us(context, texts.get(row["key"]))) for row in rows]


def _line(row: Row, told: dict[str, str]) -> BankLine:
    return BankLine(
        id=UUID(row["key"]),
        payer=UUID(row["payer_id"]),
        on=row["day"],
        cents=Cents(row["cents"]),
        reference=row["reference"],
        counterparty=told.get("name"),
        account=told.get("account"),
        message=told.get("text"),
        status=BankLineStatus(row["status"]),
        payment=_id(row["payment_id"]),
        organisation=_id(row["organisation_id"]),
        year=row["year"],
        receipt=_id(row["receipt_id"]),
        reason=row["reason"],
        at=row["made_at"],
        allotted_at=row["allotted_at"],
    )


def _id(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


async def bank_balances(
    context: RequestContext, network: str, page: Page
) -> Connection[BankBalance]:
    """A page of the accounts from which is paid, each beside the books."""
    payers = await read_list(context, network, lists.PAYER_ACCOUNTS, {}, page)
    keys = [row["key"] for row in payers.rows]
    database, bounds = context.gateway.database, context.bounds(network)
    accounts = await lists.read_by_keys(database, bounds, network, "bank_accounts", keys)
    rows = await database.fetch(bounds, _IN_BOOKS, network, keys)
    booked = {(row["entity_id"], row["kind"]): row["cents"] for row in rows}
    shown = [_balance(payer, accounts.get(payer["key"]), booked) for payer in payers.rows]
    return connection_of(payers, shown)


def _balance(payer: Row, account: Row | None, booked: dict[tuple[str, str], int]) -> BankBalance:
    key = payer["key"]
    in_books = booked.get((key, "bank"), 0)
    told = account is not None and account["closing_on"] is not None

    def of(column: str) -> int:
        return 0 if account is None else int(account[column])

    explained = sum(map(of, ("start_cents", "sent_cents", "open_cents", "not_ours_cents")))
    return BankBalance(
        payer=UUID(key),
        name=payer["name"],
        iban=iban.printed(payer["iban"]),
        start_on=None if account is None else account["start_on"],
        start_cents=Cents(of("start_cents")),
        bank_on=None if account is None else account["closing_on"],
        bank_cents=Cents(of("closing_cents")) if told else None,
        booked_cents=Cents(in_books),
        suspense_cents=Cents(-booked.get((key, "suspense"), 0)),
        sent_count=of("sent_count"),
        sent_cents=Cents(of("sent_cents")),
        open_count=of("open_count"),
        open_cents=Cents(of("open_cents")),
        not_ours_cents=Cents(of("not_ours_cents")),
        difference_cents=Cents(of("closing_cents") - explained - in_books) if told else None,
    )


async def _read_line(context: RequestContext, network: str, made: str) -> BankLine | None:
    row = await read_row(context, network, "bank_lines", made)
    return None if row is None else (await _shown(context, network, [row]))[0]


LINE: Final = Shown(_read_line, lambda op, one: BankLineDone(operation=op, bank_line=one))
