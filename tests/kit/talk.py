"""Talks to the services over Kafka itself: sends commands, hears every event.

For faults that no client of the gateway could cause: records that are broken, late or forged.
"""

import asyncio
import base64
import json
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Self
from uuid import UUID, uuid4

import asyncpg
from aiokafka import AIOKafkaConsumer

from deploy.cli.connection import Platform
from services.cards.contracts import commands as cards
from services.kernel.broker import Outbox
from services.kernel.consuming import consuming
from services.kernel.contract import Command
from services.kernel.envelope import Envelope, Unreadable, from_record
from services.kernel.ids import PLATFORM
from services.kernel.sealing import seal_to
from services.partners.contracts import commands as partners
from services.partners.contracts.municipalities import MUNICIPALITIES

TOPICS = ("partners.events", "cards.events", "budget.events")
ANSWER_SECONDS = 20.0
YEAR_START, YEAR_END = date(2026, 1, 1), date(2026, 12, 31)
SUMMER = date(2026, 7, 1)


@dataclass(frozen=True)
class Answer:
    """An outcome: the envelope of the event, and its data."""

    envelope: Envelope
    data: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """The event's name without service and version."""
        return self.envelope.type.split(".")[1]

    @property
    def code(self) -> str | None:
        """Why not, where the answer is no."""
        return self.data.get("code")

    def made(self, name: str) -> UUID:
        """The id of what was made, by the field that holds it."""
        return UUID(self.data[name])


@dataclass
class Talk:
    """A session on the platform's Kafka and databases."""

    platform: Platform
    events: list[Envelope] = field(default_factory=list)

    async def __aenter__(self) -> Self:
        self._stack = AsyncExitStack()
        self.outbox = Outbox(self.platform.kafka, "test")
        await self.outbox.start()
        self._stack.push_async_callback(self.outbox.stop)
        self._heard = asyncio.Condition()
        consumer = await self._stack.enter_async_context(consuming(self.platform.kafka, *TOPICS))
        for place in consumer.assignment():
            await consumer.position(place)
        task = asyncio.create_task(self._listen(consumer))
        self._stack.callback(task.cancel)
        self._pools: dict[str, asyncpg.Pool] = {}
        return self

    async def __aexit__(self, *error: object) -> None:
        for pool in self._pools.values():
            await pool.close()
        await self._stack.aclose()

    async def _listen(self, consumer: AIOKafkaConsumer) -> None:
        async for record in consumer:
            try:
                envelope = from_record(record.key, record.value, record.headers)
            except Unreadable:
                continue
            async with self._heard:
                self.events.append(envelope)
                self._heard.notify_all()

    async def database(self, service: str) -> asyncpg.Pool:
        """A service's database, in the operator's role."""
        if service not in self._pools:
            schema = "views,operations" if service == "gateway" else service
            self._pools[service] = await asyncpg.create_pool(
                self.platform.dsn(service),
                min_size=0,
                max_size=2,
                server_settings={"search_path": schema},
            )
        return self._pools[service]

    # -- asking -----------------------------------------------------------------------------

    async def send(
        self,
        stream: str,
        command: Command,
        *,
        command_id: UUID | None = None,
        after: Mapping[str, int] | None = None,
        deadline_s: float = 30.0,
    ) -> UUID:
        """Put a command on its topic; its id."""
        now, command_id = datetime.now(UTC), command_id or uuid4()
        service = command.wire_name.split(".")[0]
        envelope = Envelope(
            id=command_id,
            type=command.wire_name,
            source="gateway",
            stream=stream,
            time=now,
            data=command.model_dump_json().encode(),
            correlation=command_id,
            after=after or {},
            deadline=now + timedelta(seconds=deadline_s),
            actor="test",
        )
        await self.outbox.send(f"{service}.commands", envelope)
        return command_id

    async def hear(
        self, wanted: Callable[[Envelope], bool], *, seconds: float = ANSWER_SECONDS
    ) -> Envelope:
        """The first event, since this session began, that is wanted."""
        looked = 0
        async with asyncio.timeout(seconds), self._heard:
            while True:
                for envelope in self.events[looked:]:
                    if wanted(envelope):
                        return envelope
                looked = len(self.events)
                await self._heard.wait()
        raise AssertionError("unreachable")

    async def answer(self, command_id: UUID, *, seconds: float = ANSWER_SECONDS) -> Answer:
        """The outcome of a command."""
        envelope = await self.hear(lambda e: e.outcome == command_id, seconds=seconds)
        return Answer(envelope, json.loads(envelope.data))

    async def ask(
        self, stream: str, command: Command, *, seconds: float = ANSWER_SECONDS, **options: Any
    ) -> Answer:
        """Send a command and wait for its outcome."""
        command_id = await self.send(stream, command, **options)
        return await self.answer(command_id, seconds=seconds)

    def sealed(self, **fields: Any) -> str:
        """Personal fields, sealed to cards."""
        public_key = base64.b64decode(self.platform.secrets["CARDS_PUBLIC_KEY"])
        return seal_to(public_key, json.dumps(fields).encode())

    async def a_network(self, **amounts: int) -> "TalkedNetwork":
        """A fresh tenant, on any municipality that is still free."""
        for municipality in MUNICIPALITIES:
            wish = partners.OpenNetwork(
                slug=f"test-{uuid4().hex[:12]}",
                name="Test",
                municipalities=(municipality,),
                period_from=YEAR_START,
                period_until=YEAR_END,
                drawing_right_cents=amounts.get("drawing_right_cents", 734_400),
                own_contribution_cents=amounts.get("own_contribution_cents", 1_468_800),
            )
            answer = await self.ask(PLATFORM, wish)
            if answer.code != "municipality_taken":
                return TalkedNetwork(self, answer.data["network_id"], municipality)
        raise AssertionError("no municipality is left")


