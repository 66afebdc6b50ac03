"""Messages to holders: queued in the turn that gives cause, sent once, kept with their state.

A row holds no content: that is made when it is sent, from what is sealed, and not kept. One row
for an event and a kind, so a repeated turn queues nothing twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import orjson

from services.gateway.storage.municipality import ASKED as MUNICIPALITY_ASKED
from services.gateway.storage.party import ASKED as PARTY_ASKED
from services.gateway.storage.reading import Bounds, Connection, Database, Row
from services.gateway.storage.tables import ROLE
from services.kernel.schema import grants, isolation

ATTEMPTS_MAX: Final = 8
TAKEN_FOR: Final = timedelta(minutes=5)
"""A worker that said nothing for so long has died, or hangs."""

_TAKE: Final = """
create function operations.take_messages_v1(p_now timestamptz, p_taken_before timestamptz,
  p_limit int) returns setof jsonb language plpgsql volatile as $$
begin
  perform set_config('synchronous_commit', 'on', true);
  perform set_config('app.directory', 'on', true);
  perform set_config('app.streams', (select string_agg(key, ',') from networks), true);
  -- Whether a mail went out before its worker died, nobody knows: a person decides.
  update operations.messages set state = 'uncertain', failure = 'worker_died'
    where state = 'sending' and taken_at < p_taken_before and channel = 'mail';
  return query
    update operations.messages m set state = 'sending', taken_at = p_now
      where m.key in (select key from operations.messages
        where (state = 'queued' and next_at <= p_now)
          or (state = 'sending' and taken_at < p_taken_before)
        order by next_at limit p_limit for update skip locked)
      returning to_jsonb(m);
end $$
"""


def outbox_tables() -> list[str]:
    """Statements that make the table and the function that takes what is due."""
    table = "operations.messages"
    return [
        f"create table {table} (key uuid primary key default gen_random_uuid(), "
        "stream text not null, event_id uuid not null, kind text not null, "
        "holder_id text not null, municipality text, subject_id text not null, facts jsonb, "
        "made_at timestamptz not null default clock_timestamp(), next_at timestamptz not null, "
        "state text not null default 'queued', channel text, attempts int not null default 0, "
        "taken_at timestamptz, closed_at timestamptz, closed_by text, failure text, "
        "unique (event_id, kind, holder_id))",
        f"create index on {table} (next_at) where state = 'queued'",
        f"create index on {table} (taken_at) where state = 'sending'",
        f"create index on {table} (stream, state, made_at, key)",
        f"create index on {table} (stream, holder_id, made_at, key)",
        *isolation(table),
        f"create policy of_municipality on {table} as restrictive for select "
        f"using ({MUNICIPALITY_ASKED} = '' or municipality is null "
        f"or {MUNICIPALITY_ASKED} = municipality)",
        f"create policy of_party on {table} as restrictive for select "
        f"using ({PARTY_ASKED} = '' or {PARTY_ASKED} = 'holder:' || holder_id)",
        *grants(table, ROLE),
        _TAKE,
    ]


@dataclass(frozen=True, slots=True)
class Cause:
    """Why somebody is to be written to. `due_at`: not before. `facts` are dates and codes only.

    Without a holder: the first person of the application that is the subject, or whoever takes
    part in the participation that is.
    """

    stream: str
    event_id: UUID
    kind: str
    holder_id: str | None
    subject_id: str
    due_at: datetime
    facts: dict[str, Any]


_QUEUE: Final = """
insert into operations.messages
    (stream, event_id, kind, holder_id, municipality, subject_id, next_at, facts)
  select c.stream, c.event_id, c.kind, h.key, h.municipality, c.subject_id, c.due_at, c.facts
  from rows from (jsonb_to_recordset($1::text::jsonb) as (stream text, event_id uuid, kind text,
    holder_id text, subject_id text, due_at timestamptz, facts jsonb)) with ordinality
    as c(stream, event_id, kind, holder_id, subject_id, due_at, facts, place)
  left join applications a
    on c.holder_id is null and a.stream = c.stream and a.key = c.subject_id
  left join participations p
    on c.holder_id is null and p.stream = c.stream and p.key = c.subject_id
  join holders h on h.stream = c.stream
    and h.key = coalesce(c.holder_id, a.holder_ids ->> 0, p.holder_id)
  order by c.place
