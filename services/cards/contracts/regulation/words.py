"""Base of every part of a regulation document, and the words that several parts share."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Part(BaseModel):
    """A part of a document: unknown fields are refused, so that no rule is lost by a typo."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


Word = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
"""A code: lower case, underscores. Lists of usual ones stand where a word is used."""

Text = Annotated[str, Field(min_length=1, max_length=500)]
"""What a person reads, in Dutch."""

Clause = Annotated[str, Field(min_length=1, max_length=120)]
"""Where it stands in the regulation, such as "art. 3 §2"."""

Cents = Annotated[int, Field(ge=0, le=100_000_000, description="Integer cents of euro.")]
Percent = Annotated[float, Field(ge=0, le=100)]
Factor = Annotated[float, Field(gt=0, le=100)]

Category = Literal[
    "membership",
    "lesson_series",
    "activity",
    "playground",
    "camp",
    "childcare",
    "school_activity",
    "spectator",
    "season_ticket",
    "entrance",
    "library",
    "meal",
    "drinks",
    "cloakroom",
    "material",
    "clothing",
    "transport",
    "other",
]
"""What an offer is, as far as regulations tell offers apart."""

ClaimProof = Literal["payment", "stamp", "invoice", "attendance", "membership", "other_help"]
"""What shows that somebody paid and took part: paper that is seen and not kept."""

Period = Literal["calendar_year", "card_period", "once"]
"""Over which a ceiling counts; `card_period` is the validity of the right."""

BuyingPeriod = Literal["absolute", "day", "week", "month", "quarter", "year"]
