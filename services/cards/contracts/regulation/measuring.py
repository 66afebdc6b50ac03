"""Limits that depend on a household, and ages. What is not known gives a range. Pure.

All arithmetic is exact (fractions); a limit is rounded half up to the cent, and that is what is
compared and shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Final

from services.cards.contracts.regulation.decision import Missing
from services.cards.contracts.regulation.document import ReferenceTable, YearFigures
from services.cards.contracts.regulation.facts import Member, Person
from services.cards.contracts.regulation.lasting import months_later
from services.cards.contracts.regulation.predicates import FixedAmount, ScaledAmount, TableAmount

MONTHS: Final = 12


@lru_cache(maxsize=1024)
def exact(number: float) -> Fraction:
    """A number of a document as it was written: 0.1 is one tenth."""
    return Fraction(str(number))


def to_cents(amount: Fraction) -> int:
    """Rounded half up to a whole cent."""
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


@dataclass(frozen=True, slots=True)
class Range:
    """Between what is certain and what is possible, both included; `high` None: no bound known."""

    low: Fraction
    high: Fraction | None

    @property
    def certain(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high

    def times(self, factor: Fraction) -> "Range":
        """So many times as much. `factor` is not negative."""
        high = None if self.high is None else self.high * factor
        return Range(self.low * factor, Fraction(0) if factor == 0 else high)

    def plus(self, other: "Range") -> "Range":
        """Together."""
        open_ended = self.high is None or other.high is None
        return Range(
            self.low + other.low,
            None if open_ended else (self.high or Fraction(0)) + (other.high or Fraction(0)),
        )


def just(number: Fraction | int) -> Range:
    """One number, known."""
    return Range(Fraction(number), Fraction(number))


# -- ages ---------------------------------------------------------------------------------------


def reached(birth_date: date, years: float, on: date) -> bool:
    """Whether an age is reached on a day. Half years count in months; 29 February ends on 28."""
    months = round(years * MONTHS)
    if birth_date.year + months // MONTHS > date.max.year - 1:
        return False
    return months_later(birth_date, months) <= on


def age_in_months(birth_date: date, on: date) -> int:
    """Whole months of age on a day; 0 before birth."""
    months = (on.year - birth_date.year) * MONTHS + on.month - birth_date.month
    if months > 0 and months_later(birth_date, months) > on:
        months -= 1
    return max(months, 0)


# -- households ---------------------------------------------------------------------------------


def dependants(person: Person, max_cents: int | None, disabled_counts: float) -> Range:
    """How many dependants count; a disabled one may count more than once.

    `max_cents`: a dependant with more income a year is none; an income not known may be either.
    """
    if person.household is None:
        return Range(Fraction(0), None)
    low = high = Fraction(0)
    for member in person.household:
        if not member.dependant or _earns_more(member, max_cents):
            continue
        counts = exact(disabled_counts) if member.disabled else Fraction(1)
        high += counts
        if max_cents is None or member.yearly_income_cents is not None:
            low += counts
    return Range(low, high)


def _earns_more(member: Member, max_cents: int | None) -> bool:
    income = member.yearly_income_cents
    return max_cents is not None and income is not None and income > max_cents


def weight_of(person: Person, amount: ScaledAmount, on: date) -> Range:
    """The weight of a household on an equivalence scale, from 1 up."""
    if person.household is None:
        return Range(Fraction(1), None)
    births = [person.birth_date, *(member.birth_date for member in person.household)]
    sure = [reached(birth, amount.child_under_years, on) for birth in births if birth is not None]
    open_ones = len(births) - len(sure)
    adults, children = sum(sure), len(sure) - sum(sure)
    ends = [
        _weight(adults + open_ones, children, amount),
        _weight(adults, children + open_ones, amount),
    ]
    return Range(min(ends), max(ends))


def _weight(adults: int, children: int, amount: ScaledAmount) -> Fraction:
    """One person weighs 1: an adult where there is one."""
    others, young = (adults - 1, children) if adults else (0, children - 1)
    return 1 + exact(amount.other) * others + exact(amount.child) * young


# -- limits -------------------------------------------------------------------------------------


def figures_on(
    name: str, tables: Mapping[str, ReferenceTable], category: str | None, on: date
) -> YearFigures | Missing:
    """The figures of a table that hold on a day; of her category where it tells them apart.

    Otherwise what is missing: the table's figures for the day, or the category.
    """
    table = tables.get(name)
    begun = [] if table is None else [row for row in table.figures if row.valid_from <= on]
    words = tuple(dict.fromkeys(row.category for row in begun if row.category))
    if words and category is None:
        return Missing(fact="category", words=words)
    hers = [row for row in begun if row.category == category]
    hers = hers or [row for row in begun if row.category is None]
    if not hers:
        return Missing(fact="table", words=(name,))
    return max(hers, key=lambda row: row.valid_from)


def limit_of(
    amount: FixedAmount | TableAmount | ScaledAmount,
    person: Person,
    on: date,
    tables: Mapping[str, ReferenceTable],
    dependant_max_cents: int | None = None,
) -> Range | Missing:
    """A limit in cents; what is missing where its table does not tell it."""
    if isinstance(amount, ScaledAmount):
        return _scaled(amount, person, on, tables)
    count = dependants(person, dependant_max_cents, amount.disabled_counts)
    if isinstance(amount, FixedAmount):
        return just(amount.base_cents).plus(count.times(Fraction(amount.per_dependant_cents)))
    figures = figures_on(amount.table, tables, person.category, on)
    if isinstance(figures, Missing):
        return figures
    together = just(figures.base_cents).plus(count.times(Fraction(figures.per_dependant_cents)))
    return together.times(exact(amount.factor))


def _scaled(
    amount: ScaledAmount, person: Person, on: date, tables: Mapping[str, ReferenceTable]
) -> Range | Missing:
    base = amount.base_cents
    if amount.table is not None:
        figures = figures_on(amount.table, tables, person.category, on)
        if isinstance(figures, Missing):
            return figures
        base = figures.base_cents
    return weight_of(person, amount, on).times(Fraction(base) * exact(amount.factor))


def total(numbers: Iterable[int]) -> Fraction:
    """A sum of whole numbers."""
    return Fraction(sum(numbers))
