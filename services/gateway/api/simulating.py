"""Running a document over a past period of the network: only the views are read, nothing kept."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Final
from uuid import UUID

import strawberry

from services.cards.contracts.regulation.counting import RightOn
from services.gateway.api.context import Coded, RequestContext
from services.gateway.api.quoting import offered_in
from services.gateway.api.regulation_types import DocumentInvalid
from services.gateway.api.regulations import WrongDocument, checked_document, document_invalid
from services.gateway.api.scalars import Cents
from services.gateway.domain import simulating
from services.gateway.domain.csv_files import table_text
from services.gateway.domain.listed import euros
from services.gateway.domain.standing import right_in
from services.gateway.storage.reading import Row
from services.kernel.money import Shares

AT_ONCE: Final = 1_000
RUN_MAX: Final = 50_000
"""Participations of one simulation; a longer period is asked in parts."""
_BEFORE: Final = datetime(1970, 1, 1, tzinfo=UTC)
_PAST: Final = """
select p.key, p.made_at, p.day, p.holder_id, p.offer_id, p.organisation_id, p.price_cents,
       p.holder_cents, p.organisation_cents, p.network_cents, p.other_help_cents,
       o.holder_bp, o.organisation_bp, o.network_bp, o.category, o.tags, o.half_days,
       o.provided_by, c.name as provider, r.valid_from, r.valid_until
from participations p
join offers o on o.stream = $1 and o.key = p.offer_id
join organisations c on c.stream = $1 and c.key = p.organisation_id
left join rights r on r.stream = $1 and r.key = p.right_id
where p.stream = $1 and p.status = 'confirmed' and p.day between $2 and $3
  and p.scheme_id is not distinct from $4 and (p.made_at, p.key) > ($5, $6)
order by p.made_at, p.key limit $7
"""
_PEOPLE: Final = """
select h.key, h.merged_into, h.cap_share_percent as share, h.households ->> 0 as household,
  coalesce((select jsonb_agg(to_jsonb(r) order by r.valid_from, r.key) from scheme_rights r
    where r.stream = $1 and r.holder_id = h.key and r.scheme_id = $3), '[]') as rights,
  coalesce((select jsonb_agg(m ->> 'holder') from households l, jsonb_array_elements(l.members) m
    where l.stream = $1 and l.key = h.households ->> 0), '[]') as mates
