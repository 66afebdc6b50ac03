"""The identity vault on a real database: numbers sealed, found again, forgotten."""

import base64
import os
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import asyncpg
import pytest

from services.cards.storage.keyring import Keyring
from services.cards.storage.vault import NumberGiven, Vault
from services.kernel.sealing import PersonKey
from services.kernel.store import connect_pool
from tests.kit.talk import Talk

NUMBER, OTHER = "85673003328", "90651700157"


@pytest.fixture
async def pool(talk: Talk) -> AsyncIterator[asyncpg.Pool]:
    """The keyring's database, in its own role."""
    pool = await connect_pool(talk.platform.dsn("keyring", "keyring"), 2, "keyring", "test")
    yield pool
    await pool.close()


@pytest.fixture
def vault(talk: Talk, pool: asyncpg.Pool) -> Vault:
    """A second vault beside the service's own, with other keys."""
    readers = {"gateway": base64.b64decode(talk.platform.secrets["GATEWAY_PUBLIC_KEY"])}
    keyring = Keyring(pool, talk.outbox, PersonKey(os.urandom(32)), readers)
    return Vault(pool, keyring, os.urandom(32))


async def given(
    vault: Vault,
    stream: str,
    number: str = NUMBER,
    person: UUID | None = None,
    *,
    settled: bool = True,
) -> NumberGiven:
    """A number that a command gives of a person, new where none is named."""
    person = person or uuid4()
    key = (await vault.keyring.keys([], make=[person]))[person]
    assert key is not None
    return NumberGiven(
        number_id=uuid4(), stream=stream, person=person, number=number, key=key, settled=settled
    )


async def test_the_same_number_is_found_again_in_its_network_and_in_no_other(vault: Vault) -> None:
    town, other_town = str(uuid4()), str(uuid4())
    first, second = await given(vault, town), await given(vault, town)
    elsewhere, another = await given(vault, other_town), await given(vault, town, OTHER)
    claims = await vault.claim([first, second, elsewhere, another])
    twice = {(str(one.number_id), str(one.person)) for one in (first, second)}
    assert {(c.number_id, c.holder_id) for c in claims[first.number_id]} == twice
    assert claims[second.number_id] == claims[first.number_id]
    assert [c.holder_id for c in claims[elsewhere.number_id]] == [str(elsewhere.person)]
    assert [c.holder_id for c in claims[another.number_id]] == [str(another.person)]


async def test_the_same_command_twice_is_one_entry(vault: Vault) -> None:
    one = await given(vault, str(uuid4()))
    assert await vault.claim([one]) == await vault.claim([one])


async def test_numbers_are_opened_for_the_network_that_asks_and_gone_with_the_key(
    vault: Vault,
) -> None:
    town = str(uuid4())
    kept, erased = await given(vault, town), await given(vault, town, OTHER)
    await vault.claim([kept, erased])
    persons = [kept.person, erased.person, uuid4()]
    assert await vault.numbers(town, persons) == {kept.person: NUMBER, erased.person: OTHER}
    assert await vault.numbers(str(uuid4()), persons) == {}
    await vault.keyring.destroy([erased.person])
    assert await vault.numbers(town, persons) == {kept.person: NUMBER}


async def test_a_number_that_was_given_later_counts_once_it_is_decided(vault: Vault) -> None:
    town = str(uuid4())
    first = await given(vault, town)
    later = await given(vault, town, OTHER, first.person, settled=False)
    await vault.claim([first, later])
    assert await vault.numbers(town, [first.person]) == {first.person: NUMBER}
    await vault.settle({first.person: later.number_id})
    await vault.settle({first.person: later.number_id})
    assert await vault.numbers(town, [first.person]) == {first.person: OTHER}
    again = await given(vault, town)
    assert [c.number_id for c in (await vault.claim([again]))[again.number_id]] == [
        str(again.number_id)
    ]


async def test_who_is_forgotten_leaves_nothing_behind(vault: Vault, pool: asyncpg.Pool) -> None:
    one = await given(vault, str(uuid4()))
    await vault.claim([one])
    await vault.forget([one.person])
    await vault.forget([one.person])
    assert await pool.fetchval("select count(*) from vault where person = $1", one.person) == 0


async def test_no_number_stands_in_the_vault_in_clear(vault: Vault, pool: asyncpg.Pool) -> None:
    one = await given(vault, str(uuid4()))
    await vault.claim([one])
    row = await pool.fetchrow("select v::text as row from vault v where person = $1", one.person)
    assert row is not None
    assert NUMBER not in row["row"]
    assert base64.b64encode(NUMBER.encode()).decode() not in row["row"]


async def test_who_has_a_number_is_looked_up_and_nothing_is_kept_of_who_has_none(
    vault: Vault,
) -> None:
    town, other_town = str(uuid4()), str(uuid4())
    one, twice = await given(vault, town), await given(vault, town)
    await vault.claim([one, twice])
    found = await vault.find({(town, NUMBER), (town, OTHER), (other_town, NUMBER)})
    assert set(found) == {(town, NUMBER)}
    assert {claim.holder_id for claim in found[town, NUMBER]} == {
        str(one.person),
        str(twice.person),
    }
    assert await vault.find({(town, OTHER)}) == {}
    assert await vault.find(set()) == {}
