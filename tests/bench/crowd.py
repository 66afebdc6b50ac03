"""A PostgreSQL of the bench's own, and the views in it full of people: alone, and in a crowd.

Only common names: that the tokens by which people are found are frequent is the hard case. The
tokens of names are those that the gateway makes, per network; of birth dates they are as long and
as many, and real in the networks where is looked.
"""

import asyncio
import os
import secrets
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Final
from uuid import UUID, uuid5

import asyncpg

from deploy.demo.people import FAMILY_NAMES, GIVEN_NAMES
from deploy.embedded.ports import LOOPBACK
from deploy.embedded.postgres import STOP_SIGNAL, SUPERUSER
from deploy.provision_database import ROLES, owner_dsn, provision_database, role_dsn
from services.gateway.domain.lookup import index_of
from services.gateway.domain.spelling import index_codes
from services.kernel.ids import SAMENSPEL
from services.kernel.migrate import migrate
from services.kernel.sealing import keyed_hash

KEY: Final = b"the key of a bench that nobody has"
OTHERS: Final = 119
FIRST_BIRTH, BIRTH_DAYS = date(1938, 1, 1), 31_000
CROWDED, ALONE = "gateway", "alone"
SEALED_LENGTH: Final = 240
HERE: Final = str(uuid5(SAMENSPEL, "bench.lookup.0"))
"""The network where is looked, in both databases."""

LARGEST: Final = str(uuid5(SAMENSPEL, "bench.lookup.1"))


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of the network where is looked."""

    id: UUID
    given_name: str
    family_name: str
    birth_date: date

    @property
    def tokens(self) -> tuple[str, ...]:
        """Under which she is found there."""
        said = {
            "given_name": self.given_name,
            "family_name": self.family_name,
            "birth_date": self.birth_date,
        }
        return index_of(KEY, HERE, said).tokens


def neighbours(count: int, seed: int = 4) -> list[Somebody]:
    """The people of one network."""
    rng = Random(seed)
    return [
        Somebody(
            uuid5(SAMENSPEL, f"bench.lookup.person.{place}"),
            rng.choice(GIVEN_NAMES),
            rng.choice(FAMILY_NAMES),
            FIRST_BIRTH + timedelta(days=rng.randrange(BIRTH_DAYS)),
        )
        for place in range(count)
    ]


@dataclass(frozen=True, slots=True)
class Server:
    """Where the server is, and how the gateway's role enters."""

    admin: str
    password: str

    def dsn(self, database: str) -> str:
        """For the role that requests have, which row level security binds."""
        return role_dsn(self.admin, "gateway", self.password, database)

    def admin_of(self, database: str) -> str:
        """For who fills it."""
        return self.admin.rsplit("/", 1)[0] + f"/{database}"


@asynccontextmanager
async def server() -> AsyncIterator[Server]:
    """The embedded server alone, in a folder that goes away, with two databases of the gateway."""
    password = secrets.token_hex(16)
    with (
        tempfile.TemporaryDirectory(prefix="samenspel-bench-") as folder,
        _process(Path(folder), password) as port,
    ):
        admin = f"postgresql://{SUPERUSER}:{password}@{LOOPBACK}:{port}/postgres"
        await provision_database(admin, dict.fromkeys(ROLES, password), wait_seconds=60)
        owner = owner_dsn(admin, password)[CROWDED]
        await asyncio.to_thread(migrate, CROWDED, owner)
        connection = await asyncpg.connect(admin)
        await connection.execute(f"create database {ALONE} template {CROWDED}")
        await connection.close()
        yield Server(admin, password)


