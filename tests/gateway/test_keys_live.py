"""Keys of persons on the real database: an erasure stays, whatever comes after it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from services.gateway.storage.keys import KeyChain, store_keys
from services.gateway.storage.reading import Database
from services.kernel.sealing import PersonKey, seal_to
from tests.gateway.client import Client

PRIVATE = X25519PrivateKey.generate()
PARTITION = 9_999  # none of the topic's: the real projector's positions stay as they are


@dataclass(frozen=True)
class Record:
    """What the handler reads of a Kafka record."""

    value: bytes
    partition: int = PARTITION
    offset: int = 0


def key_record(person: str, key: PersonKey) -> Record:
    wrapped = {"gateway": seal_to(PRIVATE.public_key().public_bytes_raw(), key.key)}
    said = {"person": person, "purpose": "identity", "wrapped": wrapped}
    return Record(orjson.dumps(said))


def erasure_record(person: str) -> Record:
    return Record(orjson.dumps({"person": person, "purpose": "identity", "erased": True}))


async def nothing_to_come() -> dict[int, int]:
    return {}


@pytest.fixture
async def database(client: Client) -> AsyncIterator[Database]:
    database = await Database.connect(client.platform.dsn("gateway", "gateway"), 2, "test")
    yield database
    await database.close()


async def store(database: Database, *records: Any) -> None:
    async with database.pool.acquire() as connection, connection.transaction():
        await store_keys(connection, records)


@pytest.fixture
def chain(database: Database) -> KeyChain:
    return KeyChain(database, PRIVATE.private_bytes_raw(), nothing_to_come)


async def test_a_key_opens_what_was_sealed_with_it(database: Database, chain: KeyChain) -> None:
    person, key = str(uuid4()), PersonKey.new()
    await store(database, key_record(person, key))
    found = await chain.keys_of([person])
    assert found[person].open(key.seal(b"An")) == b"An"


async def test_an_erased_key_is_gone_although_it_was_opened_before(
    database: Database, chain: KeyChain
) -> None:
    person, key = str(uuid4()), PersonKey.new()
    await store(database, key_record(person, key))
    assert await chain.keys_of([person])
    await store(database, erasure_record(person))
    assert await chain.keys_of([person]) == {}


@pytest.mark.parametrize("together", [True, False])
async def test_no_key_takes_the_place_of_an_erasure(
    database: Database, chain: KeyChain, *, together: bool
) -> None:
    person, key = str(uuid4()), PersonKey.new()
    records = [key_record(person, key), erasure_record(person), key_record(person, key)]
    if together:
        await store(database, *records)
    else:
        for record in records:
            await store(database, record)
    assert await chain.keys_of([person]) == {}
    row = await database.pool.fetchrow(
        "select wrapped, erased from operations.keys where person = $1", person
    )
    assert row is not None
    assert tuple(row) == (None, True)


async def test_a_key_that_nobody_ever_heard_of_is_that_of_an_erased_person(
    chain: KeyChain,
) -> None:
    assert await chain.keys_of([str(uuid4())]) == {}


@pytest.mark.parametrize("value", [b"", b"{", b"[]", b'{"person": 5}', b"null", b'"x"'])
async def test_a_record_that_nobody_can_read_is_passed_over(
    database: Database, value: bytes
) -> None:
    await store(database, Record(value))
