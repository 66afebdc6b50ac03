"""Reading what networks owe each other from the views, within the bounds of a request."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from services.budget.contracts.bank import iban
from services.gateway.api.cards import today
from services.gateway.api.clearing_types import (
    ClearingBalance,
    ClearingClaim,
    ClearingDirection,
    ClearingDone,
    ClearingLine,
    ClearingLineStatus,
    ClearingObjection,
    ClearingStatus,
    MoneyReceived,
    MoneyReceivedDone,
    ReceivedFor,
)
from services.gateway.api.context import RequestContext
from services.gateway.api.other_networks import names_of
from services.gateway.api.reads import read_row
from services.gateway.api.scalars import Cents
from services.gateway.api.sealing import opened_by_us
from services.gateway.api.sending import Shown
from services.gateway.storage import lists
from services.gateway.storage.reading import Row

_PAID_TO: Final = (
    "select organisation_id, account_sealed from payee_accounts where stream = $1 "
    "and organisation_id = any($2) and status = 'confirmed' and active_from <= $3 "
    "and (replaced_from is null or replaced_from > $3)"
)


async def show_claims(
    context: RequestContext, network: str, rows: Sequence[Row]
) -> list[ClearingClaim]:
    """Claims with the names of the others, and with what was paid."""
    names = await names_of(context, [row["network_id"] for row in rows])
    owed = [row["key"] for row in rows if row["direction"] == "in"]
    items = await lists.read_by_keys(
        context.gateway.database, context.bounds(network), network, "payable_items", owed
    )
    paid_to = await _confirmed(context, network, [row for row in rows if row["direction"] == "in"])
    return [
        _claim(row, names, items.get(row["key"]), paid_to.get(row["network_id"])) for row in rows
    ]


async def _confirmed(
    context: RequestContext, network: str, claims: Sequence[Row]
) -> dict[str, str | None]:
    """By network that claims, the number of the account to which it is paid today."""
    if not claims:
        return {}
    rows = await context.gateway.database.fetch(
        context.bounds(network),
        _PAID_TO,
        network,
        sorted({row["network_id"] for row in claims}),
        today(),
    )
    return {
        row["organisation_id"]: opened_by_us(context, row["account_sealed"]).get("iban")
        for row in rows
    }


def _claim(
    row: Row, names: Mapping[str, str], item: Row | None, paid_to: str | None
) -> ClearingClaim:
    """`paid_to`: the account that was confirmed here for who claims."""
    paid = row["received_cents"]
    if item is not None and item["status"] == "paid":
        paid = item["cents"]
    account = row["payee_iban"]
    return ClearingClaim(
        id=UUID(row["key"]),
        direction=ClearingDirection(row["direction"]),
        other_network=UUID(row["network_id"]),
        other_name=names.get(row["network_id"]),
        reference=f"V{row['year']}-{row['number']:04d}",
        year=row["year"],
        until=row["until"],
        status=ClearingStatus(row["status"]),
        line_count=row["lines"],
        total_cents=Cents(row["total_cents"]),
        accepted_cents=Cents(row["accepted_cents"]),
        payable_cents=Cents(row["payable_cents"]),
        paid_cents=Cents(paid),
        payee_name=row["payee_name"],
        payee_iban=None if account is None else iban.printed(account),
        payee_confirmed=row["direction"] == "in" and account is not None and account == paid_to,
        at=row["made_at"],
        answered_at=row["answered_at"],
    )


def line(row: Row, claim: Row) -> ClearingLine:
    """A line; of an answered claim, those that nobody disputes are accepted."""
    status = row["status"]
    if status == "claimed" and claim["answered_at"] is not None:
        status = "accepted"
    return ClearingLine(
        id=UUID(row["key"]),
        participation=UUID(row["participation_id"]),
        day=row["day"],
        category=row["category"],
        cents=Cents(row["cents"]),
        takes_back=None if row["names"] is None else UUID(row["names"]),
        status=ClearingLineStatus(status),
        objection=None if row["reason"] is None else ClearingObjection(row["reason"]),
        left_cents=Cents(row["left_cents"]),
    )


def balance(row: Row, names: Mapping[str, str]) -> ClearingBalance:
    """How it stands with another network in a year."""
    return ClearingBalance(
        direction=ClearingDirection(row["direction"]),
        other_network=UUID(row["network_id"]),
        other_name=names.get(row["network_id"]),
        year=row["year"],
        open_cents=Cents(row["open_cents"]),
        claimed_cents=Cents(row["claimed_cents"]),
        accepted_cents=Cents(row["accepted_cents"]),
        disputed_cents=Cents(row["disputed_cents"]),
        received_cents=Cents(row["received_cents"]),
    )


def money_received(row: Row) -> MoneyReceived:
    """Money that came in."""
    source, clearing = row["source_id"], row["clearing_id"]
    return MoneyReceived(
        id=UUID(row["key"]),
        year=row["year"],
        received_for=ReceivedFor(row["part"]),
        source=None if source is None else UUID(source),
        clearing=None if clearing is None else UUID(clearing),
        cents=Cents(row["cents"]),
        on=row["day"],
        reference=row["reference"],
        taken_back=row["taken_back"],
        at=row["made_at"],
    )


async def _read_claim(context: RequestContext, network: str, made: str) -> ClearingClaim | None:
    row = await read_row(context, network, "clearing_claims", made)
    return None if row is None else (await show_claims(context, network, [row]))[0]


async def _read_received(context: RequestContext, network: str, made: str) -> MoneyReceived | None:
    row = await read_row(context, network, "money_received", made)
    return None if row is None else money_received(row)


CLAIM: Final = Shown(_read_claim, lambda op, one: ClearingDone(operation=op, claim=one))
RECEIVED: Final = Shown(
    _read_received, lambda op, one: MoneyReceivedDone(operation=op, money_received=one)
)
