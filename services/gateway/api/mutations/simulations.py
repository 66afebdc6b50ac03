"""The mutation that tries changed rules out on a long past period."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from services.gateway.api.context import Coded, Info, RequestContext
from services.gateway.api.jobs.simulations import set_running, start_simulation
from services.gateway.api.regulations import WrongDocument, document_invalid
from services.gateway.api.sending import Refused, rejected
from services.gateway.api.simulating import Asked
from services.gateway.api.simulation_types import (
    LongSimulation,
    LongSimulationAnswer,
    SimulationDone,
)
from services.gateway.domain.access import Scope
from services.gateway.domain.checks import BadInput, check
from services.gateway.storage.reading import DATABASE_AWAY


@strawberry.type
class SimulationMutations:
    """Nothing is kept but the sums: no price, count or right changes."""

    @strawberry.mutation(description="What a long past period would have cost by changed rules.")
    async def start_simulation(
        self,
        info: Info,
        network: UUID,
        key: str,
        since: date,
        until: date,
        scheme: UUID | None = None,
        document: str | None = None,
        keys: JSON | None = None,
    ) -> LongSimulationAnswer:
        """As `simulateRegulation`, however much was bought: `simulation` tells how far it is."""
        context = info.context
        asked = Asked(since=since, until=until, scheme=scheme, document=document, keys=keys)
        given = {"network": network, "key": key, "since": since, "until": until}
        given |= {"scheme": scheme, "document": document}
        return await _answered(
            context,
            "startSimulation",
            given,
            lambda: start_simulation(context, network, key, asked),
        )

    @strawberry.mutation(description="Stop a simulation: what is counted stays counted.")
    async def stop_simulation(
        self, info: Info, network: UUID, key: str, simulation: UUID
    ) -> LongSimulationAnswer:
        """Parts that are under way end, no others begin."""
        given = {"network": network, "key": key, "simulation": simulation}
        return await _answered(
            info.context,
            "stopSimulation",
            given,
            lambda: set_running(info.context, str(network), simulation, running=False),
        )

    @strawberry.mutation(description="Go on with a simulation that was stopped.")
    async def resume_simulation(
        self, info: Info, network: UUID, key: str, simulation: UUID
    ) -> LongSimulationAnswer:
        """What was counted is not counted again."""
        given = {"network": network, "key": key, "simulation": simulation}
        return await _answered(
            info.context,
            "resumeSimulation",
            given,
            lambda: set_running(info.context, str(network), simulation, running=True),
        )


async def _answered(
    context: RequestContext,
    operation: str,
    given: Mapping[str, Any],
    work: Callable[[], Awaitable[LongSimulation]],
) -> LongSimulationAnswer:
    """Check, ask whether it is allowed, do it: nothing of it goes over Kafka."""
    try:
        check(given)
        context.permit(operation, Scope(network=str(given["network"])))
        return SimulationDone(simulation=await work())
    except WrongDocument as wrong:
        return document_invalid(wrong)
    except (BadInput, Refused) as problem:
        return rejected(problem.code, problem.field)
    except Coded as problem:
        return rejected(problem.code)
    except DATABASE_AWAY:
        return rejected("unavailable")
