"""The mutation that tries changed rules out on a long past period."""

from datetime import date
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from services.gateway.api.context import Coded, Info
from services.gateway.api.jobs.simulations import start_simulation
from services.gateway.api.regulations import WrongDocument, document_invalid
from services.gateway.api.sending import Refused, rejected
from services.gateway.api.simulating import Asked
from services.gateway.api.simulation_types import LongSimulationAnswer, SimulationDone
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
        try:
            check({**given, "scheme": scheme, "document": document})
            context.permit("startSimulation", Scope(network=str(network)))
            begun = await start_simulation(context, network, key, asked)
            return SimulationDone(simulation=begun)
        except WrongDocument as wrong:
            return document_invalid(wrong)
        except (BadInput, Refused) as problem:
            return rejected(problem.code, problem.field)
        except Coded as problem:
            return rejected(problem.code)
        except DATABASE_AWAY:
            return rejected("unavailable")
