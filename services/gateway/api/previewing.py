"""Running a document against given people before it takes effect: in this process only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.pricing import NotSold, Priced
from services.cards.contracts.regulation.problems import Problem
from services.cards.contracts.regulation.reading import read
from services.gateway.api.context import Coded, RequestContext
from services.gateway.api.quoting import offered_in
from services.gateway.api.reads import read_row
from services.gateway.api.regulation_types import (
    Comparison,
    ComparisonAnswer,
    PeopleInvalid,
    PersonComparison,
    PersonPreview,
    Preview,
    PreviewAnswer,
    PreviewOutcome,
    PreviewPrice,
    PriceComparison,
)
from services.gateway.api.regulations import (
    WrongDocument,
    checked_document,
    document_invalid,
    municipalities_of,
    shown_problems,
)
from services.gateway.api.scalars import Cents, as_json
from services.gateway.api.standing_types import price_step
from services.gateway.domain.days import BRUSSELS
from services.gateway.domain.previews import (
    Compared,
    Given,
    Previewed,
    compare,
    preview,
    read_people,
)
from services.gateway.domain.priced_previews import AskedOffer, GivenOffer, PricedOffer, read_offers
from services.gateway.domain.sentences import sentence

T = TypeVar("T")


class WrongGiven(Exception):
    """What was sent as people or as offers are none."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("facts_invalid")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be run: a document, people, a day, and offers, described or the network's."""

    document: str
    people: object
    on: date | None
    offers: object
    network_offers: Sequence[UUID]


@dataclass(frozen=True, slots=True)
class _Run:
    """The same, read and found right."""

    document: RegulationDocument
    people: Sequence[Given]
    offers: Sequence[AskedOffer]
    on: date
    municipalities: Sequence[str]

    def by(self, document: RegulationDocument) -> list[Previewed]:
        return preview(document, self.people, self.on, self.municipalities, self.offers)


async def previewed(context: RequestContext, network: UUID, asked: Asked) -> PreviewAnswer:
    """What a document would decide, or what is wrong with what was given. Raises Coded."""
    try:
        run = await _run(context, network, asked)
    except WrongDocument as wrong:
        return document_invalid(wrong)
    except WrongGiven as wrong:
        return _given_invalid(wrong)
    found = run.by(run.document)
    return Preview(title=run.document.title, on=run.on, people=[_shown(one) for one in found])


async def compared(
    context: RequestContext, network: UUID, now: UUID, asked: Asked
) -> ComparisonAnswer:
    """Who would be decided otherwise than by a version that was adopted. Raises Coded."""
    row = await read_row(context, str(network), "regulations", str(now))
    if row is None:
        raise Coded("regulation_unknown", "from")
    try:
        run = await _run(context, network, asked)
    except WrongDocument as wrong:
        return document_invalid(wrong)
    except WrongGiven as wrong:
        return _given_invalid(wrong)
    before = read(row["document"])
    found = compare(run.by(before), run.by(run.document))
    return Comparison(
        before=before.title,
        after=run.document.title,
        on=run.on,
        changed=sum(bool(one.why) for one in found),
        people=[_compared(one) for one in found],
    )


async def _run(context: RequestContext, network: UUID, asked: Asked) -> _Run:
    document = checked_document(asked.document)
    people: list[Given] = _right(read_people(asked.people))
    offers: list[GivenOffer] = _right(read_offers([] if asked.offers is None else asked.offers))
    return _Run(
        document=document,
        people=people,
        offers=[
            *(one.asked for one in offers),
            *await _of_network(context, network, asked.network_offers),
        ],
        on=_day(document, asked.on),
        municipalities=await municipalities_of(context, network),
    )


async def _of_network(
    context: RequestContext, network: UUID, offers: Sequence[UUID]
) -> list[AskedOffer]:
    """Offers of the network itself. Raises Coded."""
    asked = []
    for key in offers:
        row = await read_row(context, str(network), "offers", str(key))
        if row is None:
            raise Coded("offer_unknown", "networkOffers")
        asked.append(AskedOffer(row["title"], offered_in(row)))
    return asked


def _right(read: Sequence[T | Problem]) -> list[T]:
    """What was read. Raises WrongGiven with every problem."""
    wrong = [one for one in read if isinstance(one, Problem)]
    if wrong:
        raise WrongGiven(wrong)
    return [one for one in read if not isinstance(one, Problem)]


def _given_invalid(wrong: WrongGiven) -> PeopleInvalid:
    return PeopleInvalid(
        code="facts_invalid",
        message=sentence("facts_invalid"),
        problems=shown_problems(wrong.problems),
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
        prices=[_price(each) for each in one.prices],
    )


def _compared(one: Compared) -> PersonComparison:
    return PersonComparison(
        label=one.label,
        changes=bool(one.why),
        why=list(one.why),
        before=_shown(one.before),
        after=_shown(one.after),
        prices=[
            PriceComparison(
                label=each.before.label,
                changes=each.changes,
                before=_price(each.before),
                after=_price(each.after),
            )
            for each in one.prices
        ],
    )


def _price(offer: PricedOffer) -> PreviewPrice:
    made = offer.made
    shares = made.shares if isinstance(made, Priced) else None
    no = made if isinstance(made, NotSold) else None
    return PreviewPrice(
        label=offer.label,
        price_cents=Cents(offer.price_cents),
        holder_cents=None if shares is None else Cents(shares.holder_cents),
        organisation_cents=None if shares is None else Cents(shares.organisation_cents),
        network_cents=None if shares is None else Cents(shares.network_cents),
        code=None if no is None else no.code,
        message=None if no is None else sentence(no.code, no.facts),
        steps=[price_step(step) for step in made.steps] if isinstance(made, Priced) else [],
    )
