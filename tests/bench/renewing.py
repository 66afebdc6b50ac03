"""A network in which everybody's right can be renewed, and desks at which people are served."""

import asyncio
import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product
from time import perf_counter
from typing import Any, Final
from uuid import UUID, uuid4

import orjson

from deploy.cli.connection import Platform
from services.cards.contracts import commands
from services.kernel.contract import Command
from services.kernel.sealing import seal_to
from tests.bench.http_face import HttpFace, post
from tests.bench.kafka_face import KafkaFace
from tests.bench.season import record_of
from tests.bench.sides import DONE, MUTATION
from tests.kit.city import City, a_network, today
from tests.kit.client import Api
from tests.kit.regulations import document_data

STATUS: Final = "increased_reimbursement"
AT_ONCE: Final = 200
"""Persons who are registered at the same time."""
CARDS, OFFERS, DAYS = 20, 8, 200
PRICE_CENTS: Final = 100
SOURCE_CENTS: Final = 100_000_000
PAUSE_S: Final = 0.1
"""Between one person at a desk and the next: a desk is no load test."""
QUOTE: Final = (
    "query Quote($network: UUID!, $cardNumber: String!, $offer: UUID!, $on: Date!)"
    " { quote(network: $network, cardNumber: $cardNumber, offer: $offer, on: $on)"
    " { __typename ... on Quote { holderCents networkCents } ... on Rejected { code message } } }"
)
QUOTED: Final = b'"__typename":"Quote"'


class NotServed(RuntimeError):
    """A person at the desk was not served."""


@dataclass(frozen=True, slots=True)
class Visit:
    """How long a person waited for the price, and then for taking part. Milliseconds."""

    quote_ms: float
    register_ms: float

    @property
    def ms(self) -> float:
        """Both."""
        return self.quote_ms + self.register_ms


@dataclass
class Desk:
    """A clerk who asks the price and registers, one person after the other."""

    platform: Platform
    network: str
    numbers: tuple[str, ...]
    offers: tuple[str, ...]
    _face: HttpFace = field(init=False)
    _token: str = field(init=False)
    _wishes: Iterator[tuple[int, str, str]] = field(init=False)

    def __post_init__(self) -> None:
        port = int(self.platform.gateway(0).rsplit(":", 1)[1])
        self._face = HttpFace(port, DONE)
        self._token = self.platform.token("clerk", self.network)
        # A card is taken once for an offer on a day.
        self._wishes = product(range(DAYS), self.offers, self.numbers)

    async def serve(self, seconds: float) -> list[Visit]:
        """Serve people for so long. Raises NotServed."""
        until, served = perf_counter() + seconds, []
        while perf_counter() < until:
            served.append(await self._serve_one())
            await asyncio.sleep(PAUSE_S)
        return served

    async def _serve_one(self) -> Visit:
        day, offer, number = next(self._wishes)
        on = (today() + timedelta(days=day)).isoformat()
        asked = {"network": self.network, "cardNumber": number, "offer": offer, "on": on}
        begun = perf_counter()
        await self._ask(QUOTE, asked, QUOTED)
        quoted = perf_counter()
        await self._ask(MUTATION, {**asked, "key": str(uuid4())}, DONE)
        return Visit(1_000 * (quoted - begun), 1_000 * (perf_counter() - quoted))

    async def _ask(self, query: str, variables: dict[str, str], wanted: bytes) -> None:
        body = orjson.dumps({"query": query, "variables": variables})
        told = await self._face.ask_for(post("/graphql", body, authorization=self._token))
        if wanted not in told:
            raise NotServed(told.decode())

    def close(self) -> None:
        """Let go."""
        self._face.stop()


async def a_town(api: Api) -> tuple[City, str]:
    """A network with money, and its scheme: a year, granted automatically to who has a status."""
    city = await a_network(
        api, drawing_right_cents=SOURCE_CENTS, own_contribution_cents=SOURCE_CENTS
    )
    document = document_data(
        deciding={"modes": ["application", "automatic"]},
        validity={"term": {"kind": "months", "months": 6}, "renewable_days_before": 200},
    )
    made = await city.make("adoptRegulation", document=json.dumps(document))
    return city, str(made["scheme"])


async def a_desk(city: City, scheme: str) -> Desk:
    """A desk of a network, with cards and offers of its own."""
    provider = await city.a_provider()
    offers = [await city.an_offer(PRICE_CENTS, provider=provider) for _ in range(OFFERS)]
    numbers = []
    for _ in range(CARDS):
        holder = await city.a_holder()
        facts = {"statuses": [{"name": STATUS}]}
        await city.make("decideCase", holder=holder, scheme=scheme, facts=facts)
        seen = {"status": STATUS, "paper": "HEALTH_FUND_ATTEST", "outcome": "YES"}
        await city.make("recordStatusSeen", holder=holder, on=str(today()), **seen)
        card = await city.make("issueSchemeCard", holder=holder, scheme=scheme)
        numbers.append(str(card["number"]))
    ids = tuple(str(offer["id"]) for offer in offers)
    return Desk(city.api.platform, city.id, tuple(numbers), ids)


class People:
    """Persons with a right and a status on record, registered through Kafka."""

    def __init__(self, platform: Platform, city: City, scheme: str) -> None:
        self._public_key = base64.b64decode(platform.secrets["CARDS_PUBLIC_KEY"])
        self._face = KafkaFace(platform.kafka, "cards.commands", "cards.events", None)
        self._city, self._scheme = city, scheme

    async def register(self, count: int) -> None:
        """So many."""
        await self._face.start()
        turns = asyncio.Semaphore(AT_ONCE)

        async def one(number: int) -> None:
            async with turns:
                await self._register(number)

        try:
            await asyncio.gather(*(one(number) for number in range(count)))
        finally:
            await self._face.stop()

    async def _register(self, number: int) -> None:
        who = {"given_name": f"Proef{number}", "family_name": "Vernieuwd"}
        identity = self._sealed({**who, "birth_date": date(1985, 7, 30)})
        wish: Command = commands.RegisterHolder(
            municipality=self._city.municipality, identity=identity
        )
        holder = UUID((await self._tell(wish))["holder_id"])
        case = {"facts": {"statuses": [{"name": STATUS}]}, "reason": None}
        wish = commands.DecideCase(
            holder_id=holder,
            scheme_id=UUID(self._scheme),
            case=self._sealed(case),
            channel="status_list",
        )
        await self._tell(wish)
        seen = {"paper": "health_fund_attest", "outcome": "yes", "until": None}
        wish = commands.RecordStatusSeen(
            holder_id=holder,
            seen=self._sealed({"statuses": [STATUS], **seen}),
            on=today(),
            seen_by="clerk",
        )
        await self._tell(wish)

    async def _tell(self, command: Command) -> dict[str, Any]:
        """Send a command; what its outcome says."""
        outcome = await self._face.ask_for(record_of(self._city.id, command, {}))
        said: dict[str, Any] = orjson.loads(outcome.value)
        if "code" in said:
            raise RuntimeError(f"not prepared: {outcome.type} {said}")
        return said

    def _sealed(self, fields: Mapping[str, object]) -> str:
        return seal_to(self._public_key, orjson.dumps(fields))
