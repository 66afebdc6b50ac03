"""What a right gives: the benefit per offer, ceilings, buying limits, vouchers, who pays."""

from typing import Annotated, Literal, Union

from pydantic import Field

from services.cards.contracts.regulation.words import (
    BuyingPeriod,
    Category,
    Cents,
    Clause,
    Part,
    Percent,
    Period,
    Text,
    Word,
)


class Fits(Part):
    """Which offers a rule is for; what is left out does not matter.

    `provided_by`: the municipality's own services or others. `days`: how many days an offer
    lasts, half a day is 0.5. `threshold_cents`: only where the price is above it.
    """

    categories: tuple[Category, ...] = ()
    not_categories: tuple[Category, ...] = ()
    provided_by: Literal["municipality", "others"] | None = None
    tags: tuple[Word, ...] = ()
    threshold_cents: Cents | None = None
    days_at_least: float | None = None
    days_at_most: float | None = None
    reached_age_at_most: int | None = None
    reached_age_at_least: int | None = None


class PercentOff(Part):
    """The holder pays so much less."""

    kind: Literal["percent_off"]
    percent: Percent


class HolderPays(Part):
    """The holder pays a fixed price; an offer that costs less costs what it costs."""

    kind: Literal["holder_pays"]
    cents: Cents


class AmountOff(Part):
    """A flat amount less, never below nothing."""

    kind: Literal["amount_off"]
    cents: Cents


class AsOffered(Part):
    """The shares that the offer itself names, as agreed with its provider.

    The regulation may bound what the holder is spared: "at least 50%", "up to 80%" of the price.
    """

    kind: Literal["as_offered"]
    percent_at_least: Percent = 0
    percent_at_most: Percent = 100


class Full(Part):
    """The whole price is borne by others, within the budget: vouchers and personal budgets."""

    kind: Literal["full"]


Reduction = Annotated[
    Union[PercentOff, HolderPays, AmountOff, AsOffered, Full],  # noqa: UP007
    Field(discriminator="kind"),
]


class BenefitRule(Part):
    """One rule; the first that fits an offer holds.

    What the holder is spared is divided by one of these, else as the offer says: the provider
    bears `organisation_percent` of the price, or `organisation_rest_percent` of what the holder
    does not pay, or `organisation_cents`; or the network bears `network_percent` of the price and
    the provider the rest. `holder_at_least_*`: the least that the holder pays.
    `network_at_most_cents`: the most that the network pays for one participation.
    """

    name: Word
    clause: Clause | None = None
    fits: Fits = Fits()
    reduction: Reduction
    organisation_percent: Percent | None = None
    organisation_rest_percent: Percent | None = None
    organisation_cents: Cents | None = None
    network_percent: Percent | None = None
    holder_at_least_percent: Percent | None = None
    holder_at_least_cents: Cents | None = None
    network_at_most_cents: Cents | None = None

    @property
    def division(self) -> tuple[float | None, ...]:
        """Each says alone who bears what the holder is spared; `organisation_percent` first."""
        return (
            self.organisation_percent,
            self.organisation_rest_percent,
            self.organisation_cents,
            self.network_percent,
        )


class Exclusion(Part):
    """Offers that get nothing, whatever the rules say."""

    name: Word
    label: Text
    clause: Clause | None = None
    fits: Fits


class AgeAmount(Part):
    """An amount for who reaches at most this age in the year; the first that fits holds."""

    reached_age_at_most: int | None = None
    cents: Cents


class Ceiling(Part):
    """The most that the network pays over a period, per person or per household.

    `pooled`: what one member of the household leaves, another may use (for `pooled_categories`,
    all where none is named). `fits` says which offers count; none: all. `set_aside`: it is a sum
    that is promised to a person, for which money is set aside when the right is granted.
    """

    name: Word
    clause: Clause | None = None
    per: Literal["person", "household"] = "person"
    period: Period = "calendar_year"
    amounts: tuple[AgeAmount, ...] = Field(min_length=1)
    pooled: bool = False
    pooled_categories: tuple[Category, ...] = ()
    fits: Fits = Fits()
    set_aside: bool = False


class BuyingLimit(Part):
    """So many participations per period, on one offer or at one provider."""

    name: Word
    clause: Clause | None = None
    on: Literal["offer", "provider"] = "offer"
    times: Annotated[int, Field(ge=1, le=1000)]
    per: BuyingPeriod
    fits: Fits = Fits()


class Vouchers(Part):
    """Vouchers given with the right: so many cents per person, valid so long after issue.

    What the regulation leaves open is None or empty: the value of one voucher, the amount (it is
    named when they are given), how long they are valid (as long as the right).
    """

    cents_each: Cents | None = None
    amounts: tuple[AgeAmount, ...] = ()
    valid_months: Annotated[int, Field(ge=1, le=60)] | None = None
    fits: Fits = Fits()


class Benefit(Part):
    """What the right gives. `changes`: whether a new version holds for rights that run already
    from its first day, or only from their renewal.

    Without rules the benefit is left open, and who holds the right pays the full price.
    `other_help_first`: other discounts and repayments are deducted from the price first.
    `payer`: whose network pays; `domicile` is where the holder lives on that day.
    """

    changes: Literal["with_date", "with_renewal"]
    rules: tuple[BenefitRule, ...]
    exclusions: tuple[Exclusion, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()
    buying_limits: tuple[BuyingLimit, ...] = ()
    vouchers: Vouchers | None = None
    other_help_first: bool = False
    payer: Literal["granting_network", "domicile"] = "granting_network"
