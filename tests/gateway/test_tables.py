"""The tables of the views: the rows' columns, and a policy for every bound. Pure."""

from dataclasses import fields

import pytest

from services.gateway.storage.municipality import THROUGH
from services.gateway.storage.tables import OF_MUNICIPALITY, PARTIES, TABLES, view_tables
from services.gateway.views.rows import ROWS
from services.kernel.state import Row

TYPES = {
    "str": "text",
    "int": "bigint",
    "bool": "boolean",
    "date": "date",
    "datetime": "timestamptz",
    "tuple": "jsonb",
}


def column_type(annotation: object) -> str:
    text = str(getattr(annotation, "__name__", annotation)).split(" | ")[0].split("[")[0]
    return TYPES[text.rsplit(".", 1)[-1]]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.table)
def test_a_table_has_the_columns_of_its_row(row: type[Row]) -> None:
    columns = {f.name: column_type(f.type) for f in fields(row) if f.name != "key"}
    assert TABLES[row.table] == columns


def test_there_are_no_tables_but_those_of_rows() -> None:
    assert set(TABLES) == {row.table for row in ROWS}


@pytest.mark.parametrize("table", [*TABLES, "events"])
def test_every_view_says_which_party_may_see_its_rows(table: str) -> None:
    assert table in PARTIES


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.table)
def test_whatever_has_a_municipality_is_bounded_by_it(row: type[Row]) -> None:
    has = "municipality" in {f.name for f in fields(row)}
    assert (has or row.table in THROUGH) == (row.table in OF_MUNICIPALITY)


def test_the_statements_name_no_schema_so_they_can_make_fresh_views() -> None:
    statements = "\n".join(view_tables())
    assert "views." not in statements
    assert "operations." not in statements
