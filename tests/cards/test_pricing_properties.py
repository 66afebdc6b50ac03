"""Whatever a regulation says: shares sum to the price, and no bound is passed. Pure."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.cards.contracts.regulation.pricing import NotSold, price
from services.kernel.money import Shares, Split
from tests.kit.benefits import DAY, RIGHT, a_benefit, an_offer, shares, sold, used_of, yearly

PERCENTS = st.floats(0, 100)
REDUCTIONS = st.one_of(
    PERCENTS.map(lambda p: {"kind": "percent_off", "percent": p}),
    st.integers(0, 9_000).map(lambda c: {"kind": "holder_pays", "cents": c}),
    st.integers(0, 9_000).map(lambda c: {"kind": "amount_off", "cents": c}),
    st.just({"kind": "as_offered"}),
    st.just({"kind": "full"}),
)
WAYS: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}),
    PERCENTS.map(lambda p: {"organisation_percent": p}),
    PERCENTS.map(lambda p: {"organisation_rest_percent": p}),
    st.integers(0, 9_000).map(lambda c: {"organisation_cents": c}),
    PERCENTS.map(lambda p: {"network_percent": p}),
)
"""How what the holder is spared is divided: one way, or as the offer says."""

PARTS = st.fixed_dictionaries(
    {"reduction": REDUCTIONS},
    optional={
        "holder_at_least_percent": PERCENTS,
        "holder_at_least_cents": st.integers(0, 9_000),
        "network_at_most_cents": st.integers(0, 9_000),
    },
)
RULES = st.tuples(PARTS, WAYS).map(lambda two: {**two[0], **two[1]})
SPLITS = st.tuples(st.integers(0, 10_000), st.integers(0, 10_000)).map(
    lambda two: Split(min(two), max(two) - min(two), 10_000 - max(two))
)


@given(
    rule=RULES,
    split=SPLITS,
    cents=st.integers(1, 100_000),
    used=st.integers(0, 12_000),
    help_cents=st.integers(0, 120_000),
    first=st.booleans(),
)
def test_shares_sum_to_the_price_and_the_network_stays_within_the_ceiling(
    rule: dict[str, Any], split: Split, cents: int, used: int, help_cents: int, first: bool
) -> None:
    benefit = a_benefit(rule, ceilings=[yearly(10_000)], other_help_first=first)
    made = price(
        benefit, an_offer(cents, split), RIGHT, used_of("yearly", used), on=DAY,
        other_help_cents=help_cents,
    )  # fmt: skip
    if isinstance(made, NotSold):
        assert used >= 10_000
        return
    assert sum(shares(made)) == made.price_cents == cents
    assert min(shares(made)) >= 0
    assert made.other_help_cents <= made.shares.holder_cents
    assert made.shares.network_cents <= max(10_000 - used, 0)
    assert made.shares.network_cents <= rule.get("network_at_most_cents", cents)
    assert made.steps
    assert sum(counted.cents for counted in made.counts) == made.shares.network_cents


@given(rule=RULES, split=SPLITS, cents=st.integers(1, 100_000))
def test_the_holder_never_pays_less_than_her_least(
    rule: dict[str, Any], split: Split, cents: int
) -> None:
    made = sold(a_benefit(rule), an_offer(cents, split))
    least = rule.get("holder_at_least_percent", 0) * cents / 100
    assert made.shares.holder_cents >= min(rule.get("holder_at_least_cents", 0), cents)
    assert made.shares.holder_cents >= least - 0.51
    assert isinstance(made.shares, Shares)
