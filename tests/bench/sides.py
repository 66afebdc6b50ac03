"""The two sides of a comparison, over HTTP and through Kafka: how to ask, and what."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

import orjson

from deploy.cli.connection import Platform
from services.budget.contracts.events import ParticipationConfirmed
from services.cards.contracts.commands import RegisterParticipation
from tests.bench.bare.tables import COMMANDS, CONFIRMED
from tests.bench.http_face import HttpFace, Post, post
from tests.bench.kafka_face import Command, KafkaFace
from tests.bench.season import Participation, Prepared, participations, record_of
from tests.bench.supply import Supply

MUTATION: Final = (
    "mutation Register($network: UUID!, $key: String!, $cardNumber: String!, $offer: UUID!,"
    " $on: Date!) { registerParticipation(network: $network, key: $key, cardNumber: $cardNumber,"
    " offer: $offer, on: $on) { __typename ... on ParticipationDone { operation participation {"
    " id status networkCents holderCents } } ... on Rejected { code message field }"
    " ... on Pending { operation } } }"
)
NUMBERS: Final = (
    "query Numbers($network: UUID!, $id: UUID!)"
    " { holder(network: $network, id: $id) { cards { number } } }"
)
DONE: Final = b'"__typename":"ParticipationDone"'


@dataclass(frozen=True, slots=True)
class Side:
    """One side: a name, what may be asked, and how."""

    name: str
    ask: Callable[[Any], Awaitable[bool]]
    supply: Supply[Any]


class KafkaSides:
    """Commands straight onto a topic, outcomes awaited on another."""

    def __init__(self, platform: Platform, wishes: Iterator[Participation]) -> None:
        self._platform = KafkaFace(
            platform.kafka, "cards.commands", "budget.events", ParticipationConfirmed.wire_name
        )
        self._bare = KafkaFace(platform.kafka, COMMANDS, CONFIRMED, None)
        self._wishes = wishes

    async def start(self, networks: list[Prepared]) -> Sequence[Side]:
        """Connect both."""
        await self._platform.start()
        await self._bare.start()
        return (
            Side("platform", self._platform.ask, Supply(self._wishes, as_command)),
            Side("bare", self._bare.ask, Supply(participations(networks), as_bare_command)),
        )

    async def stop(self) -> None:
        """Let go of both."""
        await self._platform.stop()
        await self._bare.stop()


def as_command(wish: Participation) -> Command:
    """The command that the gateway would send."""
    command = RegisterParticipation.model_validate(
        {"card_token": wish.card.token, "offer_id": wish.offer, "on": wish.day}
    )
    return record_of(wish.network.network, command, wish.network.after)


def as_bare_command(wish: Participation) -> Command:
    """The same wish for the bare loop."""
    identity = str(uuid4())
    body = _bare_body(identity, wish)
    return Command(identity.encode(), wish.network.network.encode(), body, [])


def _bare_body(identity: str, wish: Participation) -> bytes:
    return orjson.dumps(
        {
            "id": identity,
            "network": wish.network.network,
            "card": wish.card.id,
            "offer": wish.offer,
            "on": wish.day,
        }
    )


class HttpSides:
    """A GraphQL mutation, and the bare loop's POST; a bare Strawberry app beside them."""

    def __init__(self, platform: Platform, bare_port: int, strawberry_port: int) -> None:
        self._platform_port = int(platform.gateway(0).rsplit(":", 1)[1])
        self._tokens = platform
        self.gateway = HttpFace(self._platform_port, DONE)
        self.bare = HttpFace(bare_port, b'"done"')
        self.strawberry = HttpFace(strawberry_port, DONE)
        self._signed: dict[str, str] = {}
        self._numbers: dict[str, str] = {}

    async def wait_until_served(self) -> None:
        """Wait until the children listen; the platform does."""
        for face in (self.bare, self.strawberry):
            await face.wait_until_served()

    async def learn_numbers(self, networks: Sequence[Prepared]) -> None:
        """Read the numbers of all cards, as a clerk may."""
        for network in networks:
            self._signed[network.network] = self._tokens.token("clerk", network.network)
            for card in network.cards:
                variables = {"network": network.network, "id": card.holder}
                body = await self.gateway.ask_for(self._query(network, NUMBERS, variables))
                (found,) = orjson.loads(body)["data"]["holder"]["cards"]
                self._numbers[card.id] = found["number"]

    def sides(
        self, wishes: Iterator[Participation], networks: list[Prepared]
    ) -> tuple[Side, Side, Side]:
        """The platform, the bare loop, and the bare Strawberry app."""
        return (
            Side("platform", self.gateway.ask, Supply(wishes, self.as_mutation)),
            Side("bare", self.bare.ask, Supply(participations(networks), as_bare_post)),
            Side(
                "strawberry",
                self.strawberry.ask,
                Supply(participations(networks), self.as_mutation),
            ),
        )

    def as_mutation(self, wish: Participation) -> Post:
        """The mutation of a clerk."""
        variables = {
            "network": wish.network.network,
            "key": str(uuid4()),
            "cardNumber": self._numbers[wish.card.id],
            "offer": wish.offer,
            "on": wish.day.isoformat(),
        }
        return self._query(wish.network, MUTATION, variables)

    def _query(self, network: Prepared, query: str, variables: dict[str, str]) -> Post:
        body = orjson.dumps({"query": query, "variables": variables})
        return post("/graphql", body, authorization=self._signed[network.network])

    def stop(self) -> None:
        """Let go of all."""
        for face in (self.gateway, self.bare, self.strawberry):
            face.stop()


def as_bare_post(wish: Participation) -> Post:
    """The same wish for the bare loop."""
    return post("/register", _bare_body(str(uuid4()), wish))