from holders h where h.stream = $1 and h.key = any($2)
"""


@strawberry.type
class SimulatedShares:
    """What each payer bears, in cents."""

    holder_cents: Cents
    organisation_cents: Cents
    network_cents: Cents


@strawberry.type
class SimulatedCost:
    """What was paid, and what would have been. `notSold`: so many would not have been sold; they
    cost nobody anything."""

    name: str
    participations: int
    not_sold: int
    paid: SimulatedShares
    simulated: SimulatedShares


@strawberry.type
class Simulation:
    """A document over the confirmed participations of a period, beside what was paid.

    It names no person. `csv`: the same as a table.
    """

    title: str
    since: date
    until: date
    total: SimulatedCost
    by_category: list[SimulatedCost]
    by_provider: list[SimulatedCost]
    csv: str


SimulationAnswer = Annotated[Simulation | DocumentInvalid, strawberry.union("SimulationAnswer")]


async def simulated(
    context: RequestContext,
    network: str,
    scheme: UUID | None,
    document: str,
    period: tuple[date, date],
) -> SimulationAnswer:
    """What a document would have cost. Raises Coded where the period is none or too much."""
    since, until = period
    if since > until:
        raise Coded("value_invalid", "until")
    try:
        changed = checked_document(document)
    except WrongDocument as wrong:
        return document_invalid(wrong)
    made = simulating.Simulation(changed.benefit, since)
    first = simulating.counts_from(changed.benefit, since)
    await _run(context, made, network, None if scheme is None else str(scheme), (first, until))
    return Simulation(
        title=changed.title,
        since=since,
        until=until,
        total=_cost(made.total),
        by_category=_costs(made.by_category.values()),
        by_provider=_costs(made.by_provider.values()),
        csv=table_text(simulating.COLUMNS, simulating.as_lines(made, euros)),
    )


async def _run(
    context: RequestContext,
    made: simulating.Simulation,
    network: str,
    scheme: str | None,
    days: tuple[date, date],
) -> None:
    """All of them in their order, page by page: other requests go between. Raises Coded."""
    database, bounds = context.gateway.database, context.bounds(network)
    at, key, count = _BEFORE, "", 0
    while True:
        asked = (network, *days, scheme, at, key, AT_ONCE)
        rows = await database.fetch(bounds, _PAST, *asked)
        count += len(rows)
        if count > RUN_MAX:
            raise Coded("value_invalid", "since")
        people = await _people(context, network, scheme, {row["holder_id"] for row in rows})
        await asyncio.to_thread(_run_page, made, rows, people)
        if len(rows) < AT_ONCE:
            return
        at, key = rows[-1]["made_at"], rows[-1]["key"]


async def _people(
    context: RequestContext, network: str, scheme: str | None, wanted: set[str]
) -> Mapping[str, Row]:
    """Those who took part, who they were merged into, and who lives with them."""
    database, bounds = context.gateway.database, context.bounds(network)
    found: dict[str, Row] = {}
    asked: set[str] = set()
    while wanted:
        rows = await database.fetch(bounds, _PEOPLE, network, sorted(wanted), scheme)
        found |= {row["key"]: row for row in rows}
        asked |= wanted
        wanted = {row["merged_into"] for row in rows if row["merged_into"] is not None}
        wanted |= {mate for row in rows for mate in row["mates"]}
        wanted -= asked
    return found


def _run_page(made: simulating.Simulation, rows: Sequence[Row], people: Mapping[str, Row]) -> None:
    for row in rows:
        person = people.get(row["holder_id"])
        if person is not None and person["merged_into"] is not None:
            person = people.get(person["merged_into"], person)
        made.run(_past(row, person), _mates(person, people, row["day"]))


def _past(row: Row, person: Row | None) -> simulating.Past:
    return simulating.Past(
        person=row["holder_id"] if person is None else person["key"],
        household=None if person is None else person["household"],
        right=_right(row, person),
        on=row["day"],
        offer=row["offer_id"],
        organisation=row["organisation_id"],
        provider=row["provider"],
        offered=offered_in(row),
        paid=Shares(row["holder_cents"], row["organisation_cents"], row["network_cents"]),
        other_help_cents=row["other_help_cents"],
    )


def _right(row: Row, person: Row | None) -> RightOn | None:
    """Her right on the day: the one of her card, or the one that she had in the scheme."""
    if row["valid_from"] is not None:
        return RightOn(valid_from=row["valid_from"], valid_until=row["valid_until"])
    return None if person is None else right_in(person["rights"], person["share"], row["day"])


def _mates(person: Row | None, people: Mapping[str, Row], on: date) -> Mapping[str, RightOn]:
    if person is None:
        return {}
    mates = (people.get(key) for key in person["mates"] if key != person["key"])
    rights = {
        mate["key"]: right_in(mate["rights"], mate["share"], on)
        for mate in mates
        if mate is not None
    }
    return {key: right for key, right in rights.items() if right is not None}


def _costs(costs: Iterable[simulating.Cost]) -> list[SimulatedCost]:
    return [_cost(one) for one in sorted(costs, key=lambda one: one.name)]


def _cost(one: simulating.Cost) -> SimulatedCost:
    return SimulatedCost(
        name=one.name,
        participations=one.participations,
        not_sold=one.not_sold,
        paid=_shares(one.paid),
        simulated=_shares(one.simulated),
    )


def _shares(sums: tuple[int, int, int]) -> SimulatedShares:
    holder, organisation, network = map(Cents, sums)
    return SimulatedShares(
        holder_cents=holder, organisation_cents=organisation, network_cents=network
    )
