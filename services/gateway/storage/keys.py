"""Keys of persons, as they come on `cards.keys`: kept wrapped for the gateway, opened on reading.

An erasure is a record that stays: no key takes its place, whatever the order of arrival.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from functools import lru_cache

import orjson

from services.gateway.storage.reading import Bounds, Connection, Database
from services.kernel.broker import Record
from services.kernel.sealing import CannotOpen, PersonKey, open_sealed

TOPIC = "cards.keys"
READER = "gateway"
PURPOSE = "identity"
CATCH_UP_S = 2.0
CATCH_UP_PAUSE_S = 0.05

_STORE = """
insert into operations.keys as k (person, purpose, wrapped, erased)
  select person, purpose, wrapped, erased
  from jsonb_to_recordset($1::text::jsonb)
    as n(person text, purpose text, wrapped text, erased boolean)
on conflict (person, purpose) do update
  set erased = k.erased or excluded.erased,
      wrapped = case when k.erased or excluded.erased then null else excluded.wrapped end
"""
_POSITIONS = """
insert into operations.key_positions as p (partition, next_offset)
  select * from unnest($1::int[], $2::bigint[])
on conflict (partition) do update
  set next_offset = greatest(p.next_offset, excluded.next_offset)
"""


async def store_keys(connection: Connection, records: Sequence[Record]) -> None:
    """Keep the keys of a batch and how far the topic was read, in the turn's transaction."""
    rows: dict[tuple[str, str], dict[str, object]] = {}
    positions: dict[int, int] = {}
    for record in records:
        positions[record.partition] = record.offset + 1
        row = _row(record.value)
        if row is not None:
            place = str(row["person"]), str(row["purpose"])
            if not rows.get(place, {}).get("erased"):
                rows[place] = row
    # Nobody repeats a key that a crash of the database forgot: this commit waits for the disk.
    await connection.execute("select set_config('synchronous_commit', 'on', true)")
    if rows:
        await connection.execute(_STORE, orjson.dumps(list(rows.values())).decode())
    await connection.execute(_POSITIONS, list(positions), list(positions.values()))


def key_of_record(value: bytes | None) -> tuple[str, str, str | None] | None:
    """Person, purpose and the key wrapped for the gateway, None where it is erased.

    None where the record says nothing of the kind.
    """
    row = _row(value)
    if row is None:
        return None
    wrapped = row["wrapped"]
    return str(row["person"]), str(row["purpose"]), None if wrapped is None else str(wrapped)


def _row(value: bytes | None) -> dict[str, object] | None:
    try:
        said = orjson.loads(value or b"")
        wrapped = said.get("wrapped", {}).get(READER)
        erased = bool(said.get("erased", False))
        row = {"person": said["person"], "purpose": said["purpose"]}
    except (orjson.JSONDecodeError, AttributeError, KeyError, TypeError):
        return None
    return {**row, "wrapped": None if erased else wrapped, "erased": erased}


Ends = Callable[[], Awaitable[Mapping[int, int]]]
"""Asks Kafka where the topic of keys ends now, per partition."""


class KeyChain:
    """Opens what was sealed with the keys of persons."""

    def __init__(self, database: Database, private_key: bytes, ends: Ends) -> None:
        self._database, self._ends = database, ends
        # Found by the wrapped key, which an erasure deletes: so the cache cannot outlive one.
        self._unwrap = lru_cache(maxsize=4096)(
            lambda wrapped: PersonKey(open_sealed(private_key, wrapped))
        )

    async def keys_of(self, persons: Iterable[str]) -> dict[str, PersonKey]:
        """The keys of those of these persons who are not erased. One query, as a rule."""
        wanted = set(persons)
        known = await self._load(wanted) if wanted else {}
        if wanted - known.keys():
            # Never heard of: read the topic to the end that it has now. Then unknown is erased.
            await self._catch_up()
            known = await self._load(wanted)
        return {person: key for person, key in known.items() if key is not None}

    async def _load(self, persons: set[str]) -> dict[str, PersonKey | None]:
        rows = await self._database.fetch(
            Bounds(),
            "select person, wrapped from operations.keys "
            "where person = any($1::text[]) and purpose = $2",
            list(persons),
            PURPOSE,
        )
        found: dict[str, PersonKey | None] = {}
        for row in rows:
            try:
                found[row["person"]] = self._unwrap(row["wrapped"]) if row["wrapped"] else None
            except CannotOpen:
                found[row["person"]] = None
        return found

    async def _catch_up(self) -> None:
        try:
            async with asyncio.timeout(CATCH_UP_S):
                ends = await self._ends()
                while not await self._read_to(ends):  # noqa: ASYNC110 - another process reads
                    await asyncio.sleep(CATCH_UP_PAUSE_S)
        except TimeoutError:
            return

    async def _read_to(self, ends: Mapping[int, int]) -> bool:
        rows = await self._database.fetch(
            Bounds(), "select partition, next_offset from operations.key_positions"
        )
        read = {row["partition"]: row["next_offset"] for row in rows}
        return all(read.get(partition, 0) >= end for partition, end in ends.items())
