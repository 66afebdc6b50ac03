"""Reading schemes and regulations, and checking a document before it is sent."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from services.cards.contracts.regulation.checking import check
from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.narrowing import as_problem, widenings
from services.cards.contracts.regulation.problems import Problem
from services.cards.contracts.regulation.reading import read
from services.gateway.api.context import RequestContext
from services.gateway.api.reads import read_row
from services.gateway.api.regulation_types import (
    DocumentInvalid,
    DocumentProblem,
    Regulation,
    RegulationVersion,
    Scheme,
)
from services.gateway.api.sending import Refused
from services.gateway.domain.days import BRUSSELS
from services.gateway.domain.sentences import sentence
from services.gateway.storage.reading import Row

_VERSIONS = (
    "select * from regulations where stream = $1 and scheme_id = any($2::text[]) "
    "order by scheme_id, version"
)


class WrongDocument(Exception):
    """What was sent is no document, or it widens what it may only narrow."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("document_invalid")
        self.problems = problems


def checked_document(text: str) -> RegulationDocument:
    """The document in a text. Raises WrongDocument."""
    found = check(text)
    if isinstance(found, RegulationDocument):
        return found
    raise WrongDocument(found)


def document_invalid(wrong: WrongDocument) -> DocumentInvalid:
    """Every problem with its sentence."""
    return DocumentInvalid(
        code="document_invalid",
        message=sentence("document_invalid"),
        problems=shown_problems(wrong.problems),
    )


def shown_problems(problems: Sequence[Problem]) -> list[DocumentProblem]:
    """Problems, each with its sentence."""
    return [DocumentProblem(path=one.path, code=one.code, message=one.message) for one in problems]


async def check_narrower(
    context: RequestContext, network: UUID, document: RegulationDocument, narrows: UUID
) -> None:
    """Whether a local document only narrows the regional one. Raises Refused, WrongDocument."""
    row = await read_row(context, str(network), "regulations", str(narrows))
    if row is None:
        raise Refused("regulation_unknown", "narrows")
    municipalities = await municipalities_of(context, network)
    wider = widenings(read(row["document"]), document, municipalities)
    if wider:
        raise WrongDocument([as_problem(one) for one in wider])


async def municipalities_of(context: RequestContext, network: UUID) -> Sequence[str]:
    """The REFNIS codes of a network's municipalities."""
    row = await read_row(context, str(network), "networks", str(network))
    return () if row is None else tuple(row["municipalities"])


# -- reading ------------------------------------------------------------------------------------


async def regulation(context: RequestContext, network: str, key: str) -> Regulation | None:
    """One version."""
    row = await read_row(context, network, "regulations", key)
    if row is None:
        return None
    return Regulation(
        id=UUID(row["key"]),
        scheme=UUID(row["scheme_id"]),
        version=row["version"],
        title=read(row["document"]).title,
        valid_from=row["valid_from"],
        valid_until=row["valid_until"],
        narrows=_id(row["narrows_id"]),
        withdrawn=row["withdrawn"],
        made_at=row["made_at"],
        document=row["document"],
    )


async def scheme(context: RequestContext, network: str, key: str) -> Scheme | None:
    """One scheme."""
    row = await read_row(context, network, "schemes", key)
    return (await show_schemes(context, network, [row]))[0] if row else None


async def show_schemes(context: RequestContext, network: str, rows: Sequence[Row]) -> list[Scheme]:
    """Schemes with their versions: one query for those of all."""
    versions = await _versions(context, network, [row["key"] for row in rows])
    today = datetime.now(BRUSSELS).date()
    return [_scheme(row, versions.get(row["key"], ()), today) for row in rows]


async def document_in_force(
    context: RequestContext, network: UUID, scheme: UUID
) -> RegulationDocument | None:
    """The document by which a scheme is decided today; None where there is none."""
    versions = (await _versions(context, str(network), [str(scheme)])).get(str(scheme), ())
    held = holding(versions, datetime.now(BRUSSELS).date())
    row = await read_row(context, str(network), "regulations", held["key"]) if held else None
    return None if row is None else read(row["document"])


async def _versions(
    context: RequestContext, network: str, schemes: Sequence[str]
) -> Mapping[str, Sequence[Row]]:
    async with context.gateway.database.within(context.bounds(network)) as connection:
        found = await connection.fetch(_VERSIONS, network, list(schemes))
    by_scheme: dict[str, list[Row]] = {}
    for row in found:
        by_scheme.setdefault(row["scheme_id"], []).append(row)
    return by_scheme


def _scheme(row: Row, versions: Sequence[Row], today: date) -> Scheme:
    held = holding(versions, today)
    return Scheme(
        id=UUID(row["key"]),
        name=row["name"],
        made_at=row["made_at"],
        ended_on=row["ended_on"],
        followed_by=_id(row["followed_by_id"]),
        versions=[
            RegulationVersion(
                id=UUID(one["key"]),
                version=one["version"],
                title=read(one["document"]).title,
                valid_from=one["valid_from"],
                valid_until=one["valid_until"],
                withdrawn=one["withdrawn"],
            )
            for one in versions
        ],
        holds=None if held is None else UUID(held["key"]),
    )


def holding(versions: Iterable[Row], day: date) -> Row | None:
    """The version that holds on a day: the last that began, unless it ended before."""
    begun = [one for one in versions if not one["withdrawn"] and one["valid_from"] <= day]
    last = max(begun, key=lambda one: (one["valid_from"], one["version"]), default=None)
    if last is None or (last["valid_until"] is not None and last["valid_until"] < day):
        return None
    return last


def _id(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)
