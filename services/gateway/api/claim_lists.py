"""Comparing a provider's list with what was registered, and showing what came of it."""

import asyncio
import base64
import binascii
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

import orjson

from services.gateway.api.claim_list_types import (
    ClaimCount,
    ClaimList,
    ClaimListLine,
    ClaimProblem,
    ClaimResult,
)
from services.gateway.api.context import Coded, RequestContext
from services.gateway.api.jobs.drafting import counted
from services.gateway.api.jobs.rows import fingerprint
from services.gateway.api.reads import read_row
from services.gateway.api.scalars import Cents
from services.gateway.domain.claim_list import (
    Difference,
    Registered,
    compare,
    read_claim_list,
    within,
)
from services.gateway.domain.csv_files import UnreadableFile
from services.gateway.domain.sentences import sentence
from services.gateway.storage.claim_lists import (
    REGISTERED_MAX,
    NewClaimList,
    keep,
    read_registered,
)
from services.gateway.storage.reading import Row
from services.kernel.ids import command_id

DAYS_MAX: Final = 366


@dataclass(frozen=True, slots=True)
class Asked:
    """A list that is to be compared."""

    network: UUID
    key: str
    organisation: UUID
    first_day: date
    last_day: date


async def compared(context: RequestContext, asked: Asked, file: str) -> Row:
    """The list as it is kept: the same key and list again is the same. Raises Coded."""
    try:
        content = base64.b64decode(file.encode("ascii"), validate=True)
        told = await asyncio.to_thread(read_claim_list, content)
    except (UnicodeEncodeError, binascii.Error):
        raise Coded("file_unreadable", "file") from None
    except UnreadableFile as problem:
        raise Coded(problem.code, "file") from None
    days = (asked.first_day, asked.last_day)
    if not 0 <= (days[1] - days[0]).days < DAYS_MAX:
        raise Coded("day_out_of_range", "lastDay")
    network, organisation = str(asked.network), str(asked.organisation)
    if await read_row(context, network, "organisations", organisation) is None:
        raise Coded("provider_unknown", "organisation")
    lines, outside = within(told.lines, days)
    registered = await _registered(context, network, organisation, days)
    found = await asyncio.to_thread(compare, lines, registered)
    problems = sorted((*told.problems, *outside), key=lambda one: one.line)
    made = _new(context, asked, (file, told.rows), found, [astuple(one) for one in problems])
    kept = await keep(context.gateway.database, made)
    if kept["fingerprint"] != made.fingerprint:
        raise Coded("key_reused", "key")
    return kept


async def _registered(
    context: RequestContext, network: str, organisation: str, days: tuple[date, date]
) -> list[Registered]:
    async with context.gateway.database.within(context.bounds(network)) as connection:
        rows = await read_registered(connection, network, organisation, days)
    if len(rows) > REGISTERED_MAX:
        raise Coded("claims_too_many", "lastDay")
    keys = [(network, row["participation_id"]) for row in rows]
    cards = await context.loaders.suffixes.load_many(keys)
    return [
        Registered(row["participation_id"], card, row["day"], row["title"], row["price_cents"])
        for row, card in zip(rows, cards, strict=True)
    ]


def _new(
    context: RequestContext,
    asked: Asked,
    given: tuple[str, int],
    found: Sequence[Difference],
    problems: Sequence[Sequence[Any]],
) -> NewClaimList:
    grant, stream = context.grant, str(asked.network)
    assert grant is not None
    file, rows = given
    wish = [str(asked.organisation), asked.first_day.isoformat(), asked.last_day.isoformat()]
    print_of = fingerprint(context.gateway.settings, orjson.dumps(wish), file.encode())
    return NewClaimList(
        stream=stream,
        key=command_id(stream, grant.actor, f"claimList:{asked.key}"),
        organisation_id=str(asked.organisation),
        actor=grant.actor,
        first_day=asked.first_day,
        last_day=asked.last_day,
        total=rows,
        counts=counted(one.result for one in found),
        lines=[
            [
                one.result,
                one.line,
                one.participation,
                one.day.isoformat(),
                one.claimed_cents,
                one.registered_cents,
            ]
            for one in found
        ],
        problems=problems,
        fingerprint=print_of,
    )


def loaded(value: Any) -> Any:
    """A JSON column as it was kept."""
    return orjson.loads(value) if isinstance(value, str) else value


def claim_list(row: Row) -> ClaimList:
    """A list, without its lines."""
    counts = loaded(row["counts"])
    return ClaimList(
        id=UUID(row["key"]),
        organisation=UUID(row["organisation_id"]),
        first_day=row["first_day"],
        last_day=row["last_day"],
        row_count=row["total"],
        counts=[ClaimCount(result=one, lines=counts.get(one.value, 0)) for one in ClaimResult],
        at=row["made_at"],
    )


def told_of(row: Row) -> list[Difference]:
    """The lines of a list."""
    return [
        Difference(result, line, participation, date.fromisoformat(day), claimed, registered)
        for result, line, participation, day, claimed, registered in loaded(row["lines"])
    ]


def problems_of(row: Row) -> list[ClaimProblem]:
    """What could not be read."""
    return [
        ClaimProblem(row=line, column=column, code=code, message=sentence(code))
        for line, column, code in loaded(row["problems"])
    ]


def line_of(network: str, one: Difference) -> ClaimListLine:
    """A line."""
    return ClaimListLine(
        network=network,
        result=ClaimResult(one.result),
        row=one.line,
        participation=None if one.participation is None else UUID(one.participation),
        on=one.day,
        claimed_cents=None if one.claimed_cents is None else Cents(one.claimed_cents),
        registered_cents=None if one.registered_cents is None else Cents(one.registered_cents),
    )
