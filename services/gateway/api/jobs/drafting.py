"""Drafting a job: what a file comes to, row by row, before anything is asked."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

import orjson

from services.gateway.api.cards import today
from services.gateway.api.context import RequestContext
from services.gateway.api.jobs.rows import cipher, fingerprint, sealed_row
from services.gateway.api.reads import read_row
from services.gateway.api.regulations import document_in_force, municipalities_of
from services.gateway.api.sending import Refused
from services.gateway.domain.bulk_registration import Registrations, Town, read_registrations
from services.gateway.domain.csv_files import RowProblem
from services.gateway.storage.jobs import NewJob, NewRow, keep
from services.gateway.storage.reading import Row
from services.kernel.ids import command_id
from services.partners.contracts.municipalities import MUNICIPALITIES


@dataclass(frozen=True, slots=True)
class Drafted:
    """A job that was kept, everything that is wrong with its rows, and what each would come to."""

    job: Row
    problems: tuple[RowProblem, ...] = ()
    results: Mapping[int, str] = field(default_factory=dict)


async def draft_registration(
    context: RequestContext, given: Mapping[str, Any], content: bytes
) -> Drafted:
    """A job of a bulk registration. Raises UnreadableFile and Refused."""
    network, municipality = given["network"], given["municipality"]
    codes = await municipalities_of(context, network)
    if municipality is not None and municipality not in codes:
        raise Refused("municipality_unknown", "municipality")
    facts = await facts_of_scheme(context, network, given["scheme"])
    own = context.grant.municipality if context.grant is not None else None
    names = {code: MUNICIPALITIES[code] for code in codes if own in (None, code)}
    town = Town(names, municipality)
    settings = context.gateway.settings
    test_numbers = settings.environment == "development"
    found = await asyncio.to_thread(
        read_registrations, content, town, today(), test_numbers=test_numbers
    )
    rows = await asyncio.to_thread(_rows_of, context, found, given["status"])
    wish = [given["scheme"], municipality, given["status"]]
    job = new_job(context, "registration", given, facts, orjson.dumps(wish), content)
    return Drafted(await kept_job(context, job, rows), found.problems)


def _rows_of(context: RequestContext, found: Registrations, status: str) -> list[NewRow]:
    key = cipher(context.gateway.settings)
    wrong: dict[int, list[tuple[str | None, str]]] = {}
    for problem in found.problems:
        wrong.setdefault(problem.line, []).append((problem.column, problem.code))
    rows = [NewRow(line, None, problems) for line, problems in wrong.items()]
    rows += [
        NewRow(line.line, sealed_row(key, asdict(line) | {"status": status}))
        for line in found.lines
    ]
    return sorted(rows, key=lambda row: row.line)


def counted(codes: Iterable[str]) -> dict[str, int]:
    """How often each code is there."""
    found: dict[str, int] = {}
    for code in codes:
        found[code] = found.get(code, 0) + 1
    return found


async def facts_of_scheme(context: RequestContext, network: UUID, scheme: UUID) -> dict[str, Any]:
    """What a job has to know of its scheme. Raises Refused."""
    if await read_row(context, str(network), "schemes", str(scheme)) is None:
        raise Refused("scheme_unknown", "scheme")
    document = await document_in_force(context, network, scheme)
    if document is None:
        raise Refused("no_regulation", "scheme")
    return {
        "scheme": str(scheme),
        "open_end": document.validity.term.kind == "as_decided",
        "automatic": "automatic" in document.deciding.modes,
    }


def new_job(
    context: RequestContext,
    kind: str,
    given: Mapping[str, Any],
    facts: dict[str, Any],
    *content: bytes,
) -> NewJob:
    """A job of whoever asks, under the key that was given."""
    grant, stream = context.grant, str(given["network"])
    assert grant is not None
    return NewJob(
        stream=stream,
        key=command_id(stream, grant.actor, f"job:{given['key']}"),
        kind=kind,
        actor=grant.actor,
        role=grant.role.value,
        municipality=grant.municipality,
        facts=facts,
        fingerprint=fingerprint(context.gateway.settings, kind.encode(), *content),
    )


async def kept_job(context: RequestContext, job: NewJob, rows: list[NewRow]) -> Row:
    """The job as it is kept. Raises Refused where the key has served for another."""
    kept = await keep(context.gateway.database, job, rows)
    if kept["fingerprint"] != job.fingerprint:
        raise Refused("key_reused", "key")
    return kept
