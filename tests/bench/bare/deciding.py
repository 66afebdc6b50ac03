"""The richest regulation, Heist-op-den-Berg's, written out in Python: no document, no explanation.

It answers what `deciding.decide` answers for that document: the same comparisons in the same
order. Where a fact is missing, and could turn the answer, the answer is None.
"""

from dataclasses import dataclass

from services.cards.contracts.regulation.facts import Person

Answer = bool | None

SAVINGS_CENTS = 2_000_00
TWO_THIRDS, INCAPACITY = 66.66, 66
ADULT_POINTS, STATUS_POINTS, CHILD_POINTS = 12, 7, 4
GUIDANCE = ("budget_guidance", "budget_management", "financial_support")


@dataclass(frozen=True, slots=True)
class Facts:
    """A person as plain values. None: not known."""

    lives_in: frozenset[str] | None
    circumstances: frozenset[str] | None
    statuses: frozenset[str] | None
    houses: int | None
    savings_cents: tuple[int, ...] | None
    points: dict[str, float] | None


def facts_of(person: Person) -> Facts:
    """The same person, before the clock runs."""
    return Facts(
        None if person.lives is None else frozenset(p.municipality for p in person.lives),
        None if person.circumstances is None else frozenset(c.name for c in person.circumstances),
        None if person.statuses is None else frozenset(s.name for s in person.statuses),
        None if person.properties is None else len(person.properties),
        person.savings_cents,
        None if person.points is None else {p.scale: p.value for p in person.points},
    )


def decide(facts: Facts, municipalities: frozenset[str]) -> str:
    """Entitled, not_entitled or unknown."""
    here = _any_in(facts.lives_in, municipalities)
    house = None if facts.houses is None else facts.houses <= 1
    increased = _any_in(facts.statuses, ("increased_reimbursement",))
    routes = (
        _all(here, _low(facts), house, _saves_little(facts)),
        _all(here, _reaches(facts, "handicap", ADULT_POINTS), house),
        _all(
            here,
            _any(
                _reaches(facts, "earning_capacity_loss_percent", TWO_THIRDS),
                _reaches(facts, "handicap", STATUS_POINTS),
                _reaches(facts, "incapacity_percent", INCAPACITY),
            ),
            increased,
            house,
        ),
        _all(
            here,
            _reaches(facts, "handicap_pillar_1", CHILD_POINTS),
            _any_in(facts.statuses, ("increased_child_benefit",)),
            house,
        ),
    )
    answer = _any(*routes)
    return "unknown" if answer is None else "entitled" if answer else "not_entitled"


def _low(facts: Facts) -> Answer:
    """Little income (its limit is not in the document), help with the budget, or a settlement."""
    return _any(
        None,
        _any_in(facts.circumstances, GUIDANCE),
        _any_in(facts.circumstances, ("collective_debt_settlement",)),
    )


def _saves_little(facts: Facts) -> Answer:
    saved = facts.savings_cents
    return None if saved is None else max(saved, default=0) <= SAVINGS_CENTS


def _reaches(facts: Facts, scale: str, least: float) -> Answer:
    return None if facts.points is None else facts.points.get(scale, 0) >= least


def _any_in(known: frozenset[str] | None, words: tuple[str, ...] | frozenset[str]) -> Answer:
    return None if known is None else not known.isdisjoint(words)


def _all(*answers: Answer) -> Answer:
    if False in answers:
        return False
    return None if None in answers else True


def _any(*answers: Answer) -> Answer:
    if True in answers:
        return True
    return None if None in answers else False
