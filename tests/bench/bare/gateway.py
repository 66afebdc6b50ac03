"""The bare loop's gateway: an operation in, a command out, a view row in, an answer out."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import asyncpg
import orjson
from aiokafka import AIOKafkaProducer
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.gateway.api.server import server
from tests.bench.bare.loop import Loop, Sent, make_pool, make_producer
from tests.bench.bare.tables import COMMANDS, CONFIRMED

WAIT_SECONDS = 30.0


class Gateway:
    """Waits for the outcomes of the commands that it sent."""

    def __init__(self, pool: asyncpg.Pool, producer: AIOKafkaProducer) -> None:
        self._pool, self._producer = pool, producer
        self._waiting: dict[str, asyncio.Future[bytes]] = {}

    async def register(self, request: Request) -> Response:
        """POST /register: one participation."""
        body = await request.body()
        wish = orjson.loads(body)
        identity, stream = wish["id"], wish["network"]
        waiting = self._waiting[identity] = asyncio.get_running_loop().create_future()
        await self._pool.execute(
            "insert into operations values ($1, $2, $3, $4, 'pending') on conflict do nothing",
            UUID(identity),
            stream,
            sha256(body).hexdigest(),
            datetime.now(UTC),
        )
        await self._producer.send_and_wait(COMMANDS, value=body, key=stream.encode())
        async with asyncio.timeout(WAIT_SECONDS):
            data = await waiting
        return Response(b'{"done":' + data + b"}", media_type="application/json")

    async def view(self, connection: Any, records: Sequence[Any]) -> Sequence[Sent]:
        """Write the outcomes of a batch into operations and views."""
        events = [(record.key.decode(), record.value.decode()) for record in records]
        ids = [orjson.loads(record.value)["participation_id"] for record in records]
        await connection.execute(
            "update operations set status = 'done', outcome = o.data "
            "from unnest($1::uuid[], $2::text[]) as o(id, data) where operations.id = o.id",
            ids,
            [data for _, data in events],
        )
        await connection.execute(
            "insert into participations select i, s, 'confirmed', d "
            "from unnest($1::uuid[], $2::text[], $3::text[]) as p(i, s, d) "
            "on conflict (id) do update set status = excluded.status, data = excluded.data",
            ids,
            [stream for stream, _ in events],
            [data for _, data in events],
        )
        return ()

    def answer(self, records: Sequence[Any]) -> None:
        """Tell those who wait, once it is committed."""
        for record in records:
            identity = dict(record.headers)["ce_outcome"].decode()
            waiting = self._waiting.pop(identity, None)
            if waiting is not None and not waiting.done():
                waiting.set_result(record.value)


async def serve(kafka: str, dsn: str, port: int) -> None:
    """Serve HTTP and follow the outcomes until killed."""
    accepting, viewing = await make_pool(dsn, durable=False), await make_pool(dsn)
    producer = make_producer(kafka)
    await producer.start()
    gateway = Gateway(accepting, producer)
    app = Starlette(routes=[Route("/register", gateway.register, methods=["POST"])])
    serving = server(app)
    serving.config.host, serving.config.port = "127.0.0.1", port
    async with asyncio.TaskGroup() as group:
        group.create_task(Loop(kafka, CONFIRMED, viewing, gateway.view).run(gateway.answer))
        group.create_task(serving.serve())
