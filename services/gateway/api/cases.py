"""Reading decisions, and opening why they were made for those who may read it."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

import orjson

from services.cards.contracts.keys import key_owner
from services.cards.contracts.regulation.facts import Person
from services.gateway.api.application_types import (
    Appeal,
    AppealStatus,
    ApplicationChannel,
    Decision,
    DecisionOutcome,
    Explanation,
    explanation,
)
from services.gateway.api.context import RequestContext
from services.gateway.api.opening import opened_keys
from services.gateway.api.reads import open_identity, open_object, open_with, read_row
from services.gateway.api.sending import Refused
from services.gateway.domain.access import Role
from services.gateway.domain.explained import explained
from services.gateway.domain.facts import Told
from services.gateway.storage.reading import Row
from services.kernel.sealing import PersonKey

WHY_IS_SHOWN: Final = frozenset({Role.CLERK, Role.COORDINATOR, Role.CARD_HOLDER})
"""Who decides, and who applied; a desk or a provider learns yes or no and until when."""


async def show_decisions(context: RequestContext, rows: Sequence[Row]) -> list[Decision]:
    """Decisions with why: one query for the keys of all."""
    keys: dict[str, PersonKey] = {}
    if context.grant is not None and context.grant.role in WHY_IS_SHOWN:
        sealed = [row for row in rows if row["explanation"] is not None]
        keys = await opened_keys(context, sealed, owner=_owner)
    return [_decision(row, keys.get(_owner(row))) for row in rows]


async def decision(context: RequestContext, network: str, key: str) -> Decision | None:
    """One decision."""
    row = await read_row(context, network, "decisions", key)
    return (await show_decisions(context, [row]))[0] if row else None


async def decisions(
    context: RequestContext, network: str, keys: Sequence[str]
) -> list[Decision] | None:
    """Several decisions, in this order; None where one of them is not there."""
    rows = await _rows(context, network, "decisions", keys)
    return await show_decisions(context, rows) if rows is not None else None


async def check_seen(
    context: RequestContext, network: UUID, table: str, keys: Iterable[UUID]
) -> None:
    """Refuse who works for one municipality and does not see all of these rows. Raises Refused.

    Who sees the whole network may name any: cards says what it knows of it.
    """
    stream, listed = str(network), [str(key) for key in keys]
    bounded = context.bounds(stream).municipality
    if bounded and await _rows(context, stream, table, listed) is None:
        raise Refused("not_allowed")


async def _rows(
    context: RequestContext, network: str, table: str, keys: Sequence[str]
) -> list[Row] | None:
    """These rows, in one round trip; None where one of them is not there."""
    rows = await asyncio.gather(*(read_row(context, network, table, key) for key in keys))
    known = [row for row in rows if row is not None]
    return known if len(known) == len(rows) else None


async def with_birth_dates(
    context: RequestContext, network: UUID, told: Sequence[Told]
) -> list[Told]:
    """Facts with the birth dates that the identities of the persons tell. Raises Refused."""
    rows = await _rows(context, str(network), "holders", [str(one.holder) for one in told])
    if rows is None:
        raise Refused("holder_unknown", "holder")
    keys = await context.gateway.keys.keys_of(row["key"] for row in rows)
    return [
        replace(one, facts=_born(one.facts, keys.get(row["key"]), row["identity"]))
        for one, row in zip(told, rows, strict=True)
    ]


def _born(facts: Person, key: PersonKey | None, identity: str | None) -> Person:
    born = open_identity(key, identity).birth_date
    return facts.model_copy(update={"birth_date": born or facts.birth_date})


def _owner(row: Row) -> str:
    return str(key_owner(UUID(row["key"]), "decision"))


def _explained(key: PersonKey | None, sealed: str | None) -> Explanation | None:
    opened = open_with(key, sealed)
    try:
        return None if opened is None else explanation(explained(opened))
    except orjson.JSONDecodeError:
        return None


def _decision(row: Row, key: PersonKey | None) -> Decision:
    return Decision(
        id=UUID(row["key"]),
        holder=UUID(row["holder_id"]),
        scheme=UUID(row["scheme_id"]),
        regulation=UUID(row["regulation_id"]),
        outcome=DecisionOutcome(row["outcome"]),
        decided_on=row["decided_on"],
        channel=ApplicationChannel(row["channel"]),
        right=_id(row["right_id"]),
        valid_until=row["valid_until"],
        appeal_until=row["appeal_until"],
        explained_until=row["explained_until"],
        made_at=row["made_at"],
        awaits_ratification=row["awaits"] is not None,
        body=row["body"],
        ratified=row["ratified"],
        ratified_on=row["ratified_on"],
        application=_id(row["application_id"]),
        corrects=_id(row["corrects"]),
        corrected_by=_id(row["corrected_by"]),
        appeal=_appeal(row, key),
        explanation=_explained(key, row["explanation"]),
    )


def _appeal(row: Row, key: PersonKey | None) -> Appeal | None:
    if row["appeal"] is None:
        return None
    grounds = open_object(key, row["grounds"]) or {}
    reason = open_object(key, row["reason"]) or {}
    return Appeal(
        status=AppealStatus(row["appeal"]),
        lodged_on=row["appealed_on"],
        oral=row["appeal_oral"],
        body=row["body"],
        decided_on=row["appeal_decided_on"],
        grounds=grounds.get("text"),
        helper=grounds.get("helper"),
        reason=reason.get("text"),
    )


def _id(text: Any) -> UUID | None:
    return UUID(text) if text is not None else None
