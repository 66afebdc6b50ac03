"""What a route may ask of a person. Each predicate is met, not met, or not known yet."""

from typing import Annotated, Literal, Union

from pydantic import Field

from services.cards.contracts.regulation.words import Cents, Clause, Factor, Part, Text, Word


class Predicate(Part):
    """Base: `clause` says where it stands; `label` is shown to who decides and who applies."""

    clause: Clause | None = None
    label: Text | None = None


class Residence(Predicate):
    """Lives here, in one of these ways. `municipalities` are REFNIS codes; none: the network's.

    `co_parenting_share`: the least share of the time (0 to 1) that co-parenting counts from.
    """

    kind: Literal["residence"]
    any_of: tuple[
        Literal["domicile", "institution", "co_parenting", "school", "second_home"], ...
    ] = ("domicile",)
    registers: tuple[Literal["population", "foreigners", "waiting"], ...] = ()
    institutions: tuple[Word, ...] = ()
    municipalities: tuple[str, ...] = ()
    co_parenting_share: float | None = None


class Age(Predicate):
    """Age in years on the day of decision. `at_least` 2.5 is two and a half; `under` excludes."""

    kind: Literal["age"]
    at_least: float | None = None
    under: float | None = None


class Status(Predicate):
    """Holds one of these statuses, from an authentic source or seen on paper.

    Usual words: increased_reimbursement, living_wage, equivalent_living_wage,
    income_guarantee_elderly, income_replacement_allowance, integration_allowance,
    increased_child_benefit, school_allowance, rent_subsidy, disability_card.
    `not_only_because_of`: bases on which alone the status does not count, such as `income`.
    `of`: the person, or anyone in the household.
    """

    kind: Literal["status"]
    any_of: tuple[Word, ...] = Field(min_length=1)
    evidence: tuple[Literal["authentic", "paper"], ...] = ("authentic", "paper")
    not_only_because_of: tuple[Word, ...] = ()
    of: Literal["person", "household"] = "person"


class Circumstance(Predicate):
    """Is in one of these situations, attested by one of these.

    Usual words: debt_mediation, collective_debt_settlement, budget_guidance, budget_management,
    high_debts, welfare_client, active_guidance, family_guidance, youth_care, asylum_reception,
    deprivation_indicators, referred, newcomer. Usual attesters: welfare_centre, general_welfare,
    mediator, lawyer, court, health_fund, poverty_association, youth_care, school.
    """

    kind: Literal["circumstance"]
    any_of: tuple[Word, ...] = Field(min_length=1)
    attested_by: tuple[Word, ...] = ()


class FixedAmount(Part):
    """A base, and what each dependant adds; a disabled dependant may count more than once."""

    kind: Literal["fixed"]
    base_cents: Cents
    per_dependant_cents: Cents = 0
    disabled_counts: Factor = 1


class TableAmount(Part):
    """A figure of a dated reference table, times a factor: "150% of the living wage".

    Where the table tells categories apart, it is the figure of the person's category.
    """

    kind: Literal["table"]
    table: Word
    factor: Factor = 1
    disabled_counts: Factor = 1


class ScaledAmount(Part):
    """A base times an equivalence scale: first adult 1, others by age. Source: OECD, modified.

    `table`: the base is that of a dated table, times a factor, such as 60% of the median income.
    """

    kind: Literal["scaled"]
    base_cents: Cents = 0
    table: Word | None = None
    factor: Factor = 1
    other: Factor = 0.5
    child: Factor = 0.3
    child_under_years: int = 14


Amount = Annotated[Union[FixedAmount, TableAmount, ScaledAmount], Field(discriminator="kind")]  # noqa: UP007


class Income(Predicate):
    """Income within a limit.

    `measure`: what is counted; `excluded` kinds are left out (usual words: child_benefit,
    study_grant, holiday_pay). `real_estate_times`: cadastral income of houses other than the
    home counts so many times. `dependant_max_cents`: a dependant with more a year is none.
    """

    kind: Literal["income"]
    measure: Literal["gross_taxable", "net_taxable", "net", "all"]
    per: Literal["year", "month"]
    of: Literal["household", "person"] = "household"
    limit: Amount
    compare: Literal["at_most", "below"] = "at_most"
    excluded: tuple[Word, ...] = ()
    real_estate_times: float = 0
    dependant_max_cents: Cents | None = None
    months_of_proof: int | None = None


class Property(Predicate):
    """Real estate within a limit. A tenant without any always meets it.

    `max_cadastral_cents` bounds the (non-indexed) cadastral income of the home, with
    `per_dependant_cents` for each dependant. `max_cadastral_table` names a dated table for both.
    """

    kind: Literal["property"]
    max_count: int = 1
    home_only: bool = False
    max_cadastral_cents: Cents | None = None
    per_dependant_cents: Cents = 0
    max_cadastral_table: Word | None = None


class Savings(Predicate):
    """Savings, bonds and shares within a limit, per person of the household or together."""

    kind: Literal["savings"]
    max_cents: Cents
    per: Literal["person", "household"] = "household"


class Points(Predicate):
    """At least so many points or percent on a scale.

    Usual scales: handicap, handicap_pillar_1, earning_capacity_loss_percent, incapacity_percent.
    """

    kind: Literal["points"]
    scale: Word
    at_least: float


class Judgement(Predicate):
    """The judgement of somebody with this mandate, always with a reason.

    Usual mandates: social_worker, poverty_association, committee, municipal_executive.
    `once_only`: it carries one period and no renewal.
    """

    kind: Literal["judgement"]
    by: tuple[Word, ...] = Field(min_length=1)
    once_only: bool = False


class DependantOf(Predicate):
    """Is a dependant, living at the same address, of somebody who is entitled by another route.

    `co_parenting_share`: the least share of the time (0 to 1) that counts as living there.
    """

    kind: Literal["dependant_of_holder"]
    same_address: bool = True
    co_parenting_share: float | None = None
    under: float | None = None


class AnyOf(Predicate):
    """One of these is met."""

    kind: Literal["any_of"]
    of: tuple["Condition", ...] = Field(min_length=1)


class AllOf(Predicate):
    """All of these are met."""

    kind: Literal["all_of"]
    of: tuple["Condition", ...] = Field(min_length=1)


class NoneOf(Predicate):
    """None of these is met."""

    kind: Literal["none_of"]
    of: tuple["Condition", ...] = Field(min_length=1)


Condition = Annotated[
    Union[  # noqa: UP007
        Residence,
        Age,
        Status,
        Circumstance,
        Income,
        Property,
        Savings,
        Points,
        Judgement,
        DependantOf,
        AnyOf,
        AllOf,
        NoneOf,
    ],
    Field(discriminator="kind"),
]
for _part in (AnyOf, AllOf, NoneOf):
    _part.model_rebuild()
