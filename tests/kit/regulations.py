"""Regulation documents and persons to decide about: small ones by hand, and any there can be.

`a_...` takes only what matters to a test; `documents()` and `persons()` are Hypothesis
strategies over the whole language. All amounts are invented unless a test says otherwise.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import orjson
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.facts import Person

HERE, ELSEWHERE = "12014", "11002"
"""Heist-op-den-Berg and Antwerp."""
DAY = date(2026, 3, 10)

Data = dict[str, Any]

BENEFIT: Data = {
    "changes": "with_date",
    "rules": [{"name": "all", "reduction": {"kind": "percent_off", "percent": 80}}],
}
YEAR: Data = {"term": {"kind": "months", "months": 12}}
STATUS: Data = {"kind": "status", "any_of": ["increased_reimbursement"]}


def a_route(*conditions: Data, name: str = "status", **more: object) -> Data:
    """A route of these conditions, or of one status."""
    return {"name": name, "title": name, "conditions": list(conditions) or [STATUS], **more}


def a_document(*routes: Data, **more: object) -> RegulationDocument:
    """A document of these routes: a year, 80% off."""
    return RegulationDocument.model_validate_json(_json(document_data(*routes, **more)))


def document_data(*routes: Data, **more: object) -> Data:
    """The same as plain data, as it comes from outside."""
    return {
        "language": 1,
        "scheme": "Vrijetijdspas",
        "title": "Reglement vrijetijdspas",
        "valid_from": "2026-01-01",
        "routes": list(routes) or [a_route()],
        "validity": YEAR,
        "benefit": BENEFIT,
        **more,
    }


def a_person(**facts: object) -> Person:
    """A person of whom only this is known."""
    return Person.model_validate_json(_json(facts))


def _json(data: Mapping[str, object]) -> bytes:
    return orjson.dumps(data)


# -- any document -------------------------------------------------------------------------------

WORDS = ("increased_reimbursement", "living_wage", "debt_mediation", "income")
BODIES = ("welfare_centre", "social_worker", "lawyer")
CENTS = st.sampled_from((0, 1, 100_000, 330_554, 1_785_556))
AGES = st.sampled_from((None, 0, 2.5, 3, 14, 18, 19, 65))
FACTORS = st.sampled_from((0.3, 0.5, 1, 1.1, 1.5, 2))


def _some(values: Sequence[str], at_least: int = 0) -> SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), min_size=at_least, max_size=3, unique=True)


def _predicate(kind: str, **fields: SearchStrategy[Any]) -> SearchStrategy[Data]:
    return st.fixed_dictionaries({"kind": st.just(kind), **fields})


AMOUNTS = st.one_of(
    _predicate("fixed", base_cents=CENTS, per_dependant_cents=CENTS, disabled_counts=FACTORS),
    _predicate("table", table=st.sampled_from(("wage", "gone")), factor=FACTORS),
    _predicate("scaled", base_cents=CENTS, other=FACTORS, child=FACTORS, factor=FACTORS),
)
EACH_PREDICATE: tuple[SearchStrategy[Data], ...] = (
    _predicate(
        "residence",
        any_of=_some(("domicile", "institution", "co_parenting", "school", "second_home"), 1),
        registers=_some(("population", "foreigners", "waiting")),
        municipalities=_some((HERE, ELSEWHERE)),
    ),
    _predicate("age", at_least=AGES, under=AGES),
    _predicate(
        "status",
        any_of=_some(WORDS, 1),
        evidence=_some(("authentic", "paper"), 1),
        not_only_because_of=_some(WORDS),
        of=st.sampled_from(("person", "household")),
    ),
    _predicate("circumstance", any_of=_some(WORDS, 1), attested_by=_some(BODIES)),
    _predicate(
        "income",
        measure=st.sampled_from(("gross_taxable", "net")),
        per=st.sampled_from(("year", "month")),
        of=st.sampled_from(("household", "person")),
        limit=AMOUNTS,
        compare=st.sampled_from(("at_most", "below")),
        excluded=_some(("child_benefit",)),
        real_estate_times=st.sampled_from((0, 1.4, 3)),
        dependant_max_cents=st.one_of(st.none(), CENTS),
    ),
    _predicate(
        "property",
        max_count=st.integers(0, 2),
        home_only=st.booleans(),
        max_cadastral_cents=st.one_of(st.none(), CENTS),
        per_dependant_cents=CENTS,
        max_cadastral_table=st.sampled_from((None, "wage", "gone")),
    ),
    _predicate("savings", max_cents=CENTS, per=st.sampled_from(("person", "household"))),
    _predicate("points", scale=st.sampled_from(("handicap",)), at_least=st.integers(1, 12)),
    _predicate("judgement", by=_some(BODIES, 1), once_only=st.booleans()),
    _predicate(
        "dependant_of_holder",
        same_address=st.booleans(),
        co_parenting_share=st.sampled_from((None, 0.5)),
        under=AGES,
    ),
)
PREDICATES = st.one_of(*EACH_PREDICATE)
CONDITIONS: SearchStrategy[Data] = st.recursive(
    PREDICATES,
    lambda inner: _predicate("any_of", of=st.lists(inner, min_size=1, max_size=3)).flatmap(
        lambda made: st.sampled_from(("any_of", "all_of", "none_of")).map(
            lambda kind: {**made, "kind": kind}
        )
    ),
    max_leaves=5,
)
TERMS: SearchStrategy[Data] = st.one_of(
    st.builds(
        lambda months: {"kind": "as_decided", "months_at_most": months},
        st.one_of(st.none(), st.integers(1, 24)),
    ),
    st.builds(
        lambda months, end: {"kind": "months", "months": months, "to_month_end": end},
        st.integers(1, 24),
        st.booleans(),
    ),
    st.builds(
        lambda day, month, ahead: {
            "kind": "fixed_end",
            "day": day,
            "month": month,
            "years_ahead": ahead,
        },
        st.integers(1, 28),
        st.integers(1, 12),
        st.integers(0, 2),
    ),
)
ROUTES: SearchStrategy[Data] = st.builds(
    lambda conditions, tested, inquiry: {
        "title": "een weg",
        "conditions": conditions,
        "means_tested": tested,
        "needs_inquiry": inquiry,
    },
    st.lists(CONDITIONS, min_size=1, max_size=3),
    st.booleans(),
    st.booleans(),
)


@st.composite
def documents(draw: st.DrawFn) -> RegulationDocument:
    """Any document that can be written, as far as deciding goes."""
    routes = draw(st.lists(ROUTES, min_size=1, max_size=3))
    named = [{**route, "name": f"route_{place}"} for place, route in enumerate(routes)]
    figures: list[Data] = [
        {"valid_from": "2025-01-01", "base_cents": 123_457, "per_dependant_cents": 11}
    ]
    if draw(st.booleans()):
        figures.append({"valid_from": "2024-01-01", "category": "single", "base_cents": 111_111})
    table = {"title": "leefloon", "source": "verzonnen", "figures": figures}
    return a_document(
        *named,
        validity={"term": draw(TERMS), "grace_days": draw(st.sampled_from((0, 30)))},
        tables={"wage": table},
    )


# -- any person ---------------------------------------------------------------------------------

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
TEXT_DAYS = DAYS.map(date.isoformat)
SUMS = st.sampled_from((0, 1, 50_000, 123_457, 1_785_556, 1_785_557, 2_446_664, 2_446_665))


def _fact(**fields: SearchStrategy[Any]) -> SearchStrategy[list[Data]]:
    return st.lists(st.fixed_dictionaries(fields), max_size=3)


def _maybe(strategy: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return st.one_of(st.none(), strategy)


FACTS: Mapping[str, SearchStrategy[Any]] = {
    "birth_date": TEXT_DAYS,
    "lives": _fact(
        how=st.sampled_from(("domicile", "institution", "co_parenting", "school", "second_home")),
        municipality=st.sampled_from((HERE, ELSEWHERE)),
        register=_maybe(st.sampled_from(("population", "foreigners", "waiting"))),
        share=_maybe(st.sampled_from((0.4, 0.5, 1))),
    ),
    "statuses": _fact(
        name=st.sampled_from(WORDS),
        holds=st.booleans(),
        basis=_some(WORDS),
        evidence=st.sampled_from(("authentic", "paper")),
        until=_maybe(TEXT_DAYS),
        of=st.sampled_from(("person", "household")),
    ),
    "circumstances": _fact(
        name=st.sampled_from(WORDS), by=_maybe(st.sampled_from(BODIES)), is_so=st.booleans()
    ),
    "incomes": _fact(
        kind=st.sampled_from(("income", "child_benefit")),
        measure=st.sampled_from(("gross_taxable", "net")),
        per=st.sampled_from(("year", "month")),
        cents=SUMS,
        of=st.sampled_from(("household", "person")),
    ),
    "properties": _fact(home=st.booleans(), cadastral_cents=_maybe(SUMS)),
    "savings_cents": st.lists(SUMS, max_size=3),
    "points": _fact(scale=st.just("handicap"), value=st.integers(0, 12)),
    "judgements": _fact(
        by=st.sampled_from(BODIES),
        favourable=st.booleans(),
        reason=st.sampled_from(("", "vereenzaamd")),
        earlier_times=st.integers(0, 1),
    ),
    "household": _fact(
        birth_date=_maybe(TEXT_DAYS),
        dependant=st.booleans(),
        disabled=st.booleans(),
        yearly_income_cents=_maybe(SUMS),
    ),
    "category": st.sampled_from(("single", "with_family")),
    "dependant_of_holder": st.booleans(),
}


def persons(*, all_known: bool = False) -> SearchStrategy[Person]:
    """Any person; of one of whom all is known no fact is left out."""
    facts = {name: one if all_known else _maybe(one) for name, one in FACTS.items()}
    return st.fixed_dictionaries({**facts, "renewal": st.booleans()}).map(
        lambda known: a_person(**known)
    )
