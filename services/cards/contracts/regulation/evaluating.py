"""What each predicate says of a person: met, not met, or not known yet. Pure; it never raises.

What is not known is never filled in: a predicate is unknown only where a fact that is missing
could still turn it. Facts are complete where they are given: a list without a thing says no.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, Literal

from services.cards.contracts.regulation.combining import (
    OPPOSITE,
    Case,
    Missed,
    all_of,
    any_of,
    in_words,
    missing_of,
    unknown,
)
from services.cards.contracts.regulation.decision import Finding, Missing
from services.cards.contracts.regulation.facts import Attested, HeldStatus, Lives
from services.cards.contracts.regulation.measuring import MONTHS, age_in_months, reached
from services.cards.contracts.regulation.predicates import (
    Age,
    AllOf,
    AnyOf,
    Circumstance,
    Condition,
    DependantOf,
    Income,
    Judgement,
    NoneOf,
    Points,
    Property,
    Residence,
    Savings,
    Status,
)
from services.cards.contracts.regulation.weighing import income, owns_little, saves_little


def evaluate(condition: Condition, case: Case) -> Finding:
    """What a predicate says, with its clause and label."""
    finding = _EVALUATE[type(condition)](condition, case)
    if condition.clause is None and condition.label is None:
        return finding
    return finding.model_copy(update={"clause": condition.clause, "label": condition.label})


# -- where she lives, how old she is -------------------------------------------------------------


def _residence(asks: Residence, case: Case) -> Finding:
    lives = case.person.lives
    if lives is None:
        return unknown("residence", Missing(fact="lives", words=asks.any_of), asked=asks.any_of)
    places = frozenset(asks.municipalities) or case.municipalities
    here = [one for one in lives if one.how in asks.any_of and one.municipality in places]
    judged = [(one.how, missed) for one in here if (missed := _lives_so(one, asks)) != "no"]
    return in_words("residence", asks.any_of, judged)


def _lives_so(one: Lives, asks: Residence) -> Missing | Literal["no"] | None:
    if one.how == "domicile" and asks.registers:
        if one.register_ is None:
            return Missing(fact="register", words=asks.registers)
        return None if one.register_ in asks.registers else "no"
    if one.how == "institution" and asks.institutions:
        if one.institution is None:
            return Missing(fact="institution", words=asks.institutions)
        return None if one.institution in asks.institutions else "no"
    if one.how == "co_parenting" and asks.co_parenting_share is not None:
        if one.share is None:
            return Missing(fact="share")
        return None if one.share >= asks.co_parenting_share else "no"
    return None


def _age(asks: Age, case: Case) -> Finding:
    born = case.person.birth_date
    if asks.at_least is None and asks.under is None:
        return Finding(kind="age", outcome="met")
    if born is None:
        return unknown("age", Missing(fact="birth_date"))
    old_enough = asks.at_least is None or reached(born, asks.at_least, case.on)
    young_enough = asks.under is None or not reached(born, asks.under, case.on)
    months = age_in_months(born, case.on)
    whole = months // MONTHS if months >= 3 * MONTHS else months / MONTHS
    finding = Finding(
        kind="age",
        outcome="met" if old_enough and young_enough else "not_met",
        figure=whole,
        unit="years",
        compare="between",
        limit=asks.at_least,
        upper=asks.under,
    )
    if asks.under is None or not old_enough:
        return finding.model_copy(update={"compare": "at_least", "upper": None})
    if asks.at_least is None or not young_enough:
        return finding.model_copy(update={"compare": "under", "limit": asks.under, "upper": None})
    return finding


# -- what she holds, what is attested, who judged ------------------------------------------------


def _status(asks: Status, case: Case) -> Finding:
    held = case.person.statuses
    if held is None:
        return unknown("status", Missing(fact="statuses", words=asks.any_of), asked=asks.any_of)
    named = [one for one in held if one.name in asks.any_of and _runs(one, case.on)]
    hers = [one for one in named if asks.of == "household" or one.of == "person"]
    counting = [one for one in hers if not _only_excluded(one, asks)]
    why = "only_because_of" if hers and not counting else None
    return in_words("status", asks.any_of, [(one.name, _doubt(one, asks)) for one in counting], why)


def _runs(one: HeldStatus, on: date) -> bool:
    begun = one.from_ is None or one.from_ <= on
    return one.holds and begun and (one.until is None or on <= one.until)


def _only_excluded(one: HeldStatus, asks: Status) -> bool:
    return bool(one.basis) and set(one.basis) <= set(asks.not_only_because_of)


def _doubt(one: HeldStatus, asks: Status) -> Missed:
    if one.evidence not in asks.evidence:
        return Missing(fact="status_evidence", words=(one.name,))
    if asks.not_only_because_of and not one.basis:
        return Missing(fact="status_basis", words=(one.name,))
    return None


def _circumstance(asks: Circumstance, case: Case) -> Finding:
    known = case.person.circumstances
    if known is None:
        missing = Missing(fact="circumstances", words=asks.any_of)
        return unknown("circumstance", missing, asked=asks.any_of)
    so = [one for one in known if one.is_so and one.name in asks.any_of]
    judged = [(one.name, _attest(one, asks)) for one in so]
    return in_words("circumstance", asks.any_of, judged)


def _attest(one: Attested, asks: Circumstance) -> Missed:
    if asks.attested_by and one.by not in asks.attested_by:
        return Missing(fact="attest", words=asks.attested_by)
    return None


def _points(asks: Points, case: Case) -> Finding:
    scores = case.person.points
    if scores is None:
        return unknown("points", Missing(fact="points", words=(asks.scale,)), asked=(asks.scale,))
    mine = max((one.value for one in scores if one.scale == asks.scale), default=0.0)
    return Finding(
        kind="points",
        outcome="met" if mine >= asks.at_least else "not_met",
        figure=mine,
        limit=asks.at_least,
        unit="points",
        compare="at_least",
        asked=(asks.scale,),
    )


def _judgement(asks: Judgement, case: Case) -> Finding:
    judged = case.person.judgements
    if judged is None:
        return unknown("judgement", Missing(fact="judgement", words=asks.by), asked=asks.by)
    good = [one for one in judged if one.favourable and one.by in asks.by]
    fresh = [one for one in good if not (asks.once_only and _again(one.earlier_times, case))]
    reasonless = Missing(fact="judgement_reason", words=asks.by)
    found = [(one.by, None if one.reason.strip() else reasonless) for one in fresh]
    why = "once_only" if good and not fresh else None
    return in_words("judgement", asks.by, found, why)


def _again(earlier_times: int, case: Case) -> bool:
    return earlier_times > 0 or case.person.renewal


def _dependant_of(asks: DependantOf, case: Case) -> Finding:
    """Being young enough, and living there, are parts of one predicate."""
    parts = [_follows(case), _lives_along(asks, case)]
    if asks.under is not None:
        parts.append(_age(Age(kind="age", under=asks.under), case))
    outcome = all_of(parts)
    return Finding(
        kind="dependant_of_holder", outcome=outcome, missing=missing_of(parts), of=tuple(parts)
    )


def _follows(case: Case) -> Finding:
    follows = case.person.dependant_of_holder
    if follows is None:
        return unknown("dependant", Missing(fact="dependant_of_holder"))
    return Finding(kind="dependant", outcome="met" if follows else "not_met")


def _lives_along(asks: DependantOf, case: Case) -> Finding:
    """Not known where she lives: that she is a dependant was said of this address."""
    lives = case.person.lives
    if lives is None and asks.co_parenting_share is not None:
        return unknown("same_address", Missing(fact="lives", words=("domicile", "co_parenting")))
    if not asks.same_address or lives is None:
        return Finding(kind="same_address", outcome="met")
    here = [one for one in lives if one.municipality in case.municipalities]
    judged = [(one.how, missed) for one in here if (missed := _lives_there(one, asks)) != "no"]
    return in_words("same_address", ("domicile", "co_parenting"), judged)


def _lives_there(one: Lives, asks: DependantOf) -> Missing | Literal["no"] | None:
    if one.how == "domicile":
        return None
    if one.how != "co_parenting" or asks.co_parenting_share is None:
        return "no"
    if one.share is None:
        return Missing(fact="share")
    return None if one.share >= asks.co_parenting_share else "no"


# -- combinations --------------------------------------------------------------------------------


def _combined(asks: AnyOf | AllOf | NoneOf, case: Case) -> Finding:
    parts = tuple(evaluate(one, case) for one in asks.of)
    if isinstance(asks, AllOf):
        outcome = all_of(parts)
    elif isinstance(asks, AnyOf):
        outcome = any_of(parts)
    else:
        outcome = OPPOSITE[any_of(parts)]
    return Finding(kind=asks.kind, outcome=outcome, missing=missing_of(parts), of=parts)


_EVALUATE: Final[Mapping[type, Callable[[Any, Case], Finding]]] = {
    Residence: _residence,
    Age: _age,
    Status: _status,
    Circumstance: _circumstance,
    Income: income,
    Property: owns_little,
    Savings: saves_little,
    Points: _points,
    Judgement: _judgement,
    DependantOf: _dependant_of,
    AnyOf: _combined,
    AllOf: _combined,
    NoneOf: _combined,
}
