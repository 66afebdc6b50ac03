"""The keyring: one key per person and purpose, in a database of its own, wrapped at rest.

A key is announced on `cards.keys`, wrapped for its readers, and acknowledged there before the
first event that uses it is sent. An erasure destroys the key; its record says so for ever and is
repeated by a later sweep.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import asyncpg
import orjson
from pydantic import ValidationError

from services.cards.contracts.keys import PersonKeyRecord
from services.kernel.broker import Outbox
from services.kernel.ownership import read_topic
from services.kernel.sealing import PersonKey, seal_to

TOPIC: Final = "cards.keys"
IDENTITY: Final = "identity"
REPEAT_AFTER_S: Final = 60.0


@dataclass
class Keyring:
    """Keys by person. `wrapping` is the key that wraps them at rest; `readers` maps the name of
    a service that may read personal fields to its public key."""

    pool: asyncpg.Pool
    outbox: Outbox
    wrapping: PersonKey
    readers: Mapping[str, bytes]

    async def keys(
        self, persons: Iterable[UUID], *, make: Iterable[UUID] = ()
    ) -> dict[UUID, PersonKey | None]:
        """The keys of these persons; those in `make` get one if they have none.

        None where a person is erased or unknown. Every key returned is announced.
        Raises asyncpg errors and Unavailable.
        """
        wanted = sorted({*persons, *make})
        if not wanted:
            return {}
        fresh = {person: PersonKey.new() for person in sorted(set(make))}
        wrapped = [self.wrapping.seal(key.key) for key in fresh.values()]
        if fresh:
            await self.pool.execute(
                "insert into keys (person, purpose, wrapped) select p, $1, w "
                "from unnest($2::uuid[], $3::text[]) as n(p, w) on conflict do nothing",
                IDENTITY,
                list(fresh),
                wrapped,
            )
        rows = await self.pool.fetch(
            "select person, wrapped, announced from keys where purpose = $1 and person = any($2)",
            IDENTITY,
            wanted,
        )
        found = {row["person"]: self._unwrap(row["wrapped"]) for row in rows}
        await self._announce(
            {row["person"]: found[row["person"]] for row in rows if not row["announced"]}
        )
        return {person: found.get(person) for person in wanted}

    def _unwrap(self, wrapped: str | None) -> PersonKey | None:
        return PersonKey(self.wrapping.open(wrapped)) if wrapped is not None else None

    async def _announce(self, keys: Mapping[UUID, PersonKey | None]) -> None:
        living = {person: key for person, key in keys.items() if key is not None}
        if not living:
            return
        for person, key in living.items():
            wrapped = {name: seal_to(public, key.key) for name, public in self.readers.items()}
            await self._send(person, {"wrapped": wrapped})
        await self.pool.execute(
            "update keys set announced = true where purpose = $1 and person = any($2)",
            IDENTITY,
            list(living),
        )

    async def destroy(self, persons: Iterable[UUID]) -> None:
        """Destroy the keys of these persons and tell every reader. Idempotent."""
        chosen = sorted(set(persons))
        if not chosen:
            return
        await self.pool.execute(
            "insert into keys (person, purpose, erased_at) select p, $1, now() "
            "from unnest($2::uuid[]) as p on conflict (person, purpose) do update "
            "set wrapped = null, erased_at = coalesce(keys.erased_at, now())",
            IDENTITY,
            chosen,
        )
        for person in chosen:
            await self._send(person, {"erased": True})

    async def heed_erasures(self, erased: Iterable[UUID]) -> int:
        """Destroy the keys of persons whose erasure the topic knows: a keyring restored from an
        older backup has them again. Returns how many there were.
        """
        rows = await self.pool.fetch(
            "update keys set wrapped = null, erased_at = coalesce(erased_at, now()), "
            "repeated = false where person = any($1) and wrapped is not null returning person",
            list(erased),
        )
        return len(rows)

    async def repeat_erasures(self) -> None:
        """Say once more, a minute later, who was erased: no reader can have missed it."""
        rows = await self.pool.fetch(
            "select person from keys where erased_at < now() - make_interval(secs => $1) "
            "and not repeated limit 500",
            REPEAT_AFTER_S,
        )
        for row in rows:
            await self._send(row["person"], {"erased": True})
        if rows:
            await self.pool.execute(
                "update keys set repeated = true where person = any($1)",
                [row["person"] for row in rows],
            )

    async def _send(self, person: UUID, content: Mapping[str, object]) -> None:
        record = {"person": str(person), "purpose": IDENTITY, **content}
        await self.outbox.send_record(TOPIC, str(person), orjson.dumps(record), [])


async def erased_on_topic(kafka: str) -> set[UUID]:
    """The persons whose erasure the topic of keys holds, which it does for ever."""
    erased: set[UUID] = set()
    async for record in read_topic(kafka, TOPIC, {}):
        try:
            said = PersonKeyRecord.model_validate_json(record.value or b"")
        except ValidationError:
            continue
        if said.erased:
            erased.add(said.person)
    return erased
