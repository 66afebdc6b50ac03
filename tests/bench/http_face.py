"""A lean HTTP/1.1 client: one kept connection for each request in flight, the same on both sides.

A general client would cost more CPU than the server that it measures.
"""

import asyncio
from dataclasses import dataclass
from typing import Final, cast

_LENGTH: Final = b"content-length:"
_END: Final = b"\r\n\r\n"


class Unanswered(ConnectionError):
    """The server closed the connection, or answered with something that has no length."""


@dataclass(frozen=True, slots=True)
class Post:
    """A request, ready to be written."""

    data: bytes


def post(path: str, body: bytes, *, authorization: str | None = None) -> Post:
    """A POST of JSON."""
    token = f"authorization: Bearer {authorization}\r\n" if authorization else ""
    head = (
        f"POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
        f"{token}content-length: {len(body)}\r\n\r\n"
    )
    return Post(head.encode() + body)


class _Connection(asyncio.Protocol):
    """One connection: a request is written, its answer's body is awaited."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._received = bytearray()
        self._waiting: asyncio.Future[bytes] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are not of asyncio's class.
        self._transport = cast(asyncio.Transport, transport)

    @property
    def alive(self) -> bool:
        """Whether it is open."""
        return self._transport is not None and not self._transport.is_closing()

    async def ask(self, data: bytes) -> bytes:
        """The body of the answer."""
        assert self._transport is not None
        self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(data)
        return await self._waiting

    def data_received(self, data: bytes) -> None:
        self._received += data
        end = self._received.find(_END)
        if end < 0 or self._waiting is None or self._waiting.done():
            return
        head = bytes(self._received[:end]).lower()
        place = head.find(_LENGTH)
        if place < 0:
            self._waiting.set_exception(Unanswered(head.decode("latin-1")))
            return
        begin = end + len(_END)
        length = int(head[place + len(_LENGTH) :].split(b"\r\n", 1)[0])
        if len(self._received) >= begin + length:
            body = bytes(self._received[begin : begin + length])
            self._received.clear()
            self._waiting.set_result(body)

    def connection_lost(self, _problem: Exception | None) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(Unanswered("closed"))

    def close(self) -> None:
        """Let go."""
        if self._transport is not None:
            self._transport.close()


class HttpFace:
    """A client over HTTP. `wanted` is what a body holds that says yes."""

    def __init__(self, port: int, wanted: bytes) -> None:
        self._port, self._wanted = port, wanted
        self._idle: list[_Connection] = []

    async def wait_until_served(self, seconds: float = 30.0) -> None:
        """Wait until the port answers. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while True:
                try:
                    self._idle.append(await self._connect())
                    return
                except ConnectionRefusedError:
                    await asyncio.sleep(0.05)

    async def ask(self, request: Post) -> bool:
        """Send and wait for the answer; whether it is a yes."""
        return self._wanted in await self.ask_for(request)

    async def ask_for(self, request: Post) -> bytes:
        """Send and wait for the body of the answer. A connection that broke is used no more."""
        connection = self._take_idle() or await self._connect()
        body = await connection.ask(request.data)
        self._idle.append(connection)
        return body

    def _take_idle(self) -> _Connection | None:
        """One that the server has not closed since: it keeps them for a few seconds only."""
        while self._idle:
            connection = self._idle.pop()
            if connection.alive:
                return connection
        return None

    async def _connect(self) -> _Connection:
        loop = asyncio.get_running_loop()
        _, connection = await loop.create_connection(_Connection, "127.0.0.1", self._port)
        return connection

    def stop(self) -> None:
        """Close what is idle."""
        for connection in self._idle:
            connection.close()
        self._idle.clear()
