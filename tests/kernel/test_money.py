"""Splitting cents: nothing is lost, nothing is made, and who gets the odd cent is settled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kernel.money import (
    BASIS_POINTS,
    Shares,
    Split,
    cash_total,
    largest_remainder,
    share_price,
)

PRICES = st.integers(0, 100_000_000)


@st.composite
def splits(draw: st.DrawFn) -> Split:
    holder = draw(st.integers(0, BASIS_POINTS))
    organisation = draw(st.integers(0, BASIS_POINTS - holder))
    return Split(holder, organisation, BASIS_POINTS - holder - organisation)


def total(shares: Shares) -> int:
    return shares.holder_cents + shares.organisation_cents + shares.network_cents


@given(PRICES, splits())
def test_the_shares_add_up_to_the_price_and_none_is_off_by_a_cent(price: int, split: Split) -> None:
    shares = share_price(price, split)
    assert total(shares) == price
    for cents, points in (
        (shares.holder_cents, split.holder_bp),
        (shares.organisation_cents, split.organisation_bp),
        (shares.network_cents, split.network_bp),
    ):
        assert abs(cents * BASIS_POINTS - price * points) < BASIS_POINTS


@given(PRICES, splits(), st.integers(-1_000, 100_000_000))
def test_a_cap_moves_what_is_over_to_the_holder(price: int, split: Split, left: int) -> None:
    shares = share_price(price, split)
    capped = shares.capped(left)
    assert total(capped) == price
    assert capped.network_cents == min(shares.network_cents, max(left, 0))
    assert capped.organisation_cents == shares.organisation_cents


@given(PRICES, st.lists(st.integers(0, 9_999), min_size=1, max_size=6).filter(any))
def test_any_weights_divide_without_loss(price: int, weights: list[int]) -> None:
    parts = largest_remainder(price, tuple(weights))
    assert sum(parts) == price
    assert all(part >= 0 for part in parts)


@pytest.mark.parametrize(
    ("price", "weights", "parts"),
    [
        (1, (5_000, 5_000, 0), (1, 0, 0)),
        (1, (0, 5_000, 5_000), (0, 1, 0)),
        (2, (3_333, 3_333, 3_334), (1, 0, 1)),
        (100, (3_333, 3_333, 3_334), (33, 33, 34)),
        (11_900, (2_000, 4_000, 4_000), (2_380, 4_760, 4_760)),
    ],
)
def test_ties_fall_to_holder_then_organisation_then_network(
    price: int, weights: tuple[int, ...], parts: tuple[int, ...]
) -> None:
    assert largest_remainder(price, weights) == parts


@pytest.mark.parametrize(
    ("cents", "cash"),
    [(2_380, 2_380), (1_001, 1_000), (1_002, 1_000), (1_003, 1_005), (1_004, 1_005)]
    + [(1_006, 1_005), (1_007, 1_005), (1_008, 1_010), (1_009, 1_010), (6, 5), (8, 10)]
    + [(cents, cents) for cents in range(6)],
)
def test_cash_is_rounded_to_five_cents_from_six_cents_on(cents: int, cash: int) -> None:
    assert cash_total(cents) == cash


@given(PRICES)
def test_cash_is_never_more_than_two_cents_off(cents: int) -> None:
    cash = cash_total(cents)
    assert abs(cash - cents) <= 2
    assert cash == cents if cents <= 5 else cash % 5 == 0
    assert cash_total(cash) == cash
