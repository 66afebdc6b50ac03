"""Reading what can be paid and payments from the views, within the bounds of a request."""

from typing import Final
from uuid import UUID

import orjson

from services.gateway.api.context import RequestContext
from services.gateway.api.payment_types import (
    AllTheSame,
    BounceReason,
    ItemKind,
    ItemStatus,
    PayableItem,
    Payment,
    PaymentDone,
    PaymentRun,
    PaymentRunDone,
    PaymentStatus,
    PaymentWay,
    RunStatus,
)
from services.gateway.api.reads import read_row
from services.gateway.api.scalars import Cents
from services.gateway.api.sending import Shown
from services.gateway.domain.access import Scope, allowed
from services.gateway.storage.reading import Row


def item(row: Row) -> PayableItem:
    """Something that can be paid."""
    return PayableItem(
        network=row["stream"],
        id=UUID(row["key"]),
        kind=ItemKind(row["kind"]),
        organisation=_id(row["organisation_id"]),
        cents=Cents(row["cents"]),
        reference=row["reference"],
        status=ItemStatus(row["status"]),
        at=row["made_at"],
    )


def _id(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


def payer_told(row: Row) -> dict[str, str] | None:
    """From which account a run is paid, as its row tells; None: by the accounting package."""
    told = row["payer"]
    found = orjson.loads(told) if isinstance(told, str) else told
    return dict(zip(("payer_id", "name", "kbo", "iban"), found, strict=True)) if found else None


def run(context: RequestContext, row: Row) -> PaymentRun:
    """A run, as who asks sees it."""
    ids = row["payment_ids"]
    grant = context.grant
    second = (
        grant is not None
        and row["status"] == "proposed"
        and grant.actor != row["maker"]
        and allowed(grant, "approvePaymentRun", Scope())
    )
    named = row["all_the_same"]
    return PaymentRun(
        network=row["stream"],
        id=UUID(row["key"]),
        reference=f"{row['year']}-{row['number']:03d}",
        payer=_id((payer_told(row) or {}).get("payer_id")),
        execution_on=row["execution_on"],
        status=RunStatus(row["status"]),
        may_approve=second,
        payment_count=len(orjson.loads(ids) if isinstance(ids, str) else ids),
        total_cents=Cents(row["total_cents"]),
        all_the_same=None if named is None else AllTheSame(named),
        at=row["made_at"],
    )


def payment(row: Row) -> Payment:
    """A payment."""
    return Payment(
        id=UUID(row["key"]),
        run=_id(row["run_id"]),
        item=UUID(row["item_id"]),
        organisation=_id(row["organisation_id"]),
        cents=Cents(row["cents"]),
        reference=row["reference"],
        attempt=row["attempt"],
        status=PaymentStatus(row["status"]),
        way=PaymentWay(row["way"]),
        bounced_for=None if row["reason"] is None else BounceReason(row["reason"]),
        executed_on=row["executed_on"],
        at=row["made_at"],
    )


async def _read_run(context: RequestContext, network: str, made: str) -> PaymentRun | None:
    row = await read_row(context, network, "payment_runs", made)
    return None if row is None else run(context, row)


async def _read_payment(context: RequestContext, network: str, made: str) -> Payment | None:
    row = await read_row(context, network, "payments", made)
    return None if row is None else payment(row)


RUN: Final = Shown(_read_run, lambda op, one: PaymentRunDone(operation=op, run=one))
PAYMENT: Final = Shown(_read_payment, lambda op, one: PaymentDone(operation=op, payment=one))
