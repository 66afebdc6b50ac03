"""The identity vault: national numbers, each sealed with the key of her whose it is.

Beside it stands a keyed hash that differs per network, so that within one network the same number
is found again and nowhere else. An entry is made before the rule decides: whose number it is,
the rows of the persons say, never the vault. It lies in the keyring's database, apart from all
that others read.
"""

import hashlib
import hmac
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import asyncpg

from services.cards.domain.prepared import NumberClaim
from services.cards.storage.keyring import Keyring
from services.kernel.sealing import CannotOpen, PersonKey, keyed_hash

KEY_ID_DIGITS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberGiven:
    """A national number that a command gives, with the key of the person whose it is said to be.

    `settled`: the person is made by the same command, so nobody else's number takes its place.
    """

    number_id: UUID
    stream: str
    person: UUID
    number: str
    key: PersonKey
    settled: bool


@dataclass
class Vault:
    """National numbers by person. `secret` is 32 bytes from which the hashing key is derived."""

    pool: asyncpg.Pool
    keyring: Keyring
    secret: bytes

    def __post_init__(self) -> None:
        self._key = hmac.digest(self.secret, b"identity vault", hashlib.sha256)
        self.key_id = keyed_hash(self._key, "key id")[:KEY_ID_DIGITS]

    async def claim(self, given: Sequence[NumberGiven]) -> dict[UUID, tuple[NumberClaim, ...]]:
        """Keep these numbers, and tell of each by its entry who else was entered with it.

        The same command again changes nothing. Raises asyncpg errors.
        """
        if not given:
            return {}
        hashes = {one.number_id: self._hash(one.stream, one.number) for one in given}
        columns = [[getattr(one, name) for one in given] for name in ("number_id", "stream")]
        await self.pool.execute(
            "insert into vault (number_id, stream, person, key_id, hash, sealed, settled) "
            "select n, s, p, $1, h, z, d from unnest($2::uuid[], $3::text[], $4::uuid[], "
            "$5::text[], $6::text[], $7::boolean[]) as g(n, s, p, h, z, d) on conflict do nothing",
            self.key_id,
            *columns,
            [one.person for one in given],
            [hashes[one.number_id] for one in given],
            [one.key.seal(one.number.encode()) for one in given],
            [one.settled for one in given],
        )
        rows = await self.pool.fetch(
            "select number_id, person, hash from vault "
            "where key_id = $1 "
            "and (stream, hash) in (select * from unnest($2::text[], $3::text[])) "
            "order by number_id",
            self.key_id,
            columns[1],
            [hashes[one.number_id] for one in given],
        )
        found: dict[str, list[NumberClaim]] = {}
        for row in rows:
            claim = NumberClaim(str(row["number_id"]), str(row["person"]))
            found.setdefault(row["hash"], []).append(claim)
        return {number_id: tuple(found.get(told, ())) for number_id, told in hashes.items()}

    async def find(
        self, numbers: Collection[tuple[str, str]]
    ) -> dict[tuple[str, str], tuple[NumberClaim, ...]]:
        """Who was entered with these numbers, each of a network: (stream, number).

        Nothing is kept of the numbers. Raises asyncpg errors.
        """
        if not numbers:
            return {}
        asked = {
            (stream, self._hash(stream, number)): (stream, number) for stream, number in numbers
        }
        rows = await self.pool.fetch(
            "select stream, hash, number_id, person from vault where key_id = $1 "
            "and (stream, hash) in (select * from unnest($2::text[], $3::text[])) "
            "order by number_id",
            self.key_id,
            [stream for stream, _hash in asked],
            [hashed for _stream, hashed in asked],
        )
        found: dict[tuple[str, str], tuple[NumberClaim, ...]] = {}
        for row in rows:
            number = asked[row["stream"], row["hash"]]
            claim = NumberClaim(str(row["number_id"]), str(row["person"]))
            found[number] = (*found.get(number, ()), claim)
        return found

    async def settle(self, entries: Mapping[UUID, UUID]) -> None:
        """Keep of each person (key) the entry that her row names (value), and no other."""
        if not entries:
            return
        await self.pool.execute(
            "with kept as (select * from unnest($1::uuid[], $2::uuid[]) as k(person, number_id)), "
            "settled as (update vault v set settled = true from kept k "
            "where v.number_id = k.number_id and v.person = k.person) "
            "delete from vault v using kept k "
            "where v.person = k.person and v.number_id <> k.number_id",
            list(entries),
            list(entries.values()),
        )

    async def forget(self, persons: Iterable[UUID]) -> None:
        """Delete what is held of these persons. Idempotent."""
        chosen = sorted(set(persons))
        if chosen:
            await self.pool.execute("delete from vault where person = any($1)", chosen)

    async def numbers(self, stream: str, persons: Iterable[UUID]) -> dict[UUID, str]:
        """The national numbers of these persons of a network, opened.

        Left out: who gave none, and who is erased. Only for asking a source of statuses, by whom
        has a legal basis for it: never to be shown, logged or exported.
        """
        rows = await self.pool.fetch(
            "select person, sealed from vault where stream = $1 and person = any($2) and settled",
            stream,
            sorted(set(persons)),
        )
        keys = await self.keyring.keys(row["person"] for row in rows)
        opened = {row["person"]: _open(keys.get(row["person"]), row["sealed"]) for row in rows}
        return {person: number for person, number in opened.items() if number is not None}

    def _hash(self, stream: str, number: str) -> str:
        return keyed_hash(self._key, stream, number)


def _open(key: PersonKey | None, sealed: str) -> str | None:
    if key is None:
        return None
    try:
        return key.open(sealed).decode()
    except CannotOpen:
        return None
