"""What GraphQL shows of simulations: who would have paid what of a past period."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import strawberry

from services.gateway.api.job_types import JobState
from services.gateway.api.regulation_types import DocumentInvalid
from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.scalars import Cents
from services.gateway.domain.csv_files import table_text
from services.gateway.domain.listed import euros
from services.gateway.domain.simulating import Change, Part, Sum
from services.gateway.domain.simulation_tables import COLUMNS, Named, Tables, as_lines, tables_of
from services.gateway.storage.reading import Row
from services.kernel.money import Shares


@strawberry.type
class SimulatedShares:
    """What each payer bears, in cents."""

    holder_cents: Cents
    organisation_cents: Cents
    network_cents: Cents


@strawberry.type
class SimulatedCost:
    """What was paid, and what would have been.

    `notSold`: so many would not have been sold, at prices of `notSoldCents` together; they stand
    in none of the shares of `simulated`.
    """

    name: str
    participations: int
    not_sold: int
    not_sold_cents: Cents
    paid: SimulatedShares
    simulated: SimulatedShares


@strawberry.type
class Simulation:
    """Changed rules over the confirmed participations of a period, beside what was paid.

    It names no person. `byMunicipality`: by the one that pays for the holder with its own money,
    where it has that. `csv`: the same as a table.
    """

    title: str
    since: date
    until: date
    total: SimulatedCost
    by_category: list[SimulatedCost]
    by_provider: list[SimulatedCost]
    by_municipality: list[SimulatedCost]
    csv: str


@strawberry.type
class LongSimulation:
    """A simulation as long work: `found` is what it has come to so far.

    `done` of `total` parts have been counted; those of `failed` could not be, by an error of ours.
    """

    id: UUID
    state: JobState
    total: int
    done: int
    failed: int
    made_at: datetime
    closed_at: datetime | None
    found: Simulation


@strawberry.type
class SimulationJob:
    """How far a simulation is, and over what: `simulation` shows what it has come to."""

    id: UUID
    state: JobState
    since: date
    until: date
    scheme: UUID | None
    total: int
    done: int
    failed: int
    made_at: datetime
    closed_at: datetime | None


@strawberry.type
class SimulationDone:
    """It is under way, or done already."""

    simulation: LongSimulation


SimulationAnswer = Annotated[Simulation | DocumentInvalid, strawberry.union("SimulationAnswer")]
LongSimulationAnswer = Annotated[
    SimulationDone | DocumentInvalid | Rejected | Pending,
    strawberry.union("LongSimulationAnswer"),
]


def shown(change: Change, sums: Mapping[Part, Sum], names: Mapping[str, str]) -> Simulation:
    """The sums so far, in each way in which they are shown; `names` are those of providers."""
    tables: Tables = tables_of(sums, names)
    title = "Verdeelsleutels" if change.document is None else change.document.title
    return Simulation(
        title=title,
        since=change.since,
        until=change.until,
        total=_cost(tables.total),
        by_category=[_cost(one) for one in tables.by_category],
        by_provider=[_cost(one) for one in tables.by_provider],
        by_municipality=[_cost(one) for one in tables.by_municipality],
        csv=table_text(COLUMNS, as_lines(tables, euros)),
    )


def long(
    row: Row, change: Change, sums: Mapping[Part, Sum], names: Mapping[str, str]
) -> LongSimulation:
    """How the job of a simulation stands, with its sums so far."""
    return LongSimulation(
        id=UUID(row["key"]),
        state=JobState(row["state"]),
        total=row["total"],
        done=row["done"],
        failed=row["refused"],
        made_at=row["made_at"],
        closed_at=row["closed_at"],
        found=shown(change, sums, names),
    )


def job_of_simulation(row: Row) -> SimulationJob:
    """A simulation in a list."""
    facts = row["facts"]
    return SimulationJob(
        id=UUID(row["key"]),
        state=JobState(row["state"]),
        since=date.fromisoformat(facts["since"]),
        until=date.fromisoformat(facts["until"]),
        scheme=None if facts["scheme"] is None else UUID(facts["scheme"]),
        total=row["total"],
        done=row["done"],
        failed=row["refused"],
        made_at=row["made_at"],
        closed_at=row["closed_at"],
    )


def _cost(named: Named) -> SimulatedCost:
    name, one = named
    return SimulatedCost(
        name=name,
        participations=one.participations,
        not_sold=one.not_sold,
        not_sold_cents=Cents(one.not_sold_cents),
        paid=_shares(one.paid),
        simulated=_shares(one.simulated),
    )


def _shares(shares: Shares) -> SimulatedShares:
    return SimulatedShares(
        holder_cents=Cents(shares.holder_cents),
        organisation_cents=Cents(shares.organisation_cents),
        network_cents=Cents(shares.network_cents),
    )
