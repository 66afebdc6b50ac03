"""The calendar of budget: holds whose time has run out, instalments that are due or go on to the
next year, who waits, what is set aside for rights, and money that covers more than one decision
did."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, get_args
from uuid import UUID

import asyncpg
import orjson

from services.budget.contracts.commands import (
    CarryInstalments,
    ConfirmDueInstalment,
    ExpireHold,
    GoOnCovering,
    LapseWaiting,
    LookAtAllowance,
    LookAtEnvelope,
    PromoteWaiting,
)
from services.budget.contracts.events import SourceKind
from services.budget.domain.calendar import day_of
from services.budget.domain.warning import reached_levels
from services.kernel.contract import Command
from services.kernel.store import Connection
from services.kernel.sweep import Due

AT_ONCE: Final = 500
SOURCES: Final = get_args(SourceKind)
"""The accounts of an envelope that hold money: not what went out of it, nor what it owes."""


@dataclass
class Calendar:
    """All that is due in the streams that a connection names, for one process.

    `_asked`: what was asked last about a list, so that it is asked once and not each second.
    """

    _asked: dict[tuple[str, Command], tuple[UUID, datetime]] = field(default_factory=dict)

    async def __call__(self, connection: Connection, now: datetime) -> Sequence[Due]:
        """The holds, the instalments, the waits, what is set aside, money that covers more, and
        envelopes whose money changed."""
        return [
            *await holds_due(connection, now),
            *await instalments_due(connection, now),
            *await instalments_to_carry(connection, now),
            *await waits_over(connection, now),
            *await allowances_due(connection, now),
            *await coverings_to_go_on(connection),
            *self._not_asked(await looks_due(connection, now)),
        ]

    def _not_asked(self, found: Sequence[Due]) -> Sequence[Due]:
        asked = {(one.stream, one.command): (one.item, one.at) for one in found}
        fresh = [
            one
            for one, (key, about) in zip(found, asked.items(), strict=True)
            if self._asked.get(key) != about
        ]
        self._asked = asked
        return fresh


async def looks_due(connection: Connection, now: datetime) -> Sequence[Due]:
    """Lists on which somebody waits, and envelopes that may have passed a level of warning."""
    return [
        *await lists_to_look_at(connection, now),
        *await envelopes_to_look_at(connection, now),
    ]


async def holds_due(connection: Connection, now: datetime) -> Sequence[Due]:
    """Open holds with `hold_until` <= now, in the streams that the connection names."""
    found = await _over(connection, "open_holds", "hold_until", now)
    return [_due(*one, ExpireHold(participation_id=one[1])) for one in found]


async def waits_over(connection: Connection, now: datetime) -> Sequence[Due]:
    """Participations that still wait, and whose day is over."""
    found = await _over(connection, "waits", "over_at", now)
    return [_due(*one, LapseWaiting(participation_id=one[1])) for one in found]


async def allowances_due(connection: Connection, now: datetime) -> Sequence[Due]:
    """What is set aside for rights and over, or whose year begins."""
    found = await _over(connection, "open_allowances", "due_at", now)
    return [_due(*one, LookAtAllowance(allowance_id=one[1])) for one in found]


async def coverings_to_go_on(connection: Connection) -> Sequence[Due]:
    """Money that covers more of what waits for it than one decision did: few rows, and soon gone.

    The next step is asked with the time of the one before it: it is part of that decision.
    """
    rows = await connection.fetch(
        "select stream, year, envelope_id, step_id, since from coverings order by since limit $1",
        AT_ONCE,
    )
    due = []
    for row in rows:
        envelope, step = row["envelope_id"], UUID(row["step_id"])
        own = None if envelope is None else UUID(envelope)
        command = GoOnCovering(year=row["year"], envelope_id=own, step_id=step)
        due.append(_due(row["stream"], step, row["since"], command))
    return due


async def _over(
    connection: Connection, table: str, column: str, now: datetime
) -> list[tuple[str, UUID, datetime]]:
    """Stream, key and moment of the rows of a table whose moment has come, the first ones first."""
    rows = await connection.fetch(
        f"select stream, key, {column} from {table} where {column} <= $1 "
        f"order by {column} limit $2",
        now,
        AT_ONCE,
    )
    return [(row["stream"], UUID(row["key"]), row[column]) for row in rows]


def _due(stream: str, item: UUID, at: datetime, command: Command) -> Due:
    return Due(stream=stream, item=item, at=at, command=command)


async def instalments_due(connection: Connection, now: datetime) -> Sequence[Due]:
    """Instalments that their day confirms, and whose day has come; not what is in dispute."""
    rows = await connection.fetch(
        "select p.stream, p.key, p.next_due_at, p.confirmed from instalment_plans p "
        "join participations x on x.stream = p.stream and x.key = p.key and not x.disputed "
        "where p.next_due_at <= $1 order by p.next_due_at limit $2",
        now,
        AT_ONCE,
    )
    return [
        Due(
            stream=row["stream"],
            item=UUID(row["key"]),
            at=row["next_due_at"],
            command=ConfirmDueInstalment(
                participation_id=UUID(row["key"]), number=row["confirmed"] + 1
            ),
        )
        for row in rows
    ]


_TO_CARRY: Final = """
select p.stream, p.key, b.key::int as year
from books b
join books n on n.stream = b.stream and n.key = (b.key::int + 1)::text and n.status <> 'locked'
join instalment_plans p on p.stream = b.stream and p.open
  and (p.instalments -> -1 ->> 'due')::date > make_date(b.key::int, 12, 31)
