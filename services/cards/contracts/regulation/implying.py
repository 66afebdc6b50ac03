"""Whether some conditions ask at least what another does: whoever meets them meets it. Pure.

It says yes only where that is certain for every person and day. What it cannot tell apart it does
not call narrower.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.cards.contracts.regulation.document import ReferenceTable
from services.cards.contracts.regulation.predicates import (
    Age,
    AllOf,
    AnyOf,
    Circumstance,
    Condition,
    DependantOf,
    FixedAmount,
    Income,
    Judgement,
    NoneOf,
    Points,
    Property,
    Residence,
    Savings,
    ScaledAmount,
    Status,
    TableAmount,
)


@dataclass(frozen=True, slots=True)
class Beside:
    """What conditions refer to: the network's municipalities, and the tables that differ."""

    municipalities: frozenset[str]
    differing: frozenset[str]


def differing(
    ours: Mapping[str, ReferenceTable], theirs: Mapping[str, ReferenceTable]
) -> frozenset[str]:
    """The tables that have other figures in one document than in the other."""
    return frozenset(
        name
        for name in ours.keys() | theirs.keys()
        if name not in ours or name not in theirs or ours[name].figures != theirs[name].figures
    )


def bare(condition: Condition) -> str:
    """A condition without where it stands and what it is called."""
    return condition.model_dump_json(exclude={"clause", "label"})


def implied(asked: Condition, given: Sequence[Condition], beside: Beside) -> bool:
    """Whether whoever meets all of `given` meets `asked`."""
    if any(_stronger(one, asked, beside) for one in given):
        return True
    if isinstance(asked, AllOf):
        return all(implied(part, given, beside) for part in asked.of)
    if isinstance(asked, AnyOf) and any(implied(part, given, beside) for part in asked.of):
        return True
    if isinstance(asked, NoneOf):
        return all(_excluded(part, given, beside) for part in asked.of)
    return any(_in_every_case(one, asked, beside) for one in given)


def _in_every_case(given: Condition, asked: Condition, beside: Beside) -> bool:
    """A choice implies what each of its branches does, and a whole what one of its parts does."""
    if isinstance(given, AnyOf):
        return all(implied(asked, (branch,), beside) for branch in given.of)
    return isinstance(given, AllOf) and implied(asked, given.of, beside)


def _excluded(part: Condition, given: Sequence[Condition], beside: Beside) -> bool:
    """Whether nobody who meets `given` meets the part: something wider is excluded already."""
    excluding = [one for one in given if isinstance(one, NoneOf)]
    return any(_narrower(part, wider, beside) for one in excluding for wider in one.of)


_KNOWN_TOGETHER: Final = (Age, Circumstance, Points, Residence, Savings, Status)


def _narrower(part: Condition, wider: Condition, beside: Beside) -> bool:
    """Also where not all is known: what the wider one says no to, the narrower one does too."""
    if bare(part) == bare(wider):
        return True
    return isinstance(part, _KNOWN_TOGETHER) and _stronger(part, wider, beside)


def _stronger(one: Condition, asked: Condition, beside: Beside) -> bool:
    if bare(one) == bare(asked) and _self_contained(one, beside):
        return True
    if type(one) is not type(asked) or type(one) not in _STRONGER:
        return False
    return _STRONGER[type(one)](one, asked, beside)


def _self_contained(one: Condition, beside: Beside) -> bool:
    """Whether the same words mean the same: a table must have the same figures in both."""
    if isinstance(one, Income) and not isinstance(one.limit, FixedAmount):
        return one.limit.table not in beside.differing
    if isinstance(one, Property) and one.max_cadastral_table is not None:
        return one.max_cadastral_table not in beside.differing
    if isinstance(one, AnyOf | AllOf | NoneOf):
        return all(_self_contained(part, beside) for part in one.of)
    return True


# -- sets and bounds ----------------------------------------------------------------------------


