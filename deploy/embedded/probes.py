"""Whether something answers: one short question each, asked over TCP without a client library."""

import asyncio
import struct
from collections.abc import Awaitable, Callable

from deploy.embedded.ports import LOOPBACK

Probe = Callable[[], Awaitable[bool]]

PROBE_SECONDS = 1.0


async def postgres_answers(port: int) -> bool:
    """PostgreSQL takes clients: it asks for a password instead of reporting that it starts."""
    parameters = b"user\0postgres\0database\0postgres\0\0"
    packet = struct.pack("!ii", 8 + len(parameters), 196608) + parameters
    return await _ask(port, packet, 1) == b"R"


async def kafka_answers(port: int) -> bool:
    """Kafka processes requests: it answers which versions it speaks (ApiVersions, version 0)."""
    request = struct.pack("!hhih", 18, 0, 1, -1)
    answer = await _ask(port, struct.pack("!i", len(request)) + request, 8)
    return len(answer) == 8


async def http_answers(port: int, path: str) -> bool:
    """An HTTP server answers this path with 200."""
    request = f"GET {path} HTTP/1.1\r\nHost: {LOOPBACK}\r\nConnection: close\r\n\r\n"
    answer = await _ask(port, request.encode(), 12)
    return answer.endswith(b" 200")


async def _ask(port: int, request: bytes, size: int) -> bytes:
    try:
        async with asyncio.timeout(PROBE_SECONDS):
            reader, writer = await asyncio.open_connection(LOOPBACK, port)
            try:
                writer.write(request)
                return await reader.readexactly(size)
            finally:
                writer.close()
    except (OSError, TimeoutError, asyncio.IncompleteReadError):
        return b""
