"""Drafting a renewal: whose rights end, and what a decision would come to for each today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

import orjson

from services.cards.contracts.regulation.deciding import decide
from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.facts import Lives, Person
from services.gateway.api import cases, statuses
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
from services.gateway.api.regulations import document_in_force, municipalities_of
from services.gateway.api.sending import Refused
from services.gateway.domain.facts import Told
from services.gateway.storage.jobs import NewRow
from services.gateway.storage.reading import Row
from services.kernel.sealing import PersonKey

RENEWED_MAX: Final = 100_000
LOOKED_INTO_AT_ONCE: Final = 200
_ENDING: Final = """
select r.holder_id, h.municipality, h.erased, r.valid_until, r.grace_until
from (select distinct on (holder_id) holder_id, valid_until, grace_until from scheme_rights
      where stream = $1 and scheme_id = $2 and valid_until <= $3 and valid_until >= $4
        and last_day is null and not provisional
      order by holder_id, valid_until desc limit $5) r
join holders h on h.stream = $1 and h.key = r.holder_id
order by r.holder_id
"""


@dataclass(frozen=True, slots=True)
class Terms:
    """By what is decided: the document of the day, and the municipalities of the network."""

    document: RegulationDocument
    municipalities: Sequence[str]
    day: date


async def draft_renewal(context: RequestContext, given: Mapping[str, Any]) -> Drafted:
    """A job that decides again about everybody whose right ends by a day. Raises Refused.

    Rights that ended over a year ago, or before their time by a decision, are left alone.
    """
    network, scheme, by = given["network"], given["scheme"], given["endsBy"]
    facts = await facts_of_scheme(context, network, scheme) | {"mandate": given["mandate"]}
    if given["mandate"] is None and not facts["automatic"]:
        raise Refused("not_automatic", "scheme")
    day = today()
    since = day.replace(year=day.year - 1, day=1)
    document = await document_in_force(context, network, scheme)
    assert document is not None
    rows = await context.gateway.database.fetch(
        context.bounds(str(network)), _ENDING, str(network), str(scheme), by, since, RENEWED_MAX
    )
    terms = Terms(document, await municipalities_of(context, network), day)
    results = await _results(context, network, rows, terms)
    facts["counts"] = counted(results)
    key = cipher(context.gateway.settings)
    wish = orjson.dumps([scheme, by, given["mandate"]])
    job = new_job(context, "renewal", given, facts, wish)
    return Drafted(await kept_job(context, job, list(_rows(key, rows, results))))


def _rows(key: PersonKey, rows: Sequence[Row], results: Sequence[str]) -> Iterator[NewRow]:
    for number, (row, result) in enumerate(zip(rows, results, strict=True), start=1):
        yield NewRow(number, sealed_row(key, {"holder": row["holder_id"]}), result=result)


async def _results(
    context: RequestContext, network: UUID, rows: Sequence[Row], terms: Terms
) -> list[str]:
    """What each would come to, as codes: a part at a time, so that desks are not kept waiting."""
    found: list[str] = []
    for first in range(0, len(rows), LOOKED_INTO_AT_ONCE):
        part = rows[first : first + LOOKED_INTO_AT_ONCE]
        living = [row for row in part if not row["erased"]]
        told = [Told(UUID(row["holder_id"]), on_file(row["municipality"], ())) for row in living]
        known = await statuses.with_known_statuses(context, network, told)
        dated = await cases.with_birth_dates(context, network, known)
        facts = {str(one.holder): one.facts for one in dated}
        found += [_result(row, facts.get(row["holder_id"]), terms) for row in part]
    return found


def on_file(municipality: str | None, statuses: Sequence[Any] | None) -> Person:
    """What the file of a person tells of her: where she lives, and statuses that are on record."""
    lives = (Lives(how="domicile", municipality=municipality),) if municipality else None
    return Person(lives=lives, statuses=None if statuses is None else tuple(statuses))


def _result(row: Row, facts: Person | None, terms: Terms) -> str:
    if facts is None:
        return "holder_erased"
    validity = terms.document.validity
    if terms.day < row["valid_until"] - timedelta(days=validity.renewable_days_before):
        return "not_yet_renewable"
    if validity.term.kind == "as_decided":
        return "validity_open"
    person = facts.model_copy(update={"renewal": True, "statuses": facts.statuses or None})
    found = decide(
        terms.document,
        person,
        on=terms.day,
        municipalities=terms.municipalities,
        running_until=_running(row, terms.day),
    )
    return {"entitled": "to_renew", "unknown": "proof_missing"}.get(found.outcome, "not_entitled")


def _running(row: Row, day: date) -> date | None:
    """The end of the right that is renewed; None where it can be used no longer."""
    usable = row["grace_until"] or row["valid_until"]
    return row["valid_until"] if usable >= day else None