def within(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether a list is within another, where an empty one means: any."""
    return not theirs or (bool(ours) and set(ours) <= set(theirs))


def at_least(ours: float | None, theirs: float | None) -> bool:
    """Whether a lower bound is at least another; None: no bound."""
    return theirs is None or (ours is not None and ours >= theirs)


def at_most(ours: float | None, theirs: float | None) -> bool:
    """Whether an upper bound is at most another; None: no bound."""
    return theirs is None or (ours is not None and ours <= theirs)


# -- one predicate and another of its kind ------------------------------------------------------


def _residence(ours: Residence, theirs: Residence, beside: Beside) -> bool:
    places = frozenset(ours.municipalities) or beside.municipalities
    allowed = frozenset(theirs.municipalities) or beside.municipalities
    same = not ours.municipalities and not theirs.municipalities
    return (
        set(ours.any_of) <= set(theirs.any_of)
        and (same or (bool(places) and places <= allowed))
        and within(ours.registers, theirs.registers)
        and within(ours.institutions, theirs.institutions)
        and at_least(ours.co_parenting_share, theirs.co_parenting_share)
    )


def _age(ours: Age, theirs: Age, _beside: Beside) -> bool:
    return at_least(ours.at_least, theirs.at_least) and at_most(ours.under, theirs.under)


def _status(ours: Status, theirs: Status, _beside: Beside) -> bool:
    return (
        set(ours.any_of) <= set(theirs.any_of)
        and set(ours.evidence) <= set(theirs.evidence)
        and set(ours.not_only_because_of) >= set(theirs.not_only_because_of)
        and (ours.of == "person" or theirs.of == "household")
    )


def _circumstance(ours: Circumstance, theirs: Circumstance, _beside: Beside) -> bool:
    words = set(ours.any_of) <= set(theirs.any_of)
    return words and within(ours.attested_by, theirs.attested_by)


def _points(ours: Points, theirs: Points, _beside: Beside) -> bool:
    return ours.scale == theirs.scale and ours.at_least >= theirs.at_least


def _judgement(ours: Judgement, theirs: Judgement, _beside: Beside) -> bool:
    return set(ours.by) <= set(theirs.by) and ours.once_only >= theirs.once_only


def _savings(ours: Savings, theirs: Savings, _beside: Beside) -> bool:
    per = ours.per == theirs.per or ours.per == "household"
    return per and ours.max_cents <= theirs.max_cents


def _dependant_of(ours: DependantOf, theirs: DependantOf, _beside: Beside) -> bool:
    if not at_most(ours.under, theirs.under):
        return False
    if not theirs.same_address and theirs.co_parenting_share is None:
        return True
    if ours.co_parenting_share is None or theirs.co_parenting_share is None:
        shares = ours.co_parenting_share == theirs.co_parenting_share
    else:
        shares = ours.co_parenting_share >= theirs.co_parenting_share
    return shares and ours.same_address >= theirs.same_address


def _property(ours: Property, theirs: Property, beside: Beside) -> bool:
    if ours.max_count > theirs.max_count or ours.home_only < theirs.home_only:
        return False
    if ours.max_cadastral_table is not None or theirs.max_cadastral_table is not None:
        named = (None, ours.max_cadastral_table)
        return theirs.max_cadastral_table in named and (
            ours.max_cadastral_table not in beside.differing
            if theirs.max_cadastral_table is not None
            else theirs.max_cadastral_cents is None
        )
    if theirs.max_cadastral_cents is None:
        return True
    lower = at_most(ours.max_cadastral_cents, theirs.max_cadastral_cents)
    return lower and ours.per_dependant_cents <= theirs.per_dependant_cents


def _income(ours: Income, theirs: Income, beside: Beside) -> bool:
    same = (ours.measure, ours.per, ours.of, sorted(ours.excluded)) == (
        theirs.measure,
        theirs.per,
        theirs.of,
        sorted(theirs.excluded),
    )
    return (
        same
        and (ours.compare == theirs.compare or ours.compare == "below")
        and ours.real_estate_times >= theirs.real_estate_times
        and at_most(ours.dependant_max_cents, theirs.dependant_max_cents)
        and _limit(ours.limit, theirs.limit, beside)
    )


def _limit(
    ours: FixedAmount | TableAmount | ScaledAmount,
    theirs: FixedAmount | TableAmount | ScaledAmount,
    beside: Beside,
) -> bool:
    if isinstance(ours, FixedAmount) and isinstance(theirs, FixedAmount):
        pairs = [
            (ours.base_cents, theirs.base_cents),
            (ours.per_dependant_cents, theirs.per_dependant_cents),
            (ours.disabled_counts, theirs.disabled_counts),
        ]
        return all(mine <= other for mine, other in pairs)
    if isinstance(ours, TableAmount) and isinstance(theirs, TableAmount):
        same = ours.table == theirs.table and ours.table not in beside.differing
        smaller = ours.factor <= theirs.factor and ours.disabled_counts <= theirs.disabled_counts
        return same and smaller
    if isinstance(ours, ScaledAmount) and isinstance(theirs, ScaledAmount):
        weights = ours.other <= theirs.other and ours.child <= theirs.child
        same = ours.child_under_years == theirs.child_under_years and ours.table == theirs.table
        base = ours.base_cents <= theirs.base_cents and ours.factor <= theirs.factor
        return base and weights and same and ours.table not in beside.differing
    return False


_STRONGER: Final[Mapping[type, Callable[[Any, Any, Beside], bool]]] = {
    Residence: _residence,
    Age: _age,
    Status: _status,
    Circumstance: _circumstance,
    Income: _income,
    Property: _property,
    Savings: _savings,
    Points: _points,
    Judgement: _judgement,
    DependantOf: _dependant_of,
}
