"""Small servers of the tests' own: one that takes mail over SMTP, one that takes text messages.

They answer as their protocols say, keep what they were given, and can be told to refuse.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import orjson


@dataclass
class PostOffice:
    """What came in. `refuse` is the answer to give instead of taking it."""

    port: int = 0
    refuse: str | None = None
    cut_off: bool = False
    mails: list[str] = field(default_factory=list)
    texts: list[dict[str, str]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


@asynccontextmanager
async def a_mail_server() -> AsyncIterator[PostOffice]:
    """SMTP (RFC 5321), as far as a sender of one message needs it."""
    office = PostOffice()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            await _smtp(office, reader, writer)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    office.port = server.sockets[0].getsockname()[1]
    async with server:
        yield office


async def _smtp(
    office: PostOffice, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    async def say(line: str) -> None:
        writer.write(f"{line}\r\n".encode())
        await writer.drain()

    await say("220 post.example ESMTP")
    while line := (await reader.readline()).decode():
        word = line.split()[0].upper() if line.split() else ""
        if word == "RCPT" and office.refuse is not None:
            await say(office.refuse)
        elif word == "DATA":
            await say("354 go on")
            mail = (await reader.readuntil(b"\r\n.\r\n")).decode()
            office.mails.append(mail)
            if office.cut_off:
                return
            await say("250 taken")
        elif word == "QUIT":
            await say("221 bye")
            return
        else:
            await say("250 post.example")


@asynccontextmanager
async def an_sms_service() -> AsyncIterator[PostOffice]:
    """HTTP/1.1: takes {"to", "text"}, and the same key only once."""
    office = PostOffice()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            headers = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
            body = await reader.readexactly(int(headers["content-length"]))
            status = office.refuse or "202 Accepted"
            if office.refuse is None and headers["idempotency-key"] not in office.keys:
                office.texts.append(orjson.loads(body))
                office.keys.append(headers["idempotency-key"])
            writer.write(
                f"HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".encode()
            )
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    office.port = server.sockets[0].getsockname()[1]
    async with server:
        yield office
