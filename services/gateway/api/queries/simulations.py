"""Queries about what changed rules would have cost over a past period."""

from datetime import date
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from services.budget.contracts.ratio import usual_ratio
from services.gateway.api.context import Coded, Info
from services.gateway.api.drawing_right_types import DrawingRightSimulation, drawing_rights
from services.gateway.api.jobs import simulations
from services.gateway.api.simulating import Asked, simulated
from services.gateway.api.simulation_types import (
    LongSimulation,
    SimulationAnswer,
    SimulationJob,
    job_of_simulation,
)
from services.gateway.api.validity import checked
from services.gateway.api.year_types import Applicant
from services.gateway.domain.access import Scope
from services.gateway.domain.checks import BadInput
from services.gateway.domain.drawing_rights import read_counts, read_everywhere
from services.gateway.domain.drawing_rights import simulated as rights_of
from services.gateway.storage.jobs import read_jobs


@strawberry.type
class SimulationQueries:
    """Simulations."""

    @strawberry.field(description="What a past period would have cost by changed rules, and whom.")
    async def simulate_regulation(
        self,
        info: Info,
        network: UUID,
        since: date,
        until: date,
        document: str | None = None,
        scheme: UUID | None = None,
        keys: JSON | None = None,
    ) -> SimulationAnswer:
        """`document`: a regulation in the place of those of `scheme`; without one, in the place of
        the split of offers. `keys`: up to 50 splits in the place of those of offers, each with
        `holderBp`, `organisationBp`, `networkBp` and, where it is not for all, `category`,
        `organisation` or `offer`; the first that fits holds. Nothing is kept, nobody is named.
        """
        checked(network=network, document=document, since=since, until=until, scheme=scheme)
        info.context.permit("simulateRegulation", Scope(network=str(network)))
        asked = Asked(since=since, until=until, scheme=scheme, document=document, keys=keys)
        return await simulated(info.context, str(network), asked)

    @strawberry.field(description="What a long simulation has come to so far.")
    async def simulation(
        self,
        info: Info,
        network: UUID,
        id: UUID,  # noqa: A002
    ) -> LongSimulation | None:
        """Null where it is unknown; `state` says whether that is all."""
        checked(network=network, id=id)
        info.context.permit("simulation", Scope(network=str(network)))
        return await simulations.simulation(info.context, str(network), id)

    @strawberry.field(description="The latest hundred simulations of a network, the latest first.")
    async def simulations(self, info: Info, network: UUID) -> list[SimulationJob]:
        """Whoever works for one municipality sees its own."""
        checked(network=network)
        info.context.permit("simulations", Scope(network=str(network)))
        database, bounds = info.context.gateway.database, info.context.bounds(str(network))
        rows = await read_jobs(database, bounds, str(network), simulations=True)
        return [job_of_simulation(row) for row in rows]

    @strawberry.field(description="What drawing rights the government's key would give.")
    async def simulate_drawing_rights(
        self,
        info: Info,
        year: int,
        euros: int,
        counted: JSON,
        everywhere: JSON | None = None,
        applicant: Applicant = Applicant.MUNICIPALITY,
    ) -> DrawingRightSimulation:
        """Half by the persons with increased reimbursement, half by those entitled to social
        integration. `counted`: up to 600 municipalities, each with `municipality`, `reimbursed` and
        `integration`; `everywhere`: both counts of all among whom `euros` are divided, where not
        all are named. `ownContributionCents` follows the ratio that is usual in `year`. The right
        itself is entered as the government's table gives it: nothing is booked."""
        checked(year=year, euros=euros, applicant=applicant)
        info.context.permit("simulateDrawingRights", Scope())
        try:
            rights = rights_of(euros, read_counts(counted), read_everywhere(everywhere))
        except BadInput as problem:
            raise Coded(problem.code, problem.field) from None
        ratio = usual_ratio(year, applicant.value)
        return drawing_rights(rights, ratio.tenths)
