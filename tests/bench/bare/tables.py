"""The bare loop's database and topics, made anew for each run."""

from typing import Final
from urllib.parse import urlsplit

import asyncpg
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import TopicAlreadyExistsError

DATABASE: Final = "bench"
COMMANDS, REQUESTED, CONFIRMED = "bench.commands", "bench.requested", "bench.confirmed"
TOPICS: Final = (COMMANDS, REQUESTED, CONFIRMED)

_TABLES: Final = """
create table journal_a (id uuid primary key, stream text, at timestamptz, data text);
create table state_a (key text primary key, used bigint not null);
create table journal_b (id uuid primary key, stream text, at timestamptz, data text);
create table state_b (key text primary key, used bigint not null);
create table operations (id uuid primary key, stream text, fingerprint text, at timestamptz,
                         status text, outcome text);
create table participations (id uuid primary key, stream text, status text, data text);
"""


async def make_database(admin_dsn: str) -> str:
    """Make the database and its tables; returns how to reach it."""
    connection = await asyncpg.connect(admin_dsn)
    try:
        await connection.execute(f"drop database if exists {DATABASE} with (force)")
        await connection.execute(f"create database {DATABASE}")
    finally:
        await connection.close()
    dsn = urlsplit(admin_dsn)._replace(path=f"/{DATABASE}").geturl()
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(_TABLES)
    finally:
        await connection.close()
    return dsn


async def make_topics(kafka: str, partitions: int) -> None:
    """Make the topics, with as many partitions as the platform's."""
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka)
    await admin.start()
    try:
        for name in TOPICS:
            try:
                await admin.create_topics([NewTopic(name, partitions, 1)])
            except TopicAlreadyExistsError:
                continue
    finally:
        await admin.close()
