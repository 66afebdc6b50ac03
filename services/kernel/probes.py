"""The small HTTP face of a service: liveness, readiness, metrics."""

from collections.abc import Callable

import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route


def probe_server(host: str, port: int, ready: Callable[[], bool]) -> uvicorn.Server:
    """A server for /health/live, /health/ready and /metrics."""

    async def live(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def is_ready(_request: Request) -> Response:
        good = ready()
        return PlainTextResponse("ok" if good else "not ready", 200 if good else 503)

    async def metrics(_request: Request) -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    app = Starlette(
        routes=[
            Route("/health/live", live),
            Route("/health/ready", is_ready),
            Route("/metrics", metrics),
        ]
    )
    config = uvicorn.Config(
        app, host=host, port=port, log_level="error", access_log=False, lifespan="off"
    )
    return uvicorn.Server(config)
