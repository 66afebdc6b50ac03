"""What given offers would cost given people under a document, before it takes effect. Pure.

Priced as a first participation: nothing has been used yet. Who is not entitled pays what anybody
pays; of whom that is not known yet no price is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from services.cards.contracts.regulation.benefit import Benefit
from services.cards.contracts.regulation.checking import problems_of
from services.cards.contracts.regulation.counting import RightOn, Used
from services.cards.contracts.regulation.decision import Decision
from services.cards.contracts.regulation.facts import Person
from services.cards.contracts.regulation.fitting import Offered
from services.cards.contracts.regulation.naming import euros
from services.cards.contracts.regulation.pricing import (
    NotSold,
    Priced,
    excluded,
    full_price,
    price,
)
from services.cards.contracts.regulation.problems import Problem, problem
from services.cards.contracts.regulation.words import Category, Cents, Text, Word
from services.kernel.money import BASIS_POINTS, Split

OFFERS_MAX: Final = 20
AT: Final = "offers"
Points = Annotated[int, Field(ge=0, le=BASIS_POINTS)]


class GivenOffer(BaseModel):
    """One offer of a preview: what it is called there, its price in cents and what it is.

    The three shares in basis points are those of the offer itself; they sum to 10,000, and the
    holder's is the whole where none is named. `days`: how long it lasts, half a day is 0.5.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
    label: Text
    price_cents: Cents
    category: Category = "other"
    tags: Annotated[tuple[Word, ...], Field(max_length=20)] = ()
    days: Annotated[float, Field(gt=0, le=366)] | None = None
    provided_by: Literal["municipality", "others"] = "others"
    holder_bp: Points = BASIS_POINTS
    organisation_bp: Points = 0
    network_bp: Points = 0
    other_help_cents: Cents = 0

    @model_validator(mode="after")
    def _adds_up(self) -> "GivenOffer":
        whole = self.holder_bp + self.organisation_bp + self.network_bp
        if whole != BASIS_POINTS or self.other_help_cents > self.price_cents:
            raise PydanticCustomError("offer", "its shares are not the whole")
        return self

    @property
    def asked(self) -> "AskedOffer":
        """The offer, as regulations see it."""
        offered = Offered(
            price_cents=self.price_cents,
            split=Split(self.holder_bp, self.organisation_bp, self.network_bp),
            category=self.category,
            tags=self.tags,
            days=self.days,
            provided_by=self.provided_by,
        )
        return AskedOffer(self.label, offered, self.other_help_cents)


@dataclass(frozen=True, slots=True)
class AskedOffer:
    """An offer to price: what it is called, what it is, and what other help pays of it."""

    label: str
    offered: Offered
    other_help_cents: int = 0


_OFFERS: Final = TypeAdapter(Annotated[list[GivenOffer], Field(max_length=OFFERS_MAX)])


@dataclass(frozen=True, slots=True)
class PricedOffer:
    """An offer with its price for one person; None: not known before she is decided."""

    label: str
    price_cents: int
    made: Priced | NotSold | None


@dataclass(frozen=True, slots=True)
class ChangedPrice:
    """An offer with its price for one person by one version and by another."""

    before: PricedOffer
    after: PricedOffer

    @property
    def changes(self) -> bool:
        """Whether anybody pays another share of it, or it is sold in one and not in the other."""
        return _essence(self.before) != _essence(self.after)

    @property
    def told(self) -> str:
        """What the holder pays now and then, in Dutch."""
        return f"{self.before.label}: nu {_asked(self.before)}, straks {_asked(self.after)}."


def read_offers(value: Any) -> list[GivenOffer] | list[Problem]:
    """Offers as a client sends them, or everything that is wrong."""
    try:
        text = orjson.dumps(value)
    except (orjson.JSONEncodeError, RecursionError):
        return [problem(AT, "value_invalid")]
    try:
        return _OFFERS.validate_json(text, strict=True)
    except ValidationError as error:
        return problems_of(error, value, AT)


def priced(
    benefit: Benefit,
    person: Person,
    decision: Decision,
    offers: Sequence[AskedOffer],
    on: date,
) -> list[PricedOffer]:
    """What each offer costs somebody of whom so is decided on a day."""
    return [
        PricedOffer(
            asked.label, asked.offered.price_cents, _made(benefit, person, decision, asked, on)
        )
        for asked in offers
    ]


def _made(
    benefit: Benefit,
    person: Person,
    decision: Decision,
    asked: AskedOffer,
    on: date,
) -> Priced | NotSold | None:
    if decision.outcome == "unknown":
        return None
    if decision.outcome == "not_entitled":
        return excluded(benefit, asked.offered) or full_price(asked.offered)
    right = RightOn(
        valid_from=decision.valid_from or on,
        valid_until=decision.valid_until or decision.latest_until or on,
        birth_year=None if person.birth_date is None else person.birth_date.year,
    )
    return price(
        benefit, asked.offered, right, Used(), on=on, other_help_cents=asked.other_help_cents
    )


def changed(before: Sequence[PricedOffer], after: Sequence[PricedOffer]) -> list[ChangedPrice]:
    """The same offers by two documents, in their order."""
    return [ChangedPrice(one, other) for one, other in zip(before, after, strict=True)]


def _essence(offer: PricedOffer) -> object:
    made = offer.made
    return made.shares if isinstance(made, Priced) else made and made.code


def _asked(offer: PricedOffer) -> str:
    match offer.made:
        case Priced(shares=shares):
            return euros(shares.holder_cents, "nl")
        case NotSold():
            return "niet op deze kaart"
        case None:
            return "nog niet geweten"
