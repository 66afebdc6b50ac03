"""Drafting a job of a status list: what each line would come to, as cards says it.

Only cards can find a person by national number; it answers with line numbers and codes.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

import orjson

from services.cards.contracts import commands
from services.cards.contracts.commands.automatic import LINES_MAX
from services.cards.contracts.commands.statuses import OF_AUTHORITY
from services.gateway.api.cards import today
from services.gateway.api.context import RequestContext
from services.gateway.api.jobs.drafting import (
    Drafted,
    counted,
    facts_of_scheme,
    kept_job,
    new_job,
)
from services.gateway.api.jobs.rows import cipher, sealed_row
from services.gateway.api.reads import read_row
from services.gateway.api.regulations import municipalities_of
from services.gateway.api.replies import Rejected
from services.gateway.api.sealing import sealed
from services.gateway.api.sending import Ended, Refused, Wish, carry_out
from services.gateway.domain.access import Scope
from services.gateway.domain.status_list import StatusLine, StatusList, read_status_list
from services.gateway.storage.jobs import NewRow
from services.kernel.ids import command_id

UNDER_WAY: Final = 2
"""Questions at once: a list is not to keep desks waiting."""


async def draft_status_list(
    context: RequestContext, given: Mapping[str, Any], content: bytes
) -> Drafted:
    """A job of a status list. Raises UnreadableFile and Refused.

    Everything that can be told before it is started: what is wrong with a row, and what the
    others would come to. Nothing is recorded but that it was asked.
    """
    network = given["network"]
    facts = await facts_of_scheme(context, network, given["scheme"])
    if not facts["automatic"]:
        raise Refused("not_automatic", "scheme")
    if given["legalBasis"] not in OF_AUTHORITY or given["deliberation"] is None:
        raise Refused("legal_basis_missing", "legalBasis")
    municipality = await _municipality(context, given) if given["register"] else None
    facts |= {
        "on": (given["on"] or today()).isoformat(),
        "legal_basis": given["legalBasis"],
        "deliberation": given["deliberation"],
    }
    test_numbers = context.gateway.settings.environment == "development"
    found = await asyncio.to_thread(read_status_list, content, today(), test_numbers=test_numbers)
    results = await _checked(context, given, facts, found.lines)
    if municipality is not None:
        named = {one.line for one in found.lines if one.names_her}
        results = {
            line: "to_register" if code == "person_unknown" and line in named else code
            for line, code in results.items()
        }
    facts["counts"] = counted(results.values())
    rows = await asyncio.to_thread(_rows_of, context, found, results, municipality)
    names = ("scheme", "legalBasis", "deliberation", "municipality", "register")
    wish = orjson.dumps([*(given[name] for name in names), facts["on"]])
    job = new_job(context, "status_list", given, facts, wish, content)
    return Drafted(await kept_job(context, job, rows), found.problems, results)


async def _municipality(context: RequestContext, given: Mapping[str, Any]) -> str:
    """Where who is unknown is registered. Raises Refused."""
    own = context.grant.municipality if context.grant is not None else None
    codes = await municipalities_of(context, given["network"])
    chosen = given["municipality"] or own or (codes[0] if len(codes) == 1 else None)
    if chosen is None:
        raise Refused("field_missing", "municipality")
    if chosen not in codes or own not in (None, chosen):
        raise Refused("municipality_unknown", "municipality")
    return str(chosen)


async def _checked(
    context: RequestContext,
    given: Mapping[str, Any],
    facts: Mapping[str, Any],
    lines: Sequence[StatusLine],
) -> dict[int, str]:
    """What each line would come to. Raises Refused."""
    parts = [lines[n : n + LINES_MAX] for n in range(0, len(lines), LINES_MAX)]
    gate = asyncio.Semaphore(UNDER_WAY)

    async def check(number: int, part: Sequence[StatusLine]) -> dict[int, str]:
        async with gate:
            return await _asked(context, given, facts, (number, part))

    found = await asyncio.gather(*(check(n, part) for n, part in enumerate(parts)))
    return {line: code for part in found for line, code in part.items()}


async def _asked(
    context: RequestContext,
    given: Mapping[str, Any],
    facts: Mapping[str, Any],
    part: tuple[int, Sequence[StatusLine]],
) -> dict[int, str]:
    number, lines = part
    said = [_line(one) for one in lines]

    def command() -> commands.CheckStatusList:
        return commands.CheckStatusList(
            scheme_id=given["scheme"],
            lines=sealed(context, {"lines": said}),
            on=date.fromisoformat(facts["on"]),
            legal_basis=facts["legal_basis"],
            deliberation=facts["deliberation"],
            municipality=context.grant.municipality if context.grant is not None else None,
        )

    network: UUID = given["network"]
    assert context.grant is not None
    job = command_id(str(network), context.grant.actor, f"job:{given['key']}")
    key = f"job:{job}:check:{number}"
    wish = Wish("imports", _fingerprinted(network, key, said), command, Scope(network=str(network)))
    aside = RequestContext(context.gateway, context.grant, long_work=True)
    end = await carry_out(aside, wish)
    if isinstance(end, Rejected):
        raise Refused(end.code, end.field)
    if not isinstance(end, Ended):
        raise Refused("unavailable")
    row = await read_row(context, str(network), "status_checks", end.made)
    if row is None:
        raise Refused("unavailable")
    return {one["line"]: one["result"] for one in row["lines"]}


def _fingerprinted(network: UUID, key: str, said: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What tells one question from another under the same key: of these lines nothing is kept but
    a keyed hash."""
    return {"network": network, "key": key, "document": orjson.dumps(list(said)).decode()}


def _line(one: StatusLine) -> dict[str, Any]:
    return {
        "line": one.line,
        "number": one.number,
        "status": one.status,
        "holds": one.holds,
        "from": one.begins,
        "until": one.until,
    }


def _rows_of(
    context: RequestContext, found: StatusList, results: Mapping[int, str], town: str | None
) -> list[NewRow]:
    key = cipher(context.gateway.settings)
    wrong: dict[int, list[tuple[str | None, str]]] = {}
    for problem in found.problems:
        wrong.setdefault(problem.line, []).append((problem.column, problem.code))
    rows = [NewRow(line, None, problems) for line, problems in wrong.items()]
    for one in found.lines:
        said = _line(one) | {
            "municipality": town if one.names_her else None,
            "family_name": one.family_name,
            "given_name": one.given_name,
            "birth_date": one.birth_date,
        }
        rows.append(NewRow(one.line, sealed_row(key, said), result=results.get(one.line)))
    return sorted(rows, key=lambda row: row.line)
