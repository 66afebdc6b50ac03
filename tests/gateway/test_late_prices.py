"""What participations would have cost had a fact been known in time, to the cent. Pure.

Prices and splits are those of story 2 (Kortrijk) unless they are invented (`*` in the stories).
"""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from services.cards.contracts.regulation.counting import RightOn
from services.gateway.domain.correcting import price_of
from services.gateway.domain.late_prices import COLUMNS, Again, priced_again, summed, table_rows
from services.gateway.domain.simulating import Bought, Documents
from services.kernel.money import Shares
from tests.gateway.test_simulating import NOW, SALES, a_regulation, bought, sold_by_cards
from tests.kit.benefits import RIGHT, percent_off, yearly

KORTRIJK = {NOW: a_regulation(percent_off(80, organisation_percent=40))}


def again(
    ones: Sequence[Bought],
    then: RightOn | None,
    documents: Documents,
    touched: Sequence[int] | None = None,
) -> list[Again]:
    """These priced with that right, or those of them at some places only."""
    keyed = [(str(place), one) for place, one in enumerate(ones)]
    about = range(len(ones)) if touched is None else touched
    return priced_again(keyed, {str(place): then for place in about}, documents)


def test_who_had_lost_her_status_would_have_paid_it_all() -> None:
    """23.80, 47.60 and 47.60 of 119.00; without the right: 119.00, nothing, nothing."""
    [one] = again([bought(11_900, (2_380, 4_760, 4_760))], None, KORTRIJK)
    assert one.would == Shares(11_900, 0, 0)
    assert one.difference == Shares(9_520, -4_760, -4_760)


def test_who_was_entitled_sooner_would_have_paid_a_part() -> None:
    """119.00 at the full price; with the right 80% goes off."""
    [one] = again([bought(11_900, (11_900, 0, 0), right=None)], RIGHT, KORTRIJK)
    assert (one.would.holder_cents, one.difference.holder_cents) == (2_380, -9_520)


def test_a_ceiling_holds_for_what_she_would_have_bought_with_it() -> None:
    """100.00 a year*: 80.00 of it was used already, so that 20.00 is left for another."""
    rule = percent_off(100, organisation_percent=0)
    capped = {NOW: a_regulation(rule, ceilings=[yearly(10_000)])}
    [used] = sold_by_cards(capped[NOW], [(8_000, 0, bought(1, (1, 0, 0)).person)])
    late = bought(5_000, (5_000, 0, 0), right=None)
    [one] = again([used, late, late], RIGHT, capped, touched=[1])
    assert one.would == Shares(3_000, 0, 2_000)
    both = again([used, late, late], RIGHT, capped, touched=[1, 2])
    assert [each.would.network_cents for each in both] == [2_000, 0]


def test_what_would_not_be_sold_on_the_card_costs_what_anybody_pays() -> None:
    camps = {"name": "camps", "label": "Kampen", "fits": {"categories": ["camp"]}}
    without = {NOW: a_regulation(percent_off(80), exclusions=[camps])}
    camp = bought(9_000, (1_800, 3_600, 3_600), kind={"category": "camp"})
    assert again([camp], RIGHT, without)[0].would == Shares(9_000, 0, 0)


def test_where_no_rule_of_the_day_is_known_it_stays_as_it_was() -> None:
    one = bought(1_000, (200, 400, 400))
    assert again([one], None, {})[0].would == one.shares
    of_a_right = replace(one, scheme=None, regulation=None, own_right="right")
    assert again([of_a_right], None, KORTRIJK)[0].difference == Shares(0, 0, 0)


def test_the_table_tells_euros_and_no_person() -> None:
    lines = again([bought(11_900, (2_380, 4_760, 4_760))], None, KORTRIJK)
    [row] = table_rows(lines, {lines[0].offer: "Zwemles"}, {})
    assert len(row) == len(COLUMNS)
    assert row[2:5] == ("Zwemles", None, "119,00")
    assert row[-3:] == ("95,20", "-47,60", "-47,60")


@given(sales=SALES, percent=st.integers(0, 100), ceiling=st.integers(1, 30_000))
def test_with_the_right_that_she_had_nothing_differs(
    sales: list[tuple[int, int, str]], percent: int, ceiling: int
) -> None:
    held = {NOW: a_regulation(percent_off(percent), ceilings=[yearly(ceiling)])}
    lines = again(sold_by_cards(held[NOW], sales), RIGHT, held)
    assert all(one.difference == Shares(0, 0, 0) for one in lines)


@given(sales=SALES, places=st.sets(st.integers(0, 11)), ceiling=st.integers(1, 30_000))
def test_no_cent_is_lost_whatever_was_learned(
    sales: list[tuple[int, int, str]], places: set[int], ceiling: int
) -> None:
    held = {NOW: a_regulation(percent_off(80), ceilings=[yearly(ceiling)])}
    ones = sold_by_cards(held[NOW], sales)
    lines = again(ones, None, held, touched=sorted(places & set(range(len(ones)))))
    for one in lines:
        assert price_of(one.difference) == 0
        assert one.would == Shares(price_of(one.paid), 0, 0)
    paid, would = summed(lines)
    assert price_of(paid) == price_of(would)
