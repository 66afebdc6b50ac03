"""Simulated drawing rights: half by each count, in whole euros, and never one too many."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain.checks import BadInput
from services.gateway.domain.drawing_rights import (
    EUROS_MAX,
    Counts,
    read_counts,
    read_everywhere,
    simulated,
)

PERSONS = st.integers(0, 400_000)
COUNTS = st.builds(Counts, PERSONS, PERSONS)
TOWNS = st.lists(COUNTS, min_size=1, max_size=20)
EUROS = st.integers(0, EUROS_MAX)


def named(counts: list[Counts]) -> list[tuple[str, Counts]]:
    return [(f"gemeente {place}", one) for place, one in enumerate(counts)]


def wholes(counts: list[Counts]) -> Counts:
    return Counts(sum(c.reimbursed for c in counts), sum(c.integration for c in counts))


@given(TOWNS, EUROS)
def test_those_named_share_all_of_it_to_the_euro(counts: list[Counts], euros: int) -> None:
    whole = wholes(counts)
    if not whole.reimbursed or not whole.integration:
        with pytest.raises(BadInput, match="nobody_counted"):
            simulated(euros, named(counts), None)
        return
    assert sum(one.euros for one in simulated(euros, named(counts), None)) == euros


@given(TOWNS, COUNTS, EUROS)
def test_each_draws_half_by_either_count_to_the_euro(
    counts: list[Counts], others: Counts, euros: int
) -> None:
    whole = wholes([*counts, others, Counts(1, 1)])
    for one in simulated(euros, named(counts), whole):
        reimbursed = Fraction(one.counts.reimbursed, whole.reimbursed)
        integration = Fraction(one.counts.integration, whole.integration)
        assert abs(one.euros - (reimbursed + integration) / 2 * euros) < 1


def test_an_example_by_hand() -> None:
    towns = [("Heist-op-den-Berg", Counts(30, 10)), ("Putte", Counts(10, 0))]
    found = simulated(1_000, towns, Counts(100, 40))
    assert [(one.municipality, one.euros) for one in found] == [
        ("Heist-op-den-Berg", 275),
        ("Putte", 50),
    ]


@given(TOWNS)
def test_nobody_is_more_than_everybody(counts: list[Counts]) -> None:
    whole = wholes(counts)
    with pytest.raises(BadInput, match="counts_beyond_everywhere"):
        simulated(1_000, named([*counts, Counts(1, 0)]), whole)


TOWN = {"municipality": "Putte", "reimbursed": 10, "integration": 2}


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (None, "counts_invalid"),
        ([], "counts_invalid"),
        ({}, "counts_invalid"),
        ([TOWN] * 601, "counts_invalid"),
        ([{**TOWN, "more": 1}], "counts_invalid"),
        ([{**TOWN, "municipality": " "}], "counts_invalid"),
        ([{**TOWN, "reimbursed": -1}], "counts_invalid"),
        ([{**TOWN, "reimbursed": True}], "counts_invalid"),
        ([{**TOWN, "integration": 1.5}], "counts_invalid"),
        ([TOWN, {**TOWN, "municipality": "Putte "}], "municipality_twice"),
    ],
)
def test_what_is_no_count_is_refused_by_name(told: Any, code: str) -> None:
    with pytest.raises(BadInput) as problem:
        read_counts(told)
    assert (problem.value.code, problem.value.field) == (code, "counted")


@pytest.mark.parametrize("told", [[], {"reimbursed": 1}, {"reimbursed": 1, "integration": "2"}])
def test_what_is_no_whole_is_refused_by_name(told: Any) -> None:
    with pytest.raises(BadInput) as problem:
        read_everywhere(told)
    assert (problem.value.code, problem.value.field) == ("counts_invalid", "everywhere")


@pytest.mark.parametrize("euros", [-1, EUROS_MAX + 1])
def test_an_amount_that_cannot_be_is_refused(euros: int) -> None:
    with pytest.raises(BadInput, match="number_invalid"):
        simulated(euros, [("Putte", Counts(1, 1))], None)
