"""Reviewing statements: what is odd or drawn by lot, and what persons found of it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from services.budget.contracts.reviews import judgement_id
from services.gateway.api.context import RequestContext
from services.gateway.api.finding_types import (
    FindingDone,
    FindingJudgement,
    FindingKind,
    ReviewFinding,
    StatementReview,
)
from services.gateway.api.reads import read_row
from services.gateway.api.scalars import Cents
from services.gateway.api.sending import Shown
from services.gateway.domain.review import Finding, Line, findings
from services.gateway.storage.findings import (
    LINES_MAX,
    read_judgements,
    read_reviewed,
    read_statements,
)
from services.gateway.storage.reading import Row

AT_ONCE: Final = 20
"""Statements whose lines are in memory at once."""


async def review_of(context: RequestContext, network: str, own: str) -> StatementReview | None:
    """What is to be looked at in a statement; None where there is none to see."""
    return next(iter((await reviews_of(context, network, [own])).values()), None)


async def reviews_of(
    context: RequestContext, network: str, own: Sequence[str]
) -> dict[str, StatementReview]:
    """What is to be looked at in statements, by their ids; those that are not to be seen are left
    out."""
    made: dict[str, StatementReview] = {}
    for begin in range(0, len(own), AT_ONCE):
        some = own[begin : begin + AT_ONCE]
        async with context.gateway.database.within(context.bounds(network)) as connection:
            told = await read_statements(connection, network, some)
            rows = await read_reviewed(connection, network, some)
            judged = {one["key"]: one for one in await read_judgements(connection, network, some)}
        lines = defaultdict[str, list[Line]](list)
        for row in rows:
            lines[row["statement_id"]].append(_line(row))
        statements = {one["key"]: one for one in told}
        for key in some:
            if key in statements:
                made[key] = _review(network, statements[key], lines[key], judged)
    return made


def _review(network: str, row: Row, lines: list[Line], judged: dict[str, Row]) -> StatementReview:
    own, looked_at = row["key"], lines[:LINES_MAX]
    found = findings(own, looked_at, row["total_cents"], row["totals_before"])
    shown = [_finding(network, own, one, judged) for one in found]
    return StatementReview(
        reference=f"{row['year']}-{row['number']:04d}",
        statement=UUID(own),
        reviewed_lines=len(looked_at),
        complete=len(lines) <= LINES_MAX,
        open_count=sum(one.judgement is None for one in shown),
        findings=shown,
    )


def _line(row: Row) -> Line:
    return Line(
        participation=row["participation_id"],
        day=row["day"],
        offer=row["offer_id"],
        card=row["card_id"],
        price_cents=row["price_cents"],
        offered_cents=row["offered_cents"],
        at_ceiling=row["at_ceiling"],
    )


def _finding(network: str, own: str, one: Finding, judged: dict[str, Row]) -> ReviewFinding:
    shown = ReviewFinding(
        network=network,
        kind=FindingKind(one.kind),
        participation=None if one.participation is None else UUID(one.participation),
        against_cents=None if one.cents is None else Cents(one.cents),
    )
    found = judged.get(str(judgement_id(own, one.kind, one.participation)))
    return shown if found is None else _judged(shown, found)


def _judged(shown: ReviewFinding, row: Row) -> ReviewFinding:
    shown.judgement = FindingJudgement(row["judgement"])
    shown.judged_by, shown.judged_at = row["by"], row["made_at"]
    return shown


async def _read(context: RequestContext, network: str, made: str) -> ReviewFinding | None:
    row = await read_row(context, network, "judgements", made)
    if row is None:
        return None
    participation = row["participation_id"]
    shown = ReviewFinding(
        network=network,
        kind=FindingKind(row["finding"]),
        participation=None if participation is None else UUID(participation),
        against_cents=None,
    )
    return _judged(shown, row)


FINDING: Final = Shown(_read, lambda op, one: FindingDone(operation=op, finding=one))
