"""Reading terms and statements from the views, within the bounds of a request."""

from typing import Final
from uuid import UUID

from services.gateway.api.budget_types import DecidingBody
from services.gateway.api.context import RequestContext
from services.gateway.api.reads import read_row
from services.gateway.api.scalars import Cents
from services.gateway.api.sending import Shown
from services.gateway.api.settlement_types import (
    DrawnUpStatement,
    SettlementPeriod,
    SettlementTerms,
    SettlementTermsDone,
    StatementDone,
)
from services.gateway.storage.reading import Row


def terms(row: Row) -> SettlementTerms:
    """The terms of a provider."""
    return SettlementTerms(
        organisation=UUID(row["organisation_id"]),
        period=SettlementPeriod(row["period"]),
        minimum_cents=Cents(row["minimum_cents"]),
        pay_within_days=row["pay_within_days"],
        claim_within_days=row["claim_within_days"],
    )


def statement(row: Row) -> DrawnUpStatement:
    """A statement, without its lines."""
    return DrawnUpStatement(
        network=row["stream"],
        id=UUID(row["key"]),
        organisation=UUID(row["organisation_id"]),
        reference=f"{row['year']}-{row['number']:04d}",
        year=row["year"],
        until=row["until"],
        line_count=row["lines"],
        total_cents=Cents(row["total_cents"]),
        carried_in_cents=Cents(row["carried_in_cents"]),
        payable_cents=Cents(row["payable_cents"]),
        carried_out_cents=Cents(row["carried_out_cents"]),
        pay_by=row["pay_by"],
        early=row["early"],
        body=None if row["body"] is None else DecidingBody(row["body"]),
        decided_on=row["decided_on"],
        decision_reference=row["reference"],
        at=row["made_at"],
    )


async def _read_terms(context: RequestContext, network: str, made: str) -> SettlementTerms | None:
    row = await read_row(context, network, "settlement_terms", made)
    return None if row is None else terms(row)


async def read_statement(
    context: RequestContext, network: str, made: str
) -> DrawnUpStatement | None:
    """A statement by its id, without its lines."""
    row = await read_row(context, network, "drawn_up", made)
    return None if row is None else statement(row)


TERMS: Final = Shown(_read_terms, lambda op, one: SettlementTermsDone(operation=op, terms=one))
STATEMENT: Final = Shown(read_statement, lambda op, one: StatementDone(operation=op, statement=one))