@asynccontextmanager
async def _connected(dsn: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(dsn, server_settings={"search_path": "views"})
    try:
        yield connection
    finally:
        await connection.close()


@contextmanager
def _process(folder: Path, password: str) -> Iterator[int]:
    with socket.socket() as free:
        free.bind((LOOPBACK, 0))
        port: int = free.getsockname()[1]
    running = subprocess.Popen(
        [sys.executable, "-m", "deploy.embedded.postgres", str(folder / "postgres"), str(port)],
        env={**os.environ, "SAMENSPEL_POSTGRES_PASSWORD": password},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield port
    finally:
        running.send_signal(STOP_SIGNAL)
        running.wait(timeout=60)


async def fill(dsn: str, here: Sequence[Somebody], others: int) -> None:
    """The people of the one network, and so many in other networks, in no order of network."""
    async with _connected(dsn) as connection:
        await connection.execute(
            "create temp table people (stream text, key text, name int, born date, tokens text[]);"
            "create temp table tokens (stream text, name int, tokens text[])"
        )
        rows = [(HERE, str(one.id), 0, one.birth_date, [*one.tokens]) for one in here]
        await connection.copy_records_to_table("people", records=rows)
        if others:
            await _invent(connection, others)
        await connection.execute(_HOLDERS, "~" * SEALED_LENGTH)
        async with _without_indexes(connection, "lookups"):
            await connection.execute(_LOOKUPS)
        # As autovacuum leaves them.
        await connection.execute("vacuum analyze holders")
        await connection.execute("vacuum analyze lookups")


async def _invent(connection: asyncpg.Connection, others: int) -> None:
    streams = [LARGEST, *(str(uuid5(SAMENSPEL, f"bench.lookup.{n}")) for n in range(2, OTHERS + 1))]
    names = [sorted(index_codes(given, family)) for given in GIVEN_NAMES for family in FAMILY_NAMES]
    codes = sorted({code for name in names for code in name})
    for stream in streams:
        token = {code: keyed_hash(KEY, stream, "lookup", "name", code)[:16] for code in codes}
        rows = [(stream, place, [token[code] for code in name]) for place, name in enumerate(names)]
        await connection.copy_records_to_table("tokens", records=rows)
    await connection.execute("create index on tokens (stream, name); analyze tokens")
    await connection.execute("select setseed(0.4)")
    await connection.execute(
        _OTHERS, others, streams, _ends(len(streams)), len(names), FIRST_BIRTH, BIRTH_DAYS
    )


def _ends(count: int) -> list[float]:
    """Where each network's part of everybody ends: the second is half the first, as towns are."""
    whole = sum(1 / place for place in range(1, count + 1))
    return list(accumulate(1 / place / whole for place in range(1, count + 1)))


@asynccontextmanager
async def _without_indexes(connection: asyncpg.Connection, table: str) -> AsyncIterator[None]:
    """Its indexes are made afterwards, which takes minutes less."""
    found = await connection.fetch(
        "select indexrelid::regclass::text as name, indisprimary, "
        "pg_get_indexdef(indexrelid) as made from pg_index where indrelid = $1::text::regclass",
        table,
    )
    for one in found:
        if one["indisprimary"]:
            await connection.execute(f"alter table {table} drop constraint {one['name']}")
        else:
            await connection.execute(f"drop index {one['name']}")
    yield
    await connection.execute("set maintenance_work_mem = '512MB'")
    for one in found:
        if one["indisprimary"]:
            await connection.execute(f"alter table {table} add primary key (stream, key)")
        else:
            await connection.execute(one["made"])


_OTHERS: Final = """
insert into people
select drawn.stream, gen_random_uuid()::text, drawn.name, drawn.born,
  null::text[]
from (
  select ($2::text[])[least(width_bucket(random(), $3::float8[]) + 1, cardinality($2::text[]))]
      as stream,
    floor(random() * $4)::int as name,
    $5::date + floor(random() * $6::int)::int as born
  from generate_series(1, $1::int)
) drawn
"""
_HOLDERS: Final = """
insert into holders (stream, key, municipality, identity, made_at, erased, cards, lookups, merged)
select p.stream, p.key, '11002', $1::text, now(), false, '[]', '[]', '[]'
from people p order by md5(p.key)
"""
_LOOKUPS: Final = """
insert into lookups (stream, key, token, holder_id)
select p.stream, token || ':' || p.key, token, p.key
from people p left join tokens t on t.stream = p.stream and t.name = p.name,
  unnest(coalesce(p.tokens, t.tokens || left(md5(p.stream || p.born), 16))) token
order by md5(p.key)
"""
