"""Own money against the drawing right: story 6 to the cent, and what holds for every amount."""

from collections.abc import Callable
from fractions import Fraction
from itertools import product
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.contracts.ratio import (
    Applicant,
    RatioCheck,
    RatioRegulation,
    UsualRatio,
    as_booked,
    full_right,
    own_required,
    pro_rata,
    usual_ratio,
)
from services.budget.domain.book import Book

CENTS = st.integers(0, 10**12)
TENTHS = st.integers(0, 100)
Variant = Callable[[int, int, int], RatioCheck]
RIGHT = 734_400
SPENT = 1_947_000


def test_heist_uses_its_right_in_full_and_is_short_of_own_money() -> None:
    assert full_right(RIGHT, SPENT, 20) == RatioCheck(
        right_used_cents=734_400,
        own_cents=1_212_600,
        own_required_cents=1_468_800,
        short_cents=256_200,
        to_return_cents=0,
    )


def test_heist_returns_a_part_of_its_right_pro_rata() -> None:
    assert pro_rata(RIGHT, SPENT, 20) == RatioCheck(
        right_used_cents=649_000,
        own_cents=1_298_000,
        own_required_cents=1_298_000,
        short_cents=0,
        to_return_cents=85_400,
    )


def test_with_no_ratio_only_what_was_not_spent_goes_back() -> None:
    for variant in (full_right, pro_rata):
        standing = variant(1_000, 400, 0)
        assert (standing.right_used_cents, standing.own_cents) == (400, 0)
        assert (standing.short_cents, standing.to_return_cents) == (0, 600)


def test_what_is_asked_is_rounded_up_and_what_is_left_of_the_right_down() -> None:
    assert own_required(1, 15) == 2
    assert pro_rata(100, 100, 20).right_used_cents == 33


@given(CENTS, CENTS, TENTHS, st.sampled_from([full_right, pro_rata]))
def test_no_cent_is_lost(right: int, spent: int, tenths: int, variant: Variant) -> None:
    standing = variant(right, spent, tenths)
    assert standing.right_used_cents + standing.own_cents == spent
    assert standing.right_used_cents + standing.to_return_cents == right
    assert min(standing.right_used_cents, standing.own_cents, standing.to_return_cents) >= 0
    assert standing.short_cents == max(0, standing.own_required_cents - standing.own_cents)


@given(CENTS, CENTS, TENTHS)
def test_pro_rata_is_never_short_and_never_a_cent_too_strict(
    right: int, spent: int, tenths: int
) -> None:
    standing = pro_rata(right, spent, tenths)
    assert standing.short_cents == 0
    more = standing.right_used_cents + 1
    if more <= right:
        assert spent - more < more * Fraction(tenths, 10)


@given(CENTS, CENTS, TENTHS)
def test_the_variants_agree_where_own_money_suffices(right: int, spent: int, tenths: int) -> None:
    full = full_right(right, spent, tenths)
    if full.short_cents == 0 and full.to_return_cents == 0:
        assert pro_rata(right, spent, tenths) == full


def test_own_money_in_the_books_counts_where_the_right_was_not_used_first() -> None:
    standing = as_booked(1_000, 500, 2_000, 20)
    assert (standing.own_cents, standing.short_cents, standing.to_return_cents) == (2_000, 0, 500)


@given(CENTS, TENTHS)
def test_own_money_asked_is_within_a_cent_of_the_ratio(right: int, tenths: int) -> None:
    assert 0 <= own_required(right, tenths) - right * Fraction(tenths, 10) < 1


@pytest.mark.parametrize(
    ("right", "spent", "tenths"), [(-1, 0, 20), (0, -1, 20), (0, 0, -1), (0, 0, 101)]
)
def test_what_makes_no_sense_is_an_error(right: int, spent: int, tenths: int) -> None:
    for variant in (full_right, pro_rata):
        with pytest.raises(ValueError):
            variant(right, spent, tenths)


# -- what is usual --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "applicant", "tenths", "sourced"),
    [
        (2026, "municipality", 20, True),
        (2026, "cooperation", 20, False),
        (2026, "flemish_community_commission", 10, True),
        (2027, "municipality", 0, True),
        (2027, "cooperation", 0, True),
        (2027, "flemish_community_commission", 0, False),
    ],
)
def test_what_is_usual_depends_on_the_year_and_the_applicant(
    year: int, applicant: Any, tenths: int, *, sourced: bool
) -> None:
    """Twice as much, as much, or none: domain facts 1.5 and 1.6."""
    assert usual_ratio(year, applicant) == UsualRatio(tenths, sourced=sourced)


def test_every_regulation_asks_something_of_every_applicant() -> None:
    for regulation, applicant in product(get_args(RatioRegulation), get_args(Applicant)):
        assert usual_ratio(2026, applicant, regulation).tenths in (0, 10, 20)


def test_a_year_of_which_nobody_said_anything_asks_what_is_usual() -> None:
    assert (Book(key="2026").asked_tenths, Book(key="2027").asked_tenths) == (20, 0)
    assert Book(key="2027", ratio_tenths=10).asked_tenths == 10
