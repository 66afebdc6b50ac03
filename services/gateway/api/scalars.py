"""Scalars of our own: GraphQL's Int has 32 bits, and bad input must come through as data."""

from datetime import UTC, date, datetime
from typing import Any, Final, NewType
from uuid import UUID

import strawberry
from strawberry.scalars import JSON
from strawberry.types.scalar import ScalarDefinition

from services.gateway.domain import checks

Cents = NewType("Cents", int)
NOTHING: Final = Cents(0)
Long = NewType("Long", int)


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


SCALARS: dict[object, ScalarDefinition] = {
    Cents: strawberry.scalar(
        name="Cents",
        description="Integer cents of euro, 64 bits.",
        serialize=int,
        parse_value=checks.read_long,
    ),
    Long: strawberry.scalar(
        name="Long",
        description="An integer of 64 bits.",
        serialize=int,
        parse_value=checks.read_long,
    ),
    date: strawberry.scalar(
        name="Date",
        description="A calendar day, 2026-07-01.",
        serialize=date.isoformat,
        parse_value=checks.read_date,
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="An instant, ISO 8601 with its zone; answers are in UTC.",
        serialize=_instant,
        parse_value=checks.read_instant,
    ),
    UUID: strawberry.scalar(
        name="UUID",
        description="An id.",
        serialize=str,
        parse_value=checks.read_uuid,
    ),
}


def as_json(value: Any) -> JSON:
    """Plain JSON data for a field of type JSON."""
    return JSON(value)
