"""A bare Strawberry app: one mutation of the same shape, the same scalars, caches and limits.

`python -m tests.bench.strawberry_app PORT`. The mutation does nothing but return.
"""

import sys
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import orjson
import strawberry
import uvloop
from starlette.applications import Starlette
from starlette.routing import Route
from strawberry.asgi import GraphQL
from strawberry.schema.config import StrawberryConfig

from services.gateway.api.answers import ParticipationAnswer, ParticipationDone
from services.gateway.api.enums import ParticipationStatus
from services.gateway.api.explaining import ToldOf
from services.gateway.api.limits import extensions
from services.gateway.api.participation_types import Participation
from services.gateway.api.scalars import SCALARS, Cents
from services.gateway.api.server import server
from services.kernel.money import Shares

NOBODY_IS_TOLD = ToldOf(
    person=False, offer="", scheme=None, regulation=None, shares=Shares(20, 40, 40)
)


@strawberry.type
class Query:
    """A schema needs one."""

    @strawberry.field
    def ready(self) -> bool:
        """Whether it answers."""
        return True


@strawberry.type
class Mutation:
    """The one mutation."""

    @strawberry.mutation
    async def register_participation(
        self,
        network: UUID,
        key: str,  # noqa: ARG002 - the shape of the real one
        card_number: str,  # noqa: ARG002 - the shape of the real one
        offer: UUID,
        on: date,
    ) -> ParticipationAnswer:
        """Nothing happens."""
        participation = Participation(
            network=str(network),
            right="",
            told=NOBODY_IS_TOLD,
            id=offer,
            status=ParticipationStatus.CONFIRMED,
            offer=offer,
            organisation=network,
            holder=None,
            on=on,
            price_cents=Cents(100),
            holder_cents=Cents(20),
            organisation_cents=Cents(40),
            network_cents=Cents(40),
            ceiling_applied=False,
            hold_until=None,
            decline_code=None,
            scheme=None,
            regulation=None,
            other_help_cents=Cents(0),
            uncovered_cents=Cents(0),
            claim=None,
            slip=None,
            checked_in_at=None,
            steps=[],
            group=None,
        )
        return ParticipationDone(operation=uuid4(), participation=participation)


class View(GraphQL[None, None]):
    """Strawberry's view, with the gateway's JSON encoder."""

    def encode_json(self, data: object) -> bytes:
        """Fast JSON."""
        return orjson.dumps(data)


def make_app() -> Starlette:
    """The app, with the gateway's limits and caches."""
    schema = strawberry.Schema(
        query=Query,
        mutation=Mutation,
        extensions=extensions(introspection=True),
        config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
    )
    view: Any = View(schema, graphql_ide=None, allow_queries_via_get=False)
    return Starlette(routes=[Route("/graphql", view)])


async def main(port: int) -> None:
    """Serve as the gateway is served, until killed."""
    serving = server(make_app())
    serving.config.host, serving.config.port = "127.0.0.1", port
    await serving.serve()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
