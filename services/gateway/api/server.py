"""The gateway's server: one address shared by all gateway processes, and one of its own."""

import socket

import uvicorn
from starlette.applications import Starlette

from services.gateway.settings import GatewaySettings

MESSAGE_MAX_BYTES = 200_000
GRACE_S = 5
KEEP_ALIVE_S = 75
"""Longer than those who connect keep an idle connection: programs 5 s, proxies 60 s. They must be
the ones who close, else a request is sent into a connection that is just being closed."""


def sockets(settings: GatewaySettings) -> list[socket.socket]:
    """The kernel balances connections over the processes that listen on the shared port."""
    shared = _listener(settings.host, settings.port, share=True)
    if not settings.direct_port:
        return [shared]
    return [shared, _listener(settings.host, settings.direct_port, share=False)]


def _listener(host: str, port: int, *, share: bool) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if share:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listener.bind((host, port))
    listener.set_inheritable(False)
    return listener


def server(app: Starlette) -> uvicorn.Server:
    """Quiet, without access logs: paths and queries may name persons."""
    config = uvicorn.Config(
        app,
        http="httptools",
        ws="websockets-sansio",
        ws_max_size=MESSAGE_MAX_BYTES,
        lifespan="off",
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE_S,
        timeout_keep_alive=KEEP_ALIVE_S,
    )
    return uvicorn.Server(config)
