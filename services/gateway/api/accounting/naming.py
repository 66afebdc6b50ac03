"""What the spendings of a year are called: their action, category, source and legal entity."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

import orjson

from services.budget.contracts.events import SOURCE_KINDS, SourceKind
from services.gateway.domain.accountability import Category, Spent
from services.gateway.storage.reading import Row

NOT_SET_APART: Final = "Zonder enveloppe"
"""The action of what no envelope paid."""
CATEGORIES_OF: Final[Mapping[str, Category]] = {
    "participation": "participation",
    "support": "initiatives",
}


def list_of(value: Any) -> list[str]:
    """A JSON column as a list."""
    return list(orjson.loads(value)) if isinstance(value, str) else list(value)


def action_names(envelopes: Iterable[Row]) -> dict[str, tuple[str, str]]:
    """The name of the action of each envelope, and its category; told apart where several have
    the same name."""
    rows = list(envelopes)
    times: dict[str, int] = {}
    for row in rows:
        times[row["action"]] = times.get(row["action"], 0) + 1
    return {
        row["key"]: (
            row["action"]
            if times[row["action"]] == 1
            else f"{row['action']} ({row['municipality'] or 'netwerk'}, {row['category']})",
            row["category"],
        )
        for row in rows
    }


def action_of(row: Row, names: Mapping[str, tuple[str, str]]) -> tuple[str, str | None]:
    """The action's name and category of a spending."""
    if row["envelope_id"] is None:
        return NOT_SET_APART, "participation"
    return names.get(row["envelope_id"], (NOT_SET_APART, "participation"))


def spent_of(
    rows: Iterable[Row], names: Mapping[str, tuple[str, str]], entities: Mapping[str, str]
) -> tuple[Spent, ...]:
    """What sources spent, line by line; what is uncovered is not among it."""
    return tuple(
        Spent(
            category=CATEGORIES_OF.get(action_of(one, names)[1] or "", "participation"),
            source=cast(SourceKind, one["source"]),
            entity=None if one["entity_id"] is None else entities.get(one["entity_id"]),
            cents=one["cents"],
        )
        for one in rows
        if one["source"] in SOURCE_KINDS and one["cents"]
    )
