"""Prepared networks with holders, cards and offers, so that each participation is a new one.

Everything is set up through Kafka and taken from the outcomes. A right is used once on an offer
and a day: networks x cards x offers x days is what can be registered in one run.
"""

import asyncio
import base64
import itertools
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import uuid4

import orjson

from deploy.cli.connection import Platform
from services.cards.contracts.commands import (
    DecideEligibility,
    GrantRight,
    IssueCard,
    RegisterHolder,
)
from services.kernel.contract import Command as Contract
from services.kernel.envelope import Envelope
from services.kernel.ids import PLATFORM
from services.kernel.sealing import seal_to
from services.partners.contracts.commands import AdmitOrganisation, OpenNetwork, PublishOffer
from services.partners.contracts.events import NetworkOpened
from services.partners.contracts.municipalities import MUNICIPALITIES
from tests.bench.kafka_face import Command, KafkaFace, Outcome

FIRST_DAY, LAST_DAY = date(2026, 1, 1), date(2026, 12, 31)
DAYS: Final = (LAST_DAY - FIRST_DAY).days + 1
PRICE_CENTS: Final = 100
SOURCE_CENTS: Final = 1_000_000_00
CEILING_CENTS: Final = 1_000_000_00
PATIENCE = timedelta(minutes=30)
"""Deadline of a command: they are made ahead of the window in which they are sent."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card that works, and the person whose it is."""

    id: str
    holder: str
    token: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A network in which participations can be registered."""

    network: str
    after: Mapping[str, int]
    offers: tuple[str, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Participation:
    """One that is not registered yet."""

    network: Prepared
    card: Card
    offer: str
    day: date


def participations(networks: list[Prepared]) -> Iterator[Participation]:
    """All that can be registered, network after network in turn, each once."""
    offers, cards = len(networks[0].offers), len(networks[0].cards)
    for day, offer, card in itertools.product(range(DAYS), range(offers), range(cards)):
        for network in networks:
            on = FIRST_DAY + timedelta(days=day)
            yield Participation(network, network.cards[card], network.offers[offer], on)


def record_of(stream: str, command: Contract, after: Mapping[str, int]) -> Command:
    """A command as the gateway would send it."""
    identity, now = uuid4(), datetime.now(UTC)
    envelope = Envelope(
        id=identity,
        type=command.wire_name,
        source="gateway",
        stream=stream,
        time=now,
        data=command.model_dump_json().encode(),
        correlation=identity,
        after=after,
        deadline=now + PATIENCE,
        actor="bench",
    )
    return Command(str(identity).encode(), stream.encode(), envelope.data, envelope.headers())


class SetUp:
    """Sets networks up through Kafka."""

    def __init__(self, platform: Platform) -> None:
        self._public_key = base64.b64decode(platform.secrets["CARDS_PUBLIC_KEY"])
        self._partners = KafkaFace(platform.kafka, "partners.commands", "partners.events", None)
        self._cards = KafkaFace(platform.kafka, "cards.commands", "cards.events", None)

    async def run(self, networks: int, cards: int, offers: int) -> list[Prepared]:
        """Make so many networks, each with so many cards and offers."""
        await self._partners.start()
        await self._cards.start()
        towns = random.Random(1).sample(sorted(MUNICIPALITIES), networks)
        try:
            return await asyncio.gather(*(self._network(town, cards, offers) for town in towns))
        finally:
            await self._partners.stop()
            await self._cards.stop()

    async def _network(self, town: str, cards: int, offers: int) -> Prepared:
        opening = OpenNetwork(
            slug=f"bench-{town}",
            name=MUNICIPALITIES[town],
            municipalities=(town,),
            period_from=FIRST_DAY,
            period_until=LAST_DAY,
            drawing_right_cents=SOURCE_CENTS,
            own_contribution_cents=SOURCE_CENTS,
        )
        opened = await self._partners.ask_for(record_of(PLATFORM, opening, {}))
        network = str(_data(opened, NetworkOpened.wire_name)["network_id"])
        organisation, _ = await self._tell(
            self._partners, network, AdmitOrganisation(name="Zwembad", roles=("provider",)), {}
        )
        made = [await self._offer(network, organisation, n) for n in range(offers)]
        after = {"partners": max(sequence for _, sequence in made)}
        holders = await asyncio.gather(*(self._card(network, town, after) for _ in range(cards)))
        return Prepared(network, after, tuple(offer for offer, _ in made), tuple(holders))

    async def _offer(self, network: str, organisation: str, number: int) -> tuple[str, int]:
        offer = PublishOffer.model_validate(
            {
                "organisation_id": organisation,
                "title": f"Zwemmen {number}",
                "price_cents": PRICE_CENTS,
                "holder_bp": 2_000,
                "organisation_bp": 4_000,
                "network_bp": 4_000,
            }
        )
        return await self._tell(self._partners, network, offer, {})

    async def _card(self, network: str, town: str, after: Mapping[str, int]) -> Card:
        identity = {"given_name": "An", "family_name": "Proef", "birth_date": "1990-01-01"}
        register = RegisterHolder(municipality=town, identity=self._seal(identity))
        holder, _ = await self._tell(self._cards, network, register, after)
        wishes: list[Contract] = [
            DecideEligibility.model_validate(
                {"holder_id": holder, "ground": self._seal("demo"), "valid_until": LAST_DAY}
            ),
            GrantRight.model_validate(
                {
                    "holder_id": holder,
                    "yearly_ceiling_cents": CEILING_CENTS,
                    "valid_from": FIRST_DAY,
                    "valid_until": LAST_DAY,
                }
            ),
        ]
        for wish in wishes:
            made, _ = await self._tell(self._cards, network, wish, after)
        issue = IssueCard.model_validate({"holder_id": holder, "right_id": made})
        issued = await self._cards.ask_for(record_of(network, issue, after))
        card = _data(issued, "cards.card_issued.v1")
        return Card(str(card["card_id"]), holder, str(card["token"]))

    async def _tell(
        self, face: KafkaFace, network: str, command: Contract, after: Mapping[str, int]
    ) -> tuple[str, int]:
        """Send a command; the id of what it made, and the sequence of its outcome."""
        outcome = await face.ask_for(record_of(network, command, after))
        data = _data(outcome, None)
        made = ("right_id", "card_id", "offer_id", "organisation_id", "holder_id")
        return str(next(data[name] for name in made if name in data)), outcome.sequence

    def _seal(self, value: object) -> str:
        return seal_to(self._public_key, orjson.dumps(value))


def _data(outcome: Outcome, wanted: str | None) -> dict[str, Any]:
    data: dict[str, Any] = orjson.loads(outcome.value)
    if "code" in data or wanted not in (None, outcome.type):
        raise RuntimeError(f"not prepared: {outcome.type} {data}")
    return data
