"""Parts of a shared price: in its ratio, without a cent lost, whatever the sequence."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kernel.money import Shares, largest_remainder
from services.kernel.portions import equal_parts, instalments, portion, refund

AMOUNTS = st.integers(0, 10_000_000)
SHARES = st.builds(Shares, AMOUNTS, AMOUNTS, AMOUNTS)
MANY = st.lists(AMOUNTS, min_size=1, max_size=8).map(tuple)


def parts_of(shares: Shares) -> tuple[int, int, int]:
    return shares.holder_cents, shares.organisation_cents, shares.network_cents


@st.composite
def shared_and_cut(draw: st.DrawFn) -> tuple[tuple[int, ...], list[int]]:
    """Shares, and any sequence of parts of their sum."""
    shares = draw(MANY)
    cuts = draw(st.lists(st.integers(0, sum(shares)), max_size=12).map(sorted))
    ends = [0, *cuts, sum(shares)]
    return shares, [end - start for start, end in pairwise(ends)]


@given(shared_and_cut())
def test_any_sequence_of_parts_adds_up_to_the_shares(
    given_: tuple[tuple[int, ...], list[int]],
) -> None:
    shares, cents = given_
    before, borne = 0, (0,) * len(shares)
    for part in cents:
        now = portion(shares, before, part)
        assert sum(now) == part
        assert all(one >= 0 for one in now)
        borne = tuple(a + b for a, b in zip(borne, now, strict=True))
        assert all(one <= share for one, share in zip(borne, shares, strict=True))
        before += part
    assert borne == shares


@given(SHARES, st.data())
def test_what_went_back_so_far_is_never_a_cent_off_the_ratio(
    shares: Shares, data: st.DataObject
) -> None:
    price = sum(parts_of(shares))
    back = data.draw(st.integers(0, price))
    first = data.draw(st.integers(0, back))
    once, twice = refund(shares, first), refund(shares, back - first, first)
    for share, one, two in zip(parts_of(shares), parts_of(once), parts_of(twice), strict=True):
        assert abs((one + two) * price - share * back) < price or price == 0


@given(st.lists(st.integers(0, 60), min_size=1, max_size=4).map(tuple))
def test_each_further_cent_goes_to_who_is_furthest_behind(shares: tuple[int, ...]) -> None:
    """The reference: cent by cent from nothing, by the definition of Sainte-Laguë."""
    have = [0] * len(shares)
    for cents in range(sum(shares)):
        behind = [share / (2 * got + 1) for share, got in zip(shares, have, strict=True)]
        place = behind.index(max(behind))
        have[place] += 1
        assert portion(shares, 0, cents + 1) == tuple(have)


def test_a_refund_never_takes_a_cent_back_where_largest_remainders_would() -> None:
    """6/6/2: ten cents by largest remainder are 4/4/2, eleven 5/5/1: the third would lose one."""
    shares = Shares(6, 6, 2)
    assert largest_remainder(10, (6, 6, 2)) == (4, 4, 2)
    assert largest_remainder(11, (6, 6, 2)) == (5, 5, 1)
    assert refund(shares, 10) == Shares(5, 4, 1)
    assert refund(shares, 1, 10) == Shares(0, 1, 0)
    assert refund(shares, 3, 11) == Shares(1, 1, 1)


def test_half_of_a_season_goes_back_as_it_was_shared() -> None:
    season = Shares(2_380, 4_760, 4_760)
    assert refund(season, 5_950) == Shares(1_190, 2_380, 2_380)
    assert refund(season, 5_950, 5_950) == Shares(1_190, 2_380, 2_380)


def test_ten_instalments_are_the_price() -> None:
    season = Shares(2_380, 4_760, 4_760)
    parts = equal_parts(11_900, 7)
    assert parts == (1_700,) * 7
    assert instalments(season, parts) == (Shares(340, 680, 680),) * 7
    thirds = instalments(season, equal_parts(11_900, 3))
    assert [sum(parts_of(one)) for one in thirds] == [3_967, 3_967, 3_966]
    assert thirds[0] == Shares(793, 1_587, 1_587)


def test_more_than_the_price_cannot_go_back() -> None:
    with pytest.raises(ValueError, match="101 cents of 100"):
        refund(Shares(20, 40, 40), 1, 100)