join participations x on x.stream = p.stream and x.key = p.key
  and coalesce(x.held_year, x.book_year, extract(year from x.day)) = b.key::int
where b.status = 'closing' and b.key::int < $1
order by b.key, p.stream, p.key limit $2
"""


async def instalments_to_carry(connection: Connection, now: datetime) -> Sequence[Due]:
    """Plans of which something is held in a year that is over and closing, for after it. Each is
    asked about once a minute until it is carried."""
    rows = await connection.fetch(_TO_CARRY, day_of(now).year, AT_ONCE)
    at = now.replace(second=0, microsecond=0)
    due = []
    for row in rows:
        own_id = UUID(row["key"])
        command = CarryInstalments(participation_id=own_id, year=row["year"])
        due.append(_due(row["stream"], own_id, at, command))
    return due


_LISTS: Final = """
select w.stream, w.key, f.number as first, a.free > 0 as some_free,
  md5(concat_ws(':', w.key, w.count, f.number, a.debits, a.credits, a.held))::uuid as seen
from waiting_lists w
cross join lateral (
  select number from waiting_places p where p.stream = w.stream and p.list_key = w.key
    and p.number >= w.first order by number limit 1
) f
cross join lateral (
  select sum(posted_debit_cents) as debits, sum(posted_credit_cents) as credits,
    sum(held_debit_cents) as held,
    sum(greatest(posted_credit_cents - posted_debit_cents - held_debit_cents, 0)) as free
  from accounts a where a.stream = w.stream and a.envelope_id = split_part(w.key, ':', 2)
    and a.kind = any($2)
) a
where w.count > 0 order by w.stream, w.key limit $1
"""


async def lists_to_look_at(connection: Connection, now: datetime) -> Sequence[Due]:
    """Lists on which somebody waits, once for each change of their envelope's money.

    Where a decision brings money back, it promotes at once; this goes on behind the first
    hundred, and sees money of which no decision knew that somebody waits for it. Nothing is lost
    where a command is: an envelope with something free is looked at again each minute.
    """
    rows = await connection.fetch(_LISTS, AT_ONCE, SOURCES)
    due = []
    for row in rows:
        year, envelope = row["key"].split(":")
        at = now.replace(second=0, microsecond=0)
        command = PromoteWaiting(year=int(year), envelope_id=UUID(envelope), first=row["first"])
        at = at if row["some_free"] else at.replace(minute=0)
        due.append(Due(stream=row["stream"], item=row["seen"], at=at, command=command))
    return due


_ENVELOPES: Final = """
select w.stream, w.key, w.year, w.levels, w.reached, w.set_apart_cents,
  coalesce(a.free, 0)::bigint as free,
  md5(concat_ws(':', w.key, w.levels, w.reached, w.set_apart_cents, a.free))::uuid as seen
from envelope_warnings w
join streams s on s.stream = w.stream and s.changed_at > now() - interval '3 minutes'
cross join lateral (
  select sum(posted_credit_cents - posted_debit_cents - held_debit_cents) as free
  from accounts a where a.stream = w.stream and a.envelope_id = w.key and a.kind = any($1)
) a
where w.levels || w.reached <> '[]' order by w.stream, w.key
"""
"""Envelopes that have levels: as few in a network as its books may have (`ENVELOPES_MAX`)."""


async def envelopes_to_look_at(connection: Connection, now: datetime) -> Sequence[Due]:
    """Envelopes of which a level was passed and nobody told, in networks in which something
    happened just now. Again each minute, until it is told."""
    rows = await connection.fetch(_ENVELOPES, SOURCES)
    passed = [row for row in rows if _reached_now(row) != set(orjson.loads(row["reached"]))]
    return [
        Due(
            stream=row["stream"],
            item=row["seen"],
            at=now.replace(second=0, microsecond=0),
            command=LookAtEnvelope(year=row["year"], envelope_id=UUID(row["key"])),
        )
        for row in passed[:AT_ONCE]
    ]


def _reached_now(row: asyncpg.Record) -> set[int]:
    return reached_levels(orjson.loads(row["levels"]), row["set_apart_cents"], row["free"])
