"""Showing the instalments of participations, and reading what is asked about them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import orjson

from services.budget.contracts.events import Instalment as Told
from services.budget.contracts.events import InstalmentTerms
from services.gateway.api.instalment_types import Instalment, InstalmentConfirmer, InstalmentStatus
from services.gateway.api.scalars import Cents
from services.gateway.domain.checks import BadInput
from services.gateway.domain.instalments import read_instalments, told
from services.gateway.storage.reading import Row

LINES: Final = """
select l.participation_id as below, l.instalment, d.year, d.number,
    coalesce(i.status = 'paid', false) as paid
from unnest($2::text[]) one cross join generate_series(1, 12) as place
join statement_lines l on l.stream = $1
  and l.key = one || case when place > 1 then ':instalment:' || place else '' end
left join drawn_up d on d.stream = l.stream and d.organisation_id = l.organisation_id
  and d.buckets ? l.bucket_id
left join payable_items i on i.stream = d.stream and i.key = d.key
where l.kind = 'instalment'
"""
"""The lines of the instalments of participations, with the statement that has each."""


def plan_of(row: Row) -> tuple[Told, ...]:
    """The instalments in a participation's row."""
    found = row["instalments"]
    listed = orjson.loads(found) if isinstance(found, str) else found
    return tuple(Told.model_validate(one) for one in listed)


def shown(row: Row, lines: Sequence[Row]) -> list[Instalment]:
    """The instalments of a participation, with what became of each."""
    plan, by_number = plan_of(row), {line["instalment"]: line for line in lines}
    return [
        Instalment(
            number=number,
            times=len(plan),
            due=one.due,
            price_cents=Cents(one.price_cents),
            holder_cents=Cents(one.holder_cents),
            organisation_cents=Cents(one.organisation_cents),
            network_cents=Cents(one.network_cents),
            status=_status(number, row, by_number.get(number)),
            statement=_statement(by_number.get(number)),
            lines=told(number, plan),
        )
        for number, one in enumerate(plan, start=1)
    ]


def running(row: Row) -> bool:
    """Whether some of its instalments are neither confirmed nor let go."""
    left = len(plan_of(row)) > row["instalments_confirmed"]
    return left and not row["instalments_over"] and row["status"] in ("held", "confirmed")


def _status(number: int, row: Row, line: Row | None) -> InstalmentStatus:
    if number > row["instalments_confirmed"]:
        return InstalmentStatus.WAITING if running(row) else InstalmentStatus.LET_GO
    if row["status"] == "cancelled":
        return InstalmentStatus.REVERSED
    paid = line is not None and line["paid"]
    return InstalmentStatus.PAID if paid else InstalmentStatus.CONFIRMED


def _statement(line: Row | None) -> str | None:
    if line is None or line["number"] is None:
        return None
    return f"{line['year']}-{line['number']:04d}"


def terms_of(given: Mapping[str, Any]) -> InstalmentTerms:
    """What arguments mean: so many equal parts, or the parts themselves. Raises BadInput."""
    times, first_due = given["times"], given["firstDue"]
    parts = read_instalments(given["instalments"])
    if (times is None) == (not parts):
        raise BadInput("instalments_invalid", "times")
    if (times is None) != (first_due is None):
        raise BadInput("instalments_invalid", "firstDue")
    confirmer: InstalmentConfirmer = given["confirmedBy"]
    return InstalmentTerms(
        times=times, first_due=first_due, parts=parts, confirmed_by=confirmer.value
    )
