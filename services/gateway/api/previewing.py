"""Running a document against given people before it takes effect: in this process only."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.problems import Problem
from services.cards.contracts.regulation.reading import read
from services.gateway.api.context import Coded, RequestContext
from services.gateway.api.reads import read_row
from services.gateway.api.regulation_types import (
    Comparison,
    ComparisonAnswer,
    DocumentProblem,
    PeopleInvalid,
    PersonComparison,
    PersonPreview,
    Preview,
    PreviewAnswer,
    PreviewOutcome,
)
from services.gateway.api.regulations import (
    WrongDocument,
    checked_document,
    document_invalid,
    municipalities_of,
)
from services.gateway.api.scalars import as_json
from services.gateway.domain.days import BRUSSELS
from services.gateway.domain.previews import Given, Previewed, compare, preview, read_people
from services.gateway.domain.sentences import sentence


class WrongPeople(Exception):
    """What was sent as people are none."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("facts_invalid")
        self.problems = problems


async def previewed(
    context: RequestContext, network: UUID, text: str, people: object, on: date | None
) -> PreviewAnswer:
    """What a document would decide, or what is wrong with it or with the people."""
    try:
        document, given = checked_document(text), _people(people)
    except WrongDocument as wrong:
        return document_invalid(wrong)
    except WrongPeople as wrong:
        return _people_invalid(wrong)
    day = _day(document, on)
    found = preview(document, given, day, await municipalities_of(context, network))
    return Preview(title=document.title, on=day, people=[_shown(one) for one in found])


async def compared(
    context: RequestContext, network: UUID, now: UUID, text: str, people: object, on: date | None
) -> ComparisonAnswer:
    """Who would be decided otherwise than by a version that was adopted. Raises Coded."""
    row = await read_row(context, str(network), "regulations", str(now))
    if row is None:
        raise Coded("regulation_unknown", "from")
    try:
        document, given = checked_document(text), _people(people)
    except WrongDocument as wrong:
        return document_invalid(wrong)
    except WrongPeople as wrong:
        return _people_invalid(wrong)
    day, before = _day(document, on), read(row["document"])
    here = await municipalities_of(context, network)
    found = compare(preview(before, given, day, here), preview(document, given, day, here))
    return Comparison(
        before=before.title,
        after=document.title,
        on=day,
        changed=sum(bool(one.why) for one in found),
        people=[
            PersonComparison(
                label=one.label,
                changes=bool(one.why),
                why=list(one.why),
                before=_shown(one.before),
                after=_shown(one.after),
            )
            for one in found
        ],
    )


def _people(value: object) -> list[Given]:
    given: list[Given] = []
    wrong: list[Problem] = []
    for one in read_people(value):
        if isinstance(one, Problem):
            wrong.append(one)
        else:
            given.append(one)
    if wrong:
        raise WrongPeople(wrong)
    return given


def _people_invalid(wrong: WrongPeople) -> PeopleInvalid:
    return PeopleInvalid(
        code="facts_invalid",
        message=sentence("facts_invalid"),
        problems=[
            DocumentProblem(path=one.path, code=one.code, message=one.message)
            for one in wrong.problems
        ],
    )


def _day(document: RegulationDocument, on: date | None) -> date:
    """The day that was asked; else today, or the document's first day if that is yet to come."""
    return on or max(datetime.now(BRUSSELS).date(), document.valid_from)


def _shown(one: Previewed) -> PersonPreview:
    decision = one.decision
    return PersonPreview(
        label=one.label,
        outcome=PreviewOutcome(decision.outcome),
        route=decision.route,
        valid_until=decision.valid_until,
        sources=list(decision.sources),
        needs_inquiry=decision.needs_inquiry,
        explained=list(one.dutch.lines),
        explained_in_english=list(one.english.lines),
        missing=list(one.dutch.missing),
        decision=as_json(decision.model_dump(mode="json")),
    )
