"""Reading what is owed to the network, within the bounds of a request."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from services.gateway.api.budget_types import DecidingBody
from services.gateway.api.context import RequestContext
from services.gateway.api.debt_types import (
    Debt,
    DebtDone,
    DebtStatus,
    Repayment,
    RepaymentDone,
    RepaymentReceipt,
    RepaymentWay,
)
from services.gateway.api.file_types import RecoveryPayer
from services.gateway.api.reads import read_row, shows_persons
from services.gateway.api.scalars import Cents
from services.gateway.api.sending import Shown
from services.gateway.domain.access import Scope, allowed
from services.gateway.domain.cash_words import CashRepaid
from services.gateway.domain.sentences import sentence
from services.gateway.storage.reading import Row

_STATEMENTS: Final = (
    "select b.bucket, d.year, d.number from unnest($2::text[], $3::text[]) b(bucket, organisation) "
    "join drawn_up d on d.stream = $1 and d.organisation_id = b.organisation "
    "and d.buckets ? b.bucket"
)


async def show_debts(context: RequestContext, network: str, rows: Sequence[Row]) -> list[Debt]:
    """Debts, with the statements from which they were taken: one query for all."""
    taken = [row for row in rows if row["bucket_id"] is not None]
    drawn = await context.gateway.database.fetch(
        context.bounds(network),
        _STATEMENTS,
        network,
        [row["bucket_id"] for row in taken],
        [row["organisation_id"] for row in taken],
    )
    statements = {row["bucket"]: f"{row['year']}-{row['number']:04d}" for row in drawn}
    return [_debt(context, network, row, statements) for row in rows]


def _debt(context: RequestContext, network: str, row: Row, statements: Mapping[str, str]) -> Debt:
    code, grant, person = row["code"], context.grant, shows_persons(context)
    waits = row["status"] == "open" and row["maker"] is not None
    return Debt(
        network=network,
        id=UUID(row["key"]),
        owed_by=RecoveryPayer(row["owed_by"]),
        participation=UUID(row["participation_id"]),
        holder=_id(row["holder_id"]) if person else None,
        organisation=_id(row["organisation_id"]),
        status=DebtStatus(row["status"]),
        cents=Cents(row["cents"]),
        left_cents=Cents(row["left_cents"]),
        code=code,
        message=None if code is None else sentence(code),
        in_statement=statements.get(row["bucket_id"] or ""),
        write_off_proposed=waits,
        may_approve=waits
        and grant is not None
        and grant.actor != row["maker"]
        and allowed(grant, "approveWriteOff", Scope()),
        body=None if row["body"] is None else DecidingBody(row["body"]),
        decided_on=row["decided_on"],
        reference=row["reference"],
        at=row["made_at"],
    )


def _id(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


def repayment(row: Row) -> Repayment:
    """What came in."""
    return Repayment(
        id=UUID(row["key"]),
        debt=UUID(row["debt_id"]),
        cents=Cents(row["cents"]),
        way=RepaymentWay(row["way"]),
        on=row["paid_on"],
        at=row["made_at"],
    )


async def repayment_receipt(
    context: RequestContext, network: str, key: str
) -> RepaymentReceipt | None:
    """The receipt; None where nothing came in in cash by this."""
    row = await read_row(context, network, "repayments", key)
    home = await read_row(context, network, "networks", network)
    if row is None or home is None or row["way"] != "cash":
        return None
    if await read_row(context, network, "debts", row["debt_id"]) is None:
        return None
    repaid = CashRepaid(
        network=home["name"], reference=row["debt_id"][:8], cents=row["cents"], on=row["paid_on"]
    )
    return RepaymentReceipt(
        repaid=repaid,
        repayment=UUID(key),
        total_cents=Cents(repaid.cents),
        cash_cents=Cents(repaid.cash_cents),
    )


async def _read_debt(context: RequestContext, network: str, made: str) -> Debt | None:
    row = await read_row(context, network, "debts", made)
    if row is None or row["status"] is None:
        return None
    return (await show_debts(context, network, [row]))[0]


async def _read_repayment(context: RequestContext, network: str, made: str) -> Repayment | None:
    row = await read_row(context, network, "repayments", made)
    return None if row is None else repayment(row)


DEBT: Final = Shown(_read_debt, lambda op, one: DebtDone(operation=op, debt=one))
REPAYMENT: Final = Shown(
    _read_repayment, lambda op, one: RepaymentDone(operation=op, repayment=one)
)
