"""The accountability report of a year, filled from the views: counters only, never transfers.

How many rows are read depends on actions, sources and municipalities, not on how often anybody
took part.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast

from services.budget.contracts.events import SOURCE_KINDS
from services.gateway.api.accounting.naming import (
    CATEGORIES_OF,
    NOT_SET_APART,
    action_names,
    action_of,
    list_of,
    spent_of,
)
from services.gateway.api.accounting.parts import (
    SET_APART,
    budget_of,
    of_municipality,
    parts_of,
    received_of,
    right_of,
)
from services.gateway.api.context import Coded, RequestContext
from services.gateway.api.years import book_year
from services.gateway.domain.accountability import (
    Action,
    Approval,
    Loose,
    Partner,
    PriorYear,
    Reached,
    Report,
    ReportState,
)
from services.gateway.storage.reading import Row
from services.gateway.storage.year_tables import DUE_BY, IN_INSTALMENTS

_OF: Final = {
    "network": "select * from networks where key = $1 and $2::bigint is not null",
    "books": "select * from book_years where stream = $1 and year = $2",
    "spendings": "select * from spendings where stream = $1 and year = $2 order by key",
    "reaches": "select * from reaches where stream = $1 and year = $2 order by key",
    "envelopes": "select * from envelopes where stream = $1 and year = $2 order by made_at, key",
    "fundings": "select * from fundings where stream = $1 and year = $2 order by key",
    "apart": SET_APART,
    "entities": "select * from legal_entities where stream = $1 and $2::bigint is not null",
    "received": "select r.cents, r.made_at from money_received r join fundings f "
    "on f.stream = $1 and f.key = r.source_id and f.kind = 'drawing_right' "
    "where r.stream = $1 and r.year = $2 and not r.taken_back order by r.key",
    "organisations": "select name, roles, made_at from organisations "
    "where stream = $1 and $2::bigint is not null order by name, key",
}
_LOOSE: Final = (
    "select (select count(*) from participations where stream = $1 and status = 'held' "
    f"and day >= $3 and day <= $4 and coalesce({DUE_BY} $4, true) "
    "and ($5::text is null or municipality = $5)) "
    f"+ (select count(*) from participations where stream = $1 and {IN_INSTALMENTS} "
    f"and day >= $3 and day <= $4 and {DUE_BY} $4 "
    "and ($5::text is null or municipality = $5)) as holds, "
    "(select coalesce(sum(case kind when 'disputed' then 1 else -1 end), 0) from statement_lines "
    "where stream = $1 and year = $2 and kind in ('disputed', 'dispute_settled') "
    "and ($5::text is null or municipality = $5)) as disputed, "
    "(select count(*) from payment_runs where stream = $1 and year = $2 "
    "and status = 'proposed' and $5::text is null) as runs, "
    "(select coalesce(sum(credit_cents - debit_cents), 0) from accounts "
    "where stream = $1 and year = $2 and kind = 'payable' and $5::text is null) as payable"
)
_ROLES: Final = {
    "provider": "aanbieder",
    "referrer": "verwijzer",
    "municipal_service": "dienst van de gemeente",
    "poverty_association": "vereniging waar armen het woord nemen",
}


@dataclass(frozen=True, slots=True)
class Filled:
    """A report, and the rows behind its figures with the names of their actions."""

    report: Report
    figures: tuple[tuple[str, str | None, Row], ...]


async def filled(
    context: RequestContext, network: str, year: int, municipality: str | None, today: date
) -> Filled:
    """The report of a network, or of one of its municipalities. Raises Coded."""
    found: dict[str, list[Row]] = {}
    bounds = context.bounds(network)
    async with context.gateway.database.within(bounds) as connection:
        for name, sql in _OF.items():
            found[name] = list(await connection.fetch(sql, network, year))
        days = _days(year)
        loose = await connection.fetchrow(_LOOSE, network, year, *days, municipality)
    if not found["network"]:
        raise Coded("network_unknown", "network")
    [told] = found["network"]
    if municipality is not None and municipality not in list_of(told["municipalities"]):
        raise Coded("municipality_not_ours", "municipality")
    if municipality is not None:
        found = await of_municipality(context, network, found, municipality)
    return _assembled(found, loose, told["name"], year, municipality, today)


def _days(year: int) -> tuple[date, date]:
    """Its first and last day; of a year that no calendar has, those of the nearest."""
    near = min(max(year, date.min.year), date.max.year)
    return date(near, 1, 1), date(near, 12, 31)


def _assembled(
    found: Mapping[str, Sequence[Row]],
    loose: Any,
    name: str,
    year: int,
    municipality: str | None,
    today: date,
) -> Filled:
    books = next(iter(found["books"]), None)
    told = book_year(year, books)
    names = action_names(found["envelopes"])
    spendings = [one for one in found["spendings"] if _whose(one, municipality)]
    reached = _reached(found["reaches"], None, municipality)
    uncovered = sum(one["cents"] for one in spendings if one["source"] == "uncovered")
    state: ReportState = told.report.value
    as_of = told.locked_on or today
    report = Report(
        network=name,
        municipality=municipality,
        year=year,
        as_of=as_of,
        state=state,
        drawing_right_cents=right_of(found, municipality),
        ratio_tenths=told.ratio_tenths,
        variant=cast(Any, told.variant.value),
        unspent="carried_over" if books and books["drawing_right"] == "carried" else "returned",
        actions=_actions(found, spendings, names, municipality),
        people_reached=reached.people,
        prior_years=_prior(spendings, names),
        partners=_partners(found["organisations"], books),
        text=told.text,
        approval=_approval(books),
        loose=_loose(loose, uncovered, state),
        parts=parts_of(found, spendings, names, municipality),
        right_received_cents=None if municipality else received_of(found, as_of),
    )
    figures = tuple((*action_of(one, names), one) for one in spendings if one["cents"])
    return Filled(report, figures)


def _partners(rows: Iterable[Row], books: Row | None) -> tuple[Partner, ...]:
    """The partners in their roles; once the books are locked, those that were there then."""
    until = None if books is None else books["locked_at"]
    return tuple(
        Partner(
            name=one["name"],
            involved=", ".join(_ROLES.get(r, r) for r in list_of(one["roles"])),
        )
        for one in rows
        if until is None or one["made_at"] <= until
    )


def _whose(row: Row, municipality: str | None) -> bool:
    return municipality is None or row["municipality"] == municipality


def _actions(
    found: Mapping[str, Sequence[Row]],
    spendings: Sequence[Row],
    names: Mapping[str, tuple[str, str]],
    municipality: str | None,
) -> tuple[Action, ...]:
    entities = {one["key"]: one["name"] for one in found["entities"]}
    made = []
    for row in (None, *found["envelopes"]):
        key = None if row is None else row["key"]
        spent = spent_of([one for one in spendings if one["envelope_id"] == key], names, entities)
        reached = _reached(found["reaches"], key or "none", municipality)
        mine = row is not None and _whose(row, municipality)
        if not (mine or spent or reached.people):
            continue
        if row is not None and row["category"] not in CATEGORIES_OF:
            continue
        made.append(
            Action(
                name=NOT_SET_APART if row is None else names[row["key"]][0],
                budget_cents=None if row is None else budget_of(found, row, municipality),
                spent=spent,
                reached=reached,
                by_municipality=_by_town(found["reaches"], key or "none", municipality),
            )
        )
    return tuple(made)


def _reached(rows: Iterable[Row], envelope: str | None, municipality: str | None) -> Reached:
    """What was counted of one action, or of all, in all or in one municipality."""
    for row in rows:
        if (row["envelope"], row["municipality"]) == (envelope, municipality):
            return Reached(people=row["people"], participations=row["participations"])
    return Reached()


def _by_town(rows: Iterable[Row], envelope: str, municipality: str | None) -> tuple[Reached, ...]:
    """In the report of the whole, the counts of each municipality."""
    if municipality is not None:
        return ()
    towns = [
        Reached(people=row["people"], participations=row["participations"])
        for row in rows
        if row["envelope"] == envelope and row["municipality"] is not None
    ]
    return tuple(towns) if len(towns) > 1 else ()


def _prior(spendings: Iterable[Row], names: Mapping[str, tuple[str, str]]) -> tuple[PriorYear, ...]:
    """What belongs to earlier years, by action: all sources of it together."""
    sums: dict[tuple[int, str], int] = {}
    for one in spendings:
        if one["for_year"] is not None and one["source"] in SOURCE_KINDS:
            place = (one["for_year"], action_of(one, names)[0])
            sums[place] = sums.get(place, 0) + one["cents"]
    return tuple(
        PriorYear(for_year=year, action=action, cents=cents)
        for (year, action), cents in sums.items()
    )


def _approval(books: Row | None) -> Approval | None:
    if books is None or books["approved_by"] is None:
        return None
    return Approval(
        body=_BODIES.get(books["approved_by"], books["approved_by"]),
        on=books["approved_on"],
        reference=books["approval"] or "",
    )


_BODIES: Final = {
    "municipal_council": "Gemeenteraad",
    "municipal_executive": "College van burgemeester en schepenen",
    "social_service_committee": "Bijzonder comité voor de sociale dienst",
    "general_director": "Algemeen directeur",
}


def _loose(row: Any, uncovered: int, state: ReportState) -> Loose:
    """What is open still; once it is submitted, what is paid later changes no report."""
    if state in ("submitted", "questioned", "accepted", "settled"):
        return Loose(uncovered_cents=uncovered)
    return Loose(
        open_holds=row["holds"],
        uncovered_cents=uncovered,
        disputed_lines=int(row["disputed"]),
        unapproved_runs=row["runs"],
        payable_cents=max(0, int(row["payable"])),
    )
