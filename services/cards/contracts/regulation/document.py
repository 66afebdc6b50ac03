"""A regulation document: the whole of one version of a network's card regulation."""

from datetime import date
from typing import Annotated, Final, Literal, Union

from pydantic import Field

from services.cards.contracts.regulation.benefit import Benefit
from services.cards.contracts.regulation.predicates import Condition
from services.cards.contracts.regulation.words import Cents, ClaimProof, Clause, Part, Text, Word

VERSION: Final = 1
"""Of the language; written in every document as `language`."""

Source = Literal["drawing_right", "own_contribution", "welfare_fund"]
"""Funding sources that may carry a holder. The drawing right is for people in poverty."""


class Route(Part):
    """One way to be entitled: all of its conditions. A person needs one route.

    `means_tested`: it shows poverty, so that the drawing right may carry it. `sources` names the
    funding sources in their order; none: all for a means-tested route, else all but the drawing
    right.
    """

    name: Word
    title: Text
    clause: Clause | None = None
    conditions: tuple[Condition, ...] = Field(min_length=1)
    means_tested: bool = True
    sources: tuple[Source, ...] = ()
    needs_inquiry: bool = False


class YearFigures(Part):
    """Figures of a reference table from a day on, in cents, per dependant added.

    `category`: for persons of this category only, such as `single` or `with_family`.
    """

    valid_from: date
    category: Word | None = None
    base_cents: Cents
    per_dependant_cents: Cents = 0


class ReferenceTable(Part):
    """A dated table that thresholds point to, such as the living wage of a category.

    Without figures for a day it is left open: what points to it cannot be known on that day.
    """

    title: Text
    source: Text
    figures: tuple[YearFigures, ...] = ()


class MonthsValid(Part):
    """So many months from the day of decision; `to_month_end` rounds up to the last day."""

    kind: Literal["months"]
    months: Annotated[int, Field(ge=1, le=120)]
    to_month_end: bool = False


class FixedEnd(Part):
    """Until a fixed day: of this year, or of the next where `years_ahead` is 1.

    Thirteen months (1 January to 31 January of the next year): day 31, month 1, years_ahead 1.
    """

    kind: Literal["fixed_end"]
    day: Annotated[int, Field(ge=1, le=31)]
    month: Annotated[int, Field(ge=1, le=12)]
    years_ahead: Annotated[int, Field(ge=0, le=5)] = 0


class AsDecided(Part):
    """Until the day that the decision names; also where the regulation leaves the term open."""

    kind: Literal["as_decided"]
    months_at_most: Annotated[int, Field(ge=1, le=120)] | None = None


Term = Annotated[Union[MonthsValid, FixedEnd, AsDecided], Field(discriminator="kind")]  # noqa: UP007


class Validity(Part):
    """How long a right lasts. `lifelong_card`: the card stays when the right ends.

    `grace_days`: the right may be used so many days after its end.
    `renewable_days_before`: from so many days before its end it may be renewed.
    """

    term: Term = AsDecided(kind="as_decided")
    grace_days: Annotated[int, Field(ge=0, le=366)] = 0
    renewable_days_before: Annotated[int, Field(ge=0, le=366)] = 60
    lifelong_card: bool = False


CardReason = Literal[
    "first",
    "upgrade",
    "extra",
    "loss_or_theft",
    "defect",
    "status_lost",
    "status_obtained",
    "renewal",
    "swap",
]
"""Why a card is given: its price may depend on it."""


class CardPrice(Part):
    """What a card costs, by reason; the first that fits holds, else it is free.

    `from_child`: only for children of a household from this place on, the eldest first: 3 is for
    the third child and every younger one.
    """

    reasons: tuple[CardReason, ...] = ()
    entitled: bool | None = None
    resident: bool | None = None
    reached_age_at_most: int | None = None
    from_child: Annotated[int, Field(ge=1, le=30)] | None = None
    cents: Cents


class Deciding(Part):
    """Who decides and how. Days are calendar days.

    `modes`: how a right may come about. `committee` ratifies what came by inquiry. `mandates`:
    who may decide at once. `derogation_by`: who may depart from the criteria, with a reason.
    """

    modes: tuple[Literal["application", "automatic", "delegated", "association", "school"], ...] = (
        "application",
    )
    mandates: tuple[Word, ...] = ()
    committee: Text | None = None
    provisional_until_ratified: bool = False
    provisional_days: Annotated[int, Field(ge=1, le=366)] = 60
    provisional_payer: Source = "own_contribution"
    decide_within_days: Annotated[int, Field(ge=1, le=366)] | None = None
    derogation_by: Text | None = None
    appeal_body: Text | None = None
    appeal_within_days: Annotated[int, Field(ge=1, le=366)] | None = None
    proofs: Literal["seen", "kept"] = "seen"


class Claims(Part):
    """Who paid first: the proofs that she shows, and until when she may ask it back.

    `within_days` after the day of taking part, or `until` a day of its year or a later one;
    whichever is first. Who comes later is decided about like any other, and is shown as late.
    """

    proofs: tuple[ClaimProof, ...] = ()
    within_days: Annotated[int, Field(ge=1, le=732)] | None = None
    until: FixedEnd | None = None


class Adopted(Part):
    """Which body decided, when, and under which reference."""

    body: Text
    on: date | None = None
    reference: Text | None = None


class Open(Part):
    """What the source leaves open or is cut off: nothing is invented in its place."""

    about: Word
    note: Text


class RegulationDocument(Part):
    """One version of a card regulation.

    `scheme` is the card's public name: tenant data. `sources` say where it was read.
    `narrows`: this is a local addendum to a regional regulation and can only narrow it.
    `granted_to`: a person, or a household: then whoever lives with somebody who is entitled is too.
    Without routes it is left open who is entitled: nobody can be, until a version says so.
    """

    language: Literal[1]
    scheme: Text
    title: Text
    sources: tuple[Text, ...] = ()
    adopted: Adopted | None = None
    valid_from: date
    valid_until: date | None = None
    narrows: Text | None = None
    tables: dict[Word, ReferenceTable] = Field(default_factory=dict)
    granted_to: Literal["person", "household"] = "person"
    routes: tuple[Route, ...] = ()
    validity: Validity = Validity()
    benefit: Benefit
    deciding: Deciding = Deciding()
    card_prices: tuple[CardPrice, ...] = ()
    claims: Claims = Claims()
    no_card: bool = False
    open: tuple[Open, ...] = ()
