"""The gateway's server towards those who keep connections: it is not the first to let go."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from typing import Final

import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from services.gateway.api.server import server

PROXIES_S: Final = 60.0
"""How long proxies keep an idle connection (nginx, HAProxy and cloud balancers by default)."""


@contextlib.asynccontextmanager
async def serving() -> AsyncIterator[tuple[uvicorn.Server, int]]:
    """The server with one page, on a free port."""
    page = Route("/", lambda _request: PlainTextResponse("here"))
    http = server(Starlette(routes=[page]))
    listener = socket.create_server(("127.0.0.1", 0))
    task = asyncio.create_task(http._serve([listener]))
    try:
        yield http, listener.getsockname()[1]
    finally:
        http.should_exit = True
        await task


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
    writer.write(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
    head = await reader.readuntil(b"\r\n\r\n")
    assert b"content-length: 4" in head.lower()
    return await reader.readexactly(4)


async def test_an_idle_connection_is_kept_longer_than_proxies_keep_it() -> None:
    async with serving() as (http, port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        assert await ask(reader, writer) == b"here"
        (connection,) = http.server_state.connections
        assert isinstance(connection, HttpToolsProtocol)
        closing = connection.timeout_keep_alive_task
        assert isinstance(closing, asyncio.TimerHandle)
        assert closing.when() - asyncio.get_running_loop().time() > PROXIES_S
        assert await ask(reader, writer) == b"here", "on the same connection"
        writer.close()
