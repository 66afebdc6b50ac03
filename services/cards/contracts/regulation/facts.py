"""What is known of one person when a regulation is applied to her. What is not known is None.

Facts are personal: they travel sealed, are used to decide, and are gone after the appeal.
"""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Fact(BaseModel):
    """Base of facts: unknown fields are refused, so that nothing is read past."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class HeldStatus(Fact):
    """A status, whether she holds it, since when and until when, and how that is known."""

    name: str
    holds: bool = True
    basis: tuple[str, ...] = ()
    evidence: Literal["authentic", "paper"] = "paper"
    from_: date | None = Field(default=None, alias="from")
    until: date | None = None
    of: Literal["person", "household"] = "person"


class Attested(Fact):
    """A circumstance, and who attests it."""

    name: str
    by: str | None = None
    is_so: bool = True


class Earned(Fact):
    """Income: one kind, by one measure, over a period, in cents."""

    kind: str = "income"
    measure: Literal["gross_taxable", "net_taxable", "net", "all"]
    per: Literal["year", "month"]
    cents: int
    of: Literal["person", "household"] = "household"


class Owned(Fact):
    """Real estate: the home or another, with its non-indexed cadastral income in cents."""

    home: bool
    cadastral_cents: int | None = None


class Scored(Fact):
    """Points on a scale."""

    scale: str
    value: float


class Judged(Fact):
    """A judgement by somebody with a mandate. The reason is a person's words: it stays sealed."""

    by: str
    favourable: bool
    reason: str
    earlier_times: int = 0


class Member(Fact):
    """Another person of the household."""

    birth_date: date | None = None
    dependant: bool = False
    disabled: bool = False
    yearly_income_cents: int | None = None


class Lives(Fact):
    """Where and how she lives or is at school. `municipality` is a REFNIS code."""

    how: Literal["domicile", "institution", "co_parenting", "school", "second_home"]
    municipality: str
    register_: Literal["population", "foreigners", "waiting"] | None = Field(
        default=None, alias="register"
    )
    institution: str | None = None
    share: float | None = None


class Person(Fact):
    """All that is known of one person. None: not known; an empty tuple: known to be none.

    `category`: in the reference tables that tell households apart, such as that of the living
    wage: cohabiting, single, with_family.
    """

    birth_date: date | None = None
    lives: tuple[Lives, ...] | None = None
    statuses: tuple[HeldStatus, ...] | None = None
    circumstances: tuple[Attested, ...] | None = None
    incomes: tuple[Earned, ...] | None = None
    properties: tuple[Owned, ...] | None = None
    savings_cents: tuple[int, ...] | None = None
    points: tuple[Scored, ...] | None = None
    judgements: tuple[Judged, ...] | None = None
    household: tuple[Member, ...] | None = None
    category: str | None = None
    dependant_of_holder: bool | None = None
    renewal: bool = False