@dataclass
class TalkedNetwork:
    """A tenant and what a test makes in it. `after` grows with what has been seen."""

    talk: Talk
    stream: str
    municipality: str
    after: dict[str, int] = field(default_factory=lambda: {"partners": 1})

    async def ask(self, command: Command, **options: Any) -> Answer:
        """Ask something of this network, as one who has seen every answer so far."""
        answer = await self.talk.ask(self.stream, command, after=dict(self.after), **options)
        envelope = answer.envelope
        self.after[envelope.source] = envelope.sequence or 0
        return answer

    async def an_offer(self, price_cents: int = 1_000) -> UUID:
        """An offer of a fresh provider: 20% holder, 0% organisation, 80% network."""
        provider = await self.ask(partners.AdmitOrganisation(name="Club", roles=("provider",)))
        offer = await self.ask(
            partners.PublishOffer(
                organisation_id=provider.made("organisation_id"),
                title="Zwemles",
                price_cents=price_cents,
                holder_bp=2_000,
                organisation_bp=0,
                network_bp=8_000,
            )
        )
        return offer.made("offer_id")

    async def a_holder(self) -> UUID:
        """A person."""
        wish = cards.RegisterHolder(
            municipality=self.municipality, identity=self.talk.sealed(given_name="An")
        )
        return (await self.ask(wish)).made("holder_id")

    async def a_card(self, ceiling_cents: int = 1_000_000) -> str:
        """The token of a card of a fresh, entitled person."""
        holder = await self.a_holder()
        ground = self.talk.sealed(ground="increased_reimbursement")
        await self.ask(
            cards.DecideEligibility(holder_id=holder, ground=ground, valid_until=YEAR_END)
        )
        right = await self.ask(
            cards.GrantRight(
                holder_id=holder,
                yearly_ceiling_cents=ceiling_cents,
                valid_from=YEAR_START,
                valid_until=YEAR_END,
            )
        )
        card = await self.ask(cards.IssueCard(holder_id=holder, right_id=right.made("right_id")))
        token: str = card.data["token"]
        return token
