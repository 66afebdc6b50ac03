"""Reads everything that a platform has written, and finds a text in it, however disguised."""

import base64
import json
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Final
from urllib.parse import quote

import asyncpg
import httpx2
from aiokafka import ConsumerRecord, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from deploy.cli.connection import Platform
from deploy.embedded.postgres import SUPERUSER
from services.kernel.consuming import consuming
from tests.kit.platform import RunningPlatform

DATABASES: Final = ("cards", "partners", "budget", "gateway", "keyring")
CHUNK_BYTES: Final = 1_000_000


def disguises(text: str) -> set[bytes]:
    """A text as bytes: in clear, and as base64, hexadecimal, JSON, URL or UTF-16 would have it."""
    plain = text.encode()
    forms = {plain, plain.hex().encode(), plain.hex().upper().encode(), text.encode("utf-16-le")}
    forms |= {json.dumps(text)[1:-1].encode(), quote(text).encode()}
    for shift in range(3):
        # Within longer data the same bytes read in one of three ways; their edges differ.
        padded = base64.b64encode(b"\x00" * shift + plain).rstrip(b"=")
        inner = padded[4 if shift else 0 : -2]
        forms |= {inner, inner.replace(b"+", b"-").replace(b"/", b"_")}
    return forms


def finds(chunk: bytes, marks: dict[str, str]) -> set[str]:
    """The names of the marks that stand in these bytes, however disguised."""
    return {name for name, mark in marks.items() if any(form in chunk for form in disguises(mark))}


async def kafka_records(platform: Platform) -> AsyncIterator[tuple[str, bytes]]:
    """Every record of every topic: key, value and headers as bytes, in chunks."""
    async with consuming(
        platform.kafka, enable_auto_commit=False, auto_offset_reset="earliest"
    ) as consumer:
        for topic, count in sorted((await partitions(platform)).items()):
            parts = [TopicPartition(topic, number) for number in range(count)]
            ends = await consumer.end_offsets(parts)
            consumer.assign(parts)
            await consumer.seek_to_beginning(*parts)
            while any([await consumer.position(p) < ends[p] for p in parts]):
                batches = await consumer.getmany(timeout_ms=500, max_records=5_000)
                records = [record for batch in batches.values() for record in batch]
                yield topic, b"\n".join(part for record in records for part in _parts(record))


async def partitions(platform: Platform) -> dict[str, int]:
    """How many partitions every topic has."""
    admin = AIOKafkaAdminClient(bootstrap_servers=platform.kafka)
    await admin.start()
    try:
        described = await admin.describe_topics(await admin.list_topics())
    finally:
        await admin.close()
    return {topic["topic"]: len(topic["partitions"]) for topic in described}


def _parts(record: ConsumerRecord) -> list[bytes]:
    headers = [part for name, value in record.headers for part in (name.encode(), value)]
    return [record.key or b"", record.value or b"", *headers]


async def table_rows(platform: Platform) -> AsyncIterator[tuple[str, bytes]]:
    """Every row of every table of every database as text."""
    for database in DATABASES:
        connection = await asyncpg.connect(platform.dsn(database, SUPERUSER))
        try:
            tables = await connection.fetch(
                "select quote_ident(schemaname) || '.' || quote_ident(tablename) as name "
                "from pg_tables where schemaname not in ('pg_catalog', 'information_schema')"
            )
            assert tables, database
            for table in tables:
                rows = await connection.fetch(f"select t::text as row from {table['name']} t")
                for chunk in chunks(row["row"] for row in rows):
                    yield f"{database}:{table['name']}", chunk
        finally:
            await connection.close()


def chunks(texts: Iterable[str]) -> Iterator[bytes]:
    """Texts as a few large pieces."""
    piece: list[bytes] = []
    size = 0
    for text in texts:
        piece.append(text.encode())
        size += len(piece[-1])
        if size > CHUNK_BYTES:
            yield b"\n".join(piece)
            piece, size = [], 0
    yield b"\n".join(piece)


async def metrics_of(running: RunningPlatform, process: str) -> bytes:
    """What a process tells of itself."""
    port = running.state["processes"][process]["port"]
    async with httpx2.AsyncClient() as http:
        return (await http.get(f"http://127.0.0.1:{port}/metrics")).content
