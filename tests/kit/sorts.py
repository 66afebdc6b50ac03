"""Persons of all sorts, one for each way in which a predicate may tell them apart. Invented."""

from collections.abc import Iterator
from functools import cache
from itertools import product

from services.cards.contracts.regulation.facts import Person
from tests.kit.regulations import BODIES, ELSEWHERE, HERE, WORDS, Data, a_person

SUMS = (0, 1, 50_000, 100_000, 123_457, 330_554, 1_785_556, 1_785_557, 5_000_000)
HOUSEHOLDS: tuple[list[Data] | None, ...] = (
    None,
    [],
    [{"dependant": True, "birth_date": "2020-01-01", "yearly_income_cents": 100_000}],
    [{"dependant": True, "disabled": True, "birth_date": "1990-01-01"}],
)
BIRTHS = ("2026-01-01", "2023-09-10", "2023-01-01", "2010-01-01", "2007-06-01", "1990-01-01")


@cache
def of_all_sorts() -> tuple[Person, ...]:
    """All of them; of each only what one predicate asks is known."""
    kinds = (_statuses, _circumstances, _judged, _living, _earning, _owning, _others)
    return tuple(a_person(**facts) for kind in kinds for facts in kind())


def _statuses() -> Iterator[Data]:
    bases: tuple[list[str], ...] = ([], ["income"], ["income", "living_wage"])
    for name, basis, of in product(WORDS, bases, ("person", "household")):
        for evidence in ("authentic", "paper"):
            yield {"statuses": [{"name": name, "basis": basis, "of": of, "evidence": evidence}]}


def _circumstances() -> Iterator[Data]:
    for name, by in product(WORDS, (None, *BODIES)):
        yield {"circumstances": [{"name": name, "by": by}]}


def _judged() -> Iterator[Data]:
    for by, earlier, renewal in product(BODIES, (0, 1), (False, True)):
        good = {"by": by, "favourable": True, "reason": "x", "earlier_times": earlier}
        yield {"judgements": [good], "renewal": renewal}


def _living() -> Iterator[Data]:
    ways = ("domicile", "institution", "co_parenting", "school", "second_home")
    registers = (None, "population", "foreigners", "waiting")
    for how, where, register in product(ways, (HERE, ELSEWHERE), registers):
        lives: Data = {"how": how, "municipality": where, "register": register}
        yield {"lives": [lives]}
    for share, born in product((None, 0.4, 0.5, 1), BIRTHS):
        lives = {"how": "co_parenting", "municipality": HERE, "share": share}
        yield {"lives": [lives], "dependant_of_holder": True, "birth_date": born}
    for born in BIRTHS:
        yield {"dependant_of_holder": True, "birth_date": born}
        domicile = {"how": "domicile", "municipality": HERE}
        yield {"dependant_of_holder": True, "birth_date": born, "lives": [domicile]}


def _earning() -> Iterator[Data]:
    houses = (None, [{"home": False, "cadastral_cents": 50_000}])
    whose = (("person", "income"), ("household", "income"), ("person", "child_benefit"))
    measured = (("net", "month"), ("gross_taxable", "year"), ("net", "year"))
    for cents, household, owned in product(SUMS, HOUSEHOLDS, houses):
        for (of, kind), (measure, per) in product(whose, measured):
            line = {"kind": kind, "measure": measure, "per": per, "cents": cents, "of": of}
            known = {"household": household, "properties": owned, "category": "single"}
            yield {"incomes": [line], "birth_date": "1980-01-01", **known}


def _owning() -> Iterator[Data]:
    for household in HOUSEHOLDS:
        yield {"properties": [], "household": household}
        for cents in (None, *SUMS):
            home, house = {"home": True, "cadastral_cents": cents}, {"home": False}
            for owned in ([home], [house], [home, house]):
                yield {"properties": owned, "household": household, "category": "single"}


def _others() -> Iterator[Data]:
    for cents in SUMS:
        yield {"savings_cents": [cents]}
        yield {"savings_cents": [cents, cents]}
    for value in range(13):
        yield {"points": [{"scale": "handicap", "value": value}]}
    for born in BIRTHS:
        yield {"birth_date": born}
    yield {}
