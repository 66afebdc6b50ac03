"""Rows and the tables that hold them say the same: names, columns, types."""

import importlib.util
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from services.budget.consumers import RULES as BUDGET
from services.cards.consumers import RULES as CARDS
from services.kernel.rules import Rules
from services.kernel.state import Row
from services.partners.consumers import RULES as PARTNERS

SERVICES = Path(__file__).parents[2] / "services"
ALL_RULES = (CARDS, PARTNERS, BUDGET)
SQL_TYPES = {
    str: "text",
    int: "bigint",
    bool: "boolean",
    date: "date",
    datetime: "timestamptz",
    tuple: "jsonb",
    list: "jsonb",
    dict: "jsonb",
}
ROWS = [
    pytest.param(rules, row, id=f"{rules.service}.{row.table}")
    for rules in ALL_RULES
    for row in rules.tables
]


def migrated(service: str) -> dict[str, dict[str, str]]:
    """The tables that a service's migrations have made, column by column."""
    tables: dict[str, dict[str, str]] = {}
    for path in sorted((SERVICES / service / "storage/migrations/versions").glob("*.py")):
        spec = importlib.util.spec_from_file_location(f"{service}_{path.stem}", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        for made in ("TABLES", "COLUMNS"):
            for table, columns in getattr(module, made, {}).items():
                types = {name: kind.split()[0] for name, kind in columns.items()}
                tables.setdefault(table, {}).update(types)
        for table, names in getattr(module, "DROPPED", {}).items():
            for name in names:
                del tables[table][name]
    return tables


def sql_type(hint: Any) -> str:
    """The column type that holds values of a field."""
    if get_origin(hint) in (Union, UnionType):
        [hint] = [part for part in get_args(hint) if part is not NoneType]
    if get_origin(hint) is Literal:
        return "text"
    return SQL_TYPES[get_origin(hint) or hint]


def columns_of(row: type[Row]) -> dict[str, str]:
    """A row's fields as columns, without its key."""
    hints = get_type_hints(row)
    return {field.name: sql_type(hints[field.name]) for field in fields(row) if field.name != "key"}


@pytest.mark.parametrize(("rules", "row"), ROWS)
def test_a_row_has_the_columns_of_its_table(rules: Rules, row: type[Row]) -> None:
    assert columns_of(row) == migrated(rules.service)[row.table]


@pytest.mark.parametrize("rules", ALL_RULES, ids=lambda rules: rules.service)
def test_every_table_has_a_row_and_no_two_rows_share_one(rules: Rules) -> None:
    names = [row.table for row in rules.tables]
    assert sorted(names) == sorted(migrated(rules.service))


@pytest.mark.parametrize(("rules", "row"), ROWS)
def test_ids_are_kept_as_text_and_amounts_as_whole_cents(rules: Rules, row: type[Row]) -> None:
    for name, column in columns_of(row).items():
        if name.endswith("_id"):
            assert column == "text"
        if name.endswith("cents"):
            assert column == "bigint"
