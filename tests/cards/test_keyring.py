"""The keyring on a real database and a real topic: made once, announced first, erased for ever."""

import base64
import os
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import orjson
import pytest

from services.cards.storage.keyring import TOPIC, Keyring, erased_on_topic
from services.kernel.ownership import read_topic
from services.kernel.sealing import PersonKey, open_sealed
from services.kernel.store import connect_pool
from tests.kit.talk import Talk


@pytest.fixture
async def pool(talk: Talk) -> AsyncIterator[asyncpg.Pool]:
    """The keyring's database, in its own role."""
    pool = await connect_pool(talk.platform.dsn("keyring", "keyring"), 2, "keyring", "test")
    yield pool
    await pool.close()


@pytest.fixture
def keyring(talk: Talk, pool: asyncpg.Pool) -> Keyring:
    """A second keyring beside the service's own, with other wrapping."""
    readers = {"gateway": base64.b64decode(talk.platform.secrets["GATEWAY_PUBLIC_KEY"])}
    return Keyring(pool, talk.outbox, PersonKey(os.urandom(32)), readers)


async def test_a_person_has_one_key_however_often_it_is_asked_for(keyring: Keyring) -> None:
    person = uuid4()
    first = (await keyring.keys([], make=[person]))[person]
    again = (await keyring.keys([], make=[person]))[person]
    assert first is not None
    assert again is not None
    assert first.key == again.key


async def test_a_key_is_on_the_topic_before_it_is_used_and_only_its_reader_opens_it(
    talk: Talk, keyring: Keyring
) -> None:
    person = uuid4()
    key = (await keyring.keys([], make=[person]))[person]
    assert key is not None
    (record,) = await _records(talk, person)
    private = base64.b64decode(talk.platform.secrets["GATEWAY_PRIVATE_KEY"])
    assert open_sealed(private, record["wrapped"]["gateway"]) == key.key


async def test_an_erased_person_has_no_key_and_gets_no_other(
    talk: Talk, keyring: Keyring, pool: asyncpg.Pool
) -> None:
    person = uuid4()
    await keyring.keys([], make=[person])
    await keyring.destroy([person])
    await keyring.destroy([person])
    assert (await keyring.keys([], make=[person]))[person] is None
    assert await pool.fetchval("select wrapped from keys where person = $1", person) is None
    assert [r.get("erased") for r in await _records(talk, person)] == [None, True, True]


async def test_an_erasure_is_said_once_more_by_a_later_sweep(
    talk: Talk, keyring: Keyring, pool: asyncpg.Pool
) -> None:
    person = uuid4()
    await keyring.destroy([person])
    await pool.execute(
        "update keys set erased_at = now() - interval '2 minutes' where person = $1", person
    )
    await keyring.repeat_erasures()
    await keyring.repeat_erasures()
    said = [r["erased"] for r in await _records(talk, person)]
    assert len(said) >= 2
    assert await pool.fetchval("select repeated from keys where person = $1", person)


async def test_a_keyring_restored_from_an_older_copy_destroys_again_what_the_topic_says(
    talk: Talk, keyring: Keyring, pool: asyncpg.Pool
) -> None:
    erased, living = uuid4(), uuid4()
    await keyring.keys([], make=[erased, living])
    older = await pool.fetchval("select wrapped from keys where person = $1", erased)
    await keyring.destroy([erased])
    await pool.execute(
        "update keys set wrapped = $2, erased_at = null where person = $1", erased, older
    )
    assert await keyring.heed_erasures(await erased_on_topic(talk.platform.kafka)) == 1
    keys = await keyring.keys([erased, living])
    assert keys[erased] is None
    assert keys[living] is not None


async def test_an_unknown_person_has_no_key(keyring: Keyring) -> None:
    person = uuid4()
    assert await keyring.keys([person]) == {person: None}


async def _records(talk: Talk, person: UUID) -> list[dict[str, Any]]:
    return [
        orjson.loads(record.value)
        async for record in read_topic(talk.platform.kafka, TOPIC, {})
        if record.key == str(person).encode()
    ]