on conflict (event_id, kind, holder_id) do nothing
"""


async def queue(connection: Connection, causes: Sequence[Cause]) -> None:
    """Queue messages in the transaction of the turn that gives cause."""
    if not causes:
        return
    rows = [
        {
            "stream": cause.stream,
            "event_id": cause.event_id,
            "kind": cause.kind,
            "holder_id": cause.holder_id,
            "subject_id": cause.subject_id,
            "due_at": cause.due_at,
            "facts": cause.facts,
        }
        for cause in causes
    ]
    # Nobody repeats an event to a gateway that has taken it in: this commit waits for the disk.
    await connection.execute("select set_config('synchronous_commit', 'on', true)")
    await connection.execute(_QUEUE, orjson.dumps(rows).decode())


@dataclass(frozen=True, slots=True)
class Message:
    """A message that a worker has taken."""

    key: str
    stream: str
    kind: str
    holder_id: str
    subject_id: str
    attempts: int
    facts: dict[str, Any]


async def take(database: Database, now: datetime, limit: int) -> list[Message]:
    """Take messages that are due, of every network; no other worker has them."""
    rows = await database.call(
        "select operations.take_messages_v1($1, $2, $3) as taken", now, now - TAKEN_FOR, limit
    )
    return [taken(row["taken"]) for row in rows]


def taken(row: Row) -> Message:
    """The message of a row, as a worker has it."""
    return Message(
        key=row["key"],
        stream=row["stream"],
        kind=row["kind"],
        holder_id=row["holder_id"],
        subject_id=row["subject_id"],
        attempts=row["attempts"],
        facts=row["facts"] or {},
    )


async def note(database: Database, message: Message, **columns: Any) -> None:
    """Write down how a message stands: any of state, channel, failure, next_at, closed_at."""
    names = list(columns)
    changes = ", ".join(f"{name} = ${number}" for number, name in enumerate(names, start=2))
    async with database.writing(Bounds(message.stream)) as connection:
        await connection.execute("select set_config('synchronous_commit', 'on', true)")
        await connection.execute(
            f"update operations.messages set {changes} where key = $1",
            UUID(message.key),
            *columns.values(),
        )


WAITS: Final = ("waiting", "uncertain", "failed")
"""States in which a person has to do something."""
UNDER_WAY: Final = ("queued", "sending")


async def close(
    database: Database, bounds: Bounds, key: UUID, *, state: str, actor: str, at: datetime
) -> Row | None:
    """A person has sent, called or let be what waited for her. None where nothing waits."""
    async with database.writing(bounds) as connection:
        found: Row | None = await connection.fetchrow(
            "update operations.messages set state = $2, closed_by = $3, closed_at = $4 "
            "where key = $1 and state = any($5) returning *, key::text as id",
            key,
            state,
            actor,
            at,
            [*WAITS, state],
        )
    return found


async def came_back(
    database: Database, bounds: Bounds, key: UUID, *, actor: str, at: datetime
) -> Row | None:
    """What was sent did not reach her. None where nothing was sent."""
    async with database.writing(bounds) as connection:
        found: Row | None = await connection.fetchrow(
            "update operations.messages set state = 'returned', closed_by = $2, closed_at = $3 "
            "where key = $1 and state in ('sent', 'returned') returning *, key::text as id",
            key,
            actor,
            at,
        )
    return found


_AGAIN: Final = """
insert into operations.messages
    (stream, event_id, kind, holder_id, municipality, subject_id, next_at, facts)
  select stream, $2, kind, holder_id, municipality, subject_id, $3,
    coalesce(facts, '{}') || $4::text::jsonb
  from operations.messages where key = $1
on conflict (event_id, kind, holder_id) do update set attempts = operations.messages.attempts
returning *, key::text as id
"""
"""One who asks twice with the same key has one message: `event_id` is made of that key."""


async def send_again(
    database: Database, bounds: Bounds, key: UUID, *, cause: UUID, way: str, actor: str
) -> Row | None:
    """Queue the same message anew, by a way; what still waits for a person need not be done.

    What was sent stays as it was. None where it is still under way.
    """
    now = datetime.now(UTC)
    async with database.writing(bounds) as connection:
        state = await connection.fetchval(
            "select state from operations.messages where key = $1 for update", key
        )
        if state is None or state in UNDER_WAY:
            return None
        facts = orjson.dumps({"way": way, "again_of": str(key), "asked_by": actor}).decode()
        await connection.execute("select set_config('synchronous_commit', 'on', true)")
        found: Row | None = await connection.fetchrow(_AGAIN, key, cause, now, facts)
        await connection.execute(
            "update operations.messages set state = 'dropped', closed_by = $2, closed_at = $3 "
            "where key = $1 and state = any($4)",
            key,
            actor,
            now,
            list(WAITS),
        )
    return found
