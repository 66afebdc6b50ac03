"""Queries about what changed rules would have cost over a past period."""

from datetime import date
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from services.gateway.api.context import Info
from services.gateway.api.jobs import simulations
from services.gateway.api.simulating import Asked, simulated
from services.gateway.api.simulation_types import LongSimulation, SimulationAnswer
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope


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
