"""The tables and database functions that every service has, as SQL for its migrations.

All names are unqualified: the connection's search_path says in which schema they live. Every
table with a stream is under row level security, forced, for a role that does not own it.
"""

from collections.abc import Mapping
from pathlib import Path

POLICY = "stream in (select unnest(string_to_array(current_setting('app.streams', true), ',')))"
"""A subselect that is evaluated and hashed once a statement, not searched for every row."""

_FUNCTIONS = Path(__file__).parent / "functions"


def kernel_tables(role: str) -> list[str]:
    """Statements that make the kernel's tables and functions for one service's role."""
    tables = (_FUNCTIONS / "tables_v1.sql").read_text().split(";\n")
    statements = [statement.strip() for statement in tables if statement.strip()]
    for name in ("journal", "cursors", "known", "set_aside", "addressed"):
        statements += isolation(name)
    statements += [path.read_text() for path in sorted(_FUNCTIONS.glob("*_turn_v1.sql"))]
    statements += [path.read_text() for path in sorted(_FUNCTIONS.glob("sweep_v1.sql"))]
    granted = "streams, journal, cursors, known, set_aside, addressed, positions"
    return [*statements, *grants(granted, role)]


def state_table(name: str, columns: Mapping[str, str], role: str) -> list[str]:
    """Statements that make one table of rows.

    `columns` maps a field to its type. No checks beyond the key: what happened, happened.
    """
    fields = "".join(f", {column} {kind}" for column, kind in columns.items())
    return [
        f"create table {name} (stream text not null, key text not null{fields}, "
        "primary key (stream, key))",
        *isolation(name),
        *grants(name, role),
    ]


def isolation(table: str) -> list[str]:
    """Statements that show a session only rows of the streams it names in `app.streams`."""
    return [
        f"alter table {table} enable row level security",
        f"alter table {table} force row level security",
        f"create policy of_named_streams on {table} using ({POLICY}) with check ({POLICY})",
    ]


def grants(tables: str, role: str) -> list[str]:
    """Statements that let a service's role read and write, and the operator's too."""
    return [f"grant select, insert, update, delete on {tables} to {role}, operator"]


def added_columns(table: str, columns: Mapping[str, str]) -> list[str]:
    """Statements that add columns to a table of rows.

    A type may be followed by a default, which the rows that are there get.
    """
    return [f"alter table {table} add column {name} {kind}" for name, kind in columns.items()]
