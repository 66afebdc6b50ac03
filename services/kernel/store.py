"""Loads and writes the rows of a turn: one statement a round, whatever the batch's size."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

import asyncpg
import orjson
from asyncpg.pool import PoolConnectionProxy
from pydantic import TypeAdapter

from services.kernel.state import Place, Row, State

Connection = asyncpg.Connection | PoolConnectionProxy
StreamPlace = tuple[str, Place]


async def _leave_as_it_is(_connection: Connection) -> None:
    """Nothing to reset: what a turn sets, it sets for its transaction only."""


async def connect_pool(dsn: str, size: int, search_path: str, name: str) -> asyncpg.Pool:
    """A pool whose sessions see the service's schemas. Dead peers are noticed in seconds."""
    return await asyncpg.create_pool(
        dsn,
        min_size=1,
        max_size=size,
        reset=_leave_as_it_is,
        server_settings={
            "search_path": search_path,
            "application_name": name,
            "idle_in_transaction_session_timeout": "15s",
            "lock_timeout": "5s",
            "jit": "off",
            # A turn looks rows up by their keys. Without statistics, as on a fresh table, the
            # planner would read whole tables instead.
            "enable_seqscan": "off",
            # It asks the same few things over and over, with lists of other keys. Planning them
            # anew each time took a third of a turn with one message.
            "plan_cache_mode": "force_generic_plan",
        },
    )


_adapters: dict[type[Row], TypeAdapter[Row]] = {}


def _adapter(table: type[Row]) -> TypeAdapter[Row]:
    if table not in _adapters:
        _adapters[table] = TypeAdapter(table)
    return _adapters[table]


def as_columns(row: Row) -> dict[str, Any]:
    """A row as JSON-ready columns, without its stream."""
    columns: dict[str, Any] = _adapter(type(row)).dump_python(row, mode="json")
    return columns


def from_columns(table: type[Row], columns: Mapping[str, Any]) -> Row:
    """The row that these columns (JSON values) hold."""
    return _adapter(table).validate_python(columns)


def column_names(table: type[Row]) -> list[str]:
    """The columns of a table in the order of its row's fields, stream first."""
    return ["stream", *(field.name for field in fields(table))]


class Store:
    """The rows of one service's tables."""

    def __init__(self, tables: Iterable[type[Row]]) -> None:
        self.tables = tuple(tables)
        self._numbers = {table: number for number, table in enumerate(self.tables)}
        self._loads: dict[tuple[int, ...], str] = {}
        self._writes: dict[tuple[int, ...], str] = {}

    async def load(
        self,
        connection: Connection,
        places: Iterable[StreamPlace],
        states: Mapping[str, State],
    ) -> None:
        """Fill the states with the rows at these places; a place without a row becomes None."""
        wanted: dict[int, tuple[list[str], list[str]]] = {}
        for stream, (table, key) in places:
            states[stream].rows[(table, key)] = None
            streams, keys = wanted.setdefault(self._numbers[table], ([], []))
            streams.append(stream)
            keys.append(key)
        if not wanted:
            return
        chosen = tuple(sorted(wanted))
        arguments = [column for number in chosen for column in wanted[number]]
        for record in await connection.fetch(self._load_sql(chosen), *arguments):
            table = self.tables[record[0]]
            columns = orjson.loads(record[1])
            state = states[columns.pop("stream")]
            row = from_columns(table, columns)
            state.rows[table.at(row.key)] = row

    def _load_sql(self, chosen: tuple[int, ...]) -> str:
        if chosen not in self._loads:
            self._loads[chosen] = " union all ".join(
                f"select {number}, to_jsonb(t)::text from {self.tables[number].table} t "
                f"join unnest(${2 * place + 1}::text[], ${2 * place + 2}::text[]) as k(s, k) "
                "on t.stream = k.s and t.key = k.k"
                for place, number in enumerate(chosen)
            )
        return self._loads[chosen]

    def written(self, states: Mapping[str, State], first: int = 1) -> tuple[str, list[str]]:
        """The clauses that write all changed rows and delete those that are gone.

        Returns `with … ` to stand before a select, and its arguments, numbered from `first`;
        empty where nothing changed.
        """
        kept: dict[int, list[dict[str, Any]]] = {}
        gone: dict[int, list[dict[str, Any]]] = {}
        for stream, state in states.items():
            for place in state.changed:
                number, row = self._numbers[place[0]], state.rows[place]
                rows = gone if row is None else kept
                columns = {"key": place[1]} if row is None else as_columns(row)
                rows.setdefault(number, []).append({"stream": stream, **columns})
        chosen = (*sorted(kept), *(-1 - number for number in sorted(gone)))
        rows_of = [kept[n] if n >= 0 else gone[-1 - n] for n in chosen]
        arguments = [orjson.dumps(rows).decode() for rows in rows_of]
        return self._clauses(chosen, first) if chosen else "", arguments

    async def write(self, connection: Connection, states: Mapping[str, State]) -> None:
        """Write all changed rows and delete those that are gone, in one statement."""
        clauses, arguments = self.written(states)
        if clauses:
            await connection.execute(f"{clauses} select 1", *arguments)

    def _clauses(self, chosen: tuple[int, ...], first: int) -> str:
        if (first, *chosen) not in self._writes:
            parts = [
                _upsert(self.tables[number], place)
                if number >= 0
                else _delete(self.tables[-1 - number], place)
                for place, number in enumerate(chosen, start=first)
            ]
            clauses = ", ".join(f"w{place} as ({part})" for place, part in enumerate(parts))
            self._writes[(first, *chosen)] = f"with {clauses}"
        return self._writes[(first, *chosen)]


def _upsert(table: type[Row], place: int) -> str:
    names = column_names(table)
    columns = ", ".join(names)
    updates = ", ".join(f"{name} = excluded.{name}" for name in names[2:])
    action = f"update set {updates}" if updates else "nothing"
    return (
        f"insert into {table.table} ({columns}) select {columns} from "
        f"jsonb_populate_recordset(null::{table.table}, ${place}::text::jsonb) "
        f"on conflict (stream, key) do {action}"
    )


def _delete(table: type[Row], place: int) -> str:
    return (
        f"delete from {table.table} t using "
        f"jsonb_to_recordset(${place}::text::jsonb) as k(stream text, key text) "
        "where t.stream = k.stream and t.key = k.key"
    )
