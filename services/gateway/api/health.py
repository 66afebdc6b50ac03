"""Whether this gateway lives, whether the platform can work, and what it measures."""

import asyncio
from datetime import UTC, datetime

import orjson
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from services.gateway.api.context import Gateway
from services.gateway.storage.reading import DATABASE_AWAY, Bounds
from services.kernel.broker import Unavailable
from services.kernel.heartbeat import TOPIC

SERVICES = ("budget", "cards", "gateway", "partners")
HEARTBEAT_MAX_S = 10.0
PROBE_S = 3.0


async def live(_request: Request) -> Response:
    """This process answers."""
    return PlainTextResponse("ok")


async def ready(request: Request) -> Response:
    """Kafka accepts a write, the views can be read, every service was heard lately."""
    checks = await check(request.app.state.gateway)
    return JSONResponse(checks, 200 if all(checks.values()) else 503)


async def check(gateway: Gateway) -> dict[str, bool]:
    """Each condition, and whether it holds."""
    kafka, views = await asyncio.gather(_kafka(gateway), _views(gateway))
    heard = {name: gateway.watcher.alive(name, HEARTBEAT_MAX_S) for name in SERVICES}
    return {"kafka": kafka, "views": views, **heard}


async def _kafka(gateway: Gateway) -> bool:
    """A heartbeat of our own, sent now, is as good a write as any."""
    try:
        async with asyncio.timeout(PROBE_S):
            state = {**gateway.describe(), "time": datetime.now(UTC).isoformat()}
            await gateway.outbox.send_record(TOPIC, state["instance"], orjson.dumps(state), [])
    except (Unavailable, TimeoutError):
        return False
    return True


async def _views(gateway: Gateway) -> bool:
    try:
        async with asyncio.timeout(PROBE_S):
            await gateway.database.fetch(Bounds(), "select 1 from networks limit 1")
    except DATABASE_AWAY:
        return False
    return True


async def metrics(_request: Request) -> Response:
    """In the format of Prometheus."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
