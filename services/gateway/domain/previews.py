"""What a document would decide of given people before it takes effect, and who changes. Pure.

Nothing is sent, kept or logged: the people may be invented or real.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final

import orjson
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from services.cards.contracts.regulation.checking import problems_of
from services.cards.contracts.regulation.deciding import decide
from services.cards.contracts.regulation.decision import Decision
from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.explaining import Explanation, explain
from services.cards.contracts.regulation.facts import Person
from services.cards.contracts.regulation.problems import Problem, problem
from services.cards.contracts.regulation.words import Text
from services.gateway.domain.priced_previews import (
    AskedOffer,
    ChangedPrice,
    PricedOffer,
    changed,
    priced,
)

PEOPLE_MAX: Final = 50
AT: Final = "people"


class Given(BaseModel):
    """One person of a preview: what she is called there, and what is known of her."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    label: Text
    facts: Person


_PEOPLE: Final = TypeAdapter(Annotated[list[Given], Field(min_length=1, max_length=PEOPLE_MAX)])


@dataclass(frozen=True, slots=True)
class Previewed:
    """A person with what would be decided, in both languages."""

    label: str
    decision: Decision
    dutch: Explanation
    english: Explanation
    prices: tuple[PricedOffer, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """A person by one version and by another; `why` is in Dutch, empty where nothing changes."""

    label: str
    before: Previewed
    after: Previewed
    why: tuple[str, ...]
    prices: tuple[ChangedPrice, ...] = ()


def read_people(value: Any) -> list[Given] | list[Problem]:
    """People as a client sends them, or everything that is wrong."""
    try:
        text = orjson.dumps(value)
    except (orjson.JSONEncodeError, RecursionError):
        return [problem(AT, "value_invalid")]
    try:
        return _PEOPLE.validate_json(text, strict=True)
    except ValidationError as error:
        return problems_of(error, value, AT)


def preview(
    document: RegulationDocument,
    people: Sequence[Given],
    on: date,
    municipalities: Sequence[str],
    offers: Sequence[AskedOffer] = (),
) -> list[Previewed]:
    """What the document says of each, and what each of the offers would cost her."""
    return [_previewed(document, one, on, municipalities, offers) for one in people]


def _previewed(
    document: RegulationDocument,
    one: Given,
    on: date,
    municipalities: Sequence[str],
    offers: Sequence[AskedOffer],
) -> Previewed:
    decision = decide(document, one.facts, on=on, municipalities=municipalities)
    return Previewed(
        label=one.label,
        decision=decision,
        dutch=explain(decision, "nl", all_routes=True),
        english=explain(decision, "en", all_routes=True),
        prices=tuple(priced(document.benefit, one.facts, decision, offers, on)),
    )


def compare(before: Sequence[Previewed], after: Sequence[Previewed]) -> list[Compared]:
    """The same people by two documents, in their order."""
    return [_compared(one, other) for one, other in zip(before, after, strict=True)]


def _compared(before: Previewed, after: Previewed) -> Compared:
    prices = tuple(changed(before.prices, after.prices))
    why = (
        *_why(before.decision, after.decision),
        *(one.told for one in prices if one.changes),
    )
    return Compared(before.label, before, after, why, prices)


def _why(before: Decision, after: Decision) -> tuple[str, ...]:
    if _essence(before) == _essence(after):
        return ()
    now, then = explain(before, "nl"), explain(after, "nl")
    return (f"Nu: {now.summary}", f"Straks: {then.summary}", *then.lines[1:])


def _essence(decision: Decision) -> tuple[object, ...]:
    """What a person and her network notice of a decision."""
    return decision.outcome, decision.valid_until, decision.sources, decision.needs_inquiry
