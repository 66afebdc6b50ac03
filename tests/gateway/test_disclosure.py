"""What the umbrella may see. Pure; a search over all possible worlds is the oracle."""

from collections.abc import Sequence
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain.disclosure import MIN_HOLDERS, Cell, Disclosed, disclose


def a_cell(holders: int, extra: int = 0, cents: int | None = None) -> Cell:
    return Cell(holders, holders + extra, 100 * holders if cents is None else cents)


@st.composite
def cells(draw: st.DrawFn) -> Cell:
    holders = draw(st.integers(0, 12))
    extra = draw(st.integers(0, 3)) if holders else 0
    cents = draw(st.integers(0, 400)) if holders else 0
    return Cell(holders, holders + extra, cents)


def possible_holders(told: Disclosed) -> list[set[int]]:
    """Per withheld cell all numbers of holders that fit what is shown.

    Tries every world of withheld cells that the same rules would show in the same way.
    """
    hidden = [place for place, cell in enumerate(told.cells) if cell is None]
    found: list[set[int]] = [set() for _ in hidden]
    for numbers in product(range(1, 14), repeat=len(hidden)):
        world = list(told.cells)
        for place, number in zip(hidden, numbers, strict=True):
            world[place] = Cell(number, number, 0)
        shown = disclose([cell for cell in world if cell is not None])
        if [c is None for c in shown.cells] != [c is None for c in told.cells]:
            continue
        total = sum(cell.holders for cell in world if cell is not None)
        if told.total is not None and total != told.total.holders:
            continue
        for options, number in zip(found, numbers, strict=True):
            options.add(number)
    return found


def test_a_cell_under_five_is_withheld_and_five_is_shown() -> None:
    told = disclose([a_cell(4), a_cell(3), a_cell(5), a_cell(20)])
    assert told.cells == (None, None, a_cell(5), a_cell(20))


def test_a_single_withheld_cell_takes_the_next_smallest_with_it() -> None:
    told = disclose([a_cell(30), a_cell(2), a_cell(9), a_cell(12)])
    assert told.cells == (a_cell(30), None, None, a_cell(12))
    assert told.total == Cell(53, 53, 5300)


def test_a_network_where_nobody_took_part_shows_zeros_and_hides_nobody() -> None:
    told = disclose([a_cell(0), a_cell(3), a_cell(8), a_cell(9)])
    assert told.cells == (a_cell(0), None, None, a_cell(9))


def test_the_total_of_the_only_network_is_withheld_with_it() -> None:
    assert disclose([a_cell(3)]) == Disclosed((None,), None)
    assert disclose([a_cell(3), a_cell(0)]) == Disclosed((None, a_cell(0)), None)


def test_a_total_that_gives_full_cells_away_is_withheld() -> None:
    assert disclose([a_cell(4), a_cell(4), a_cell(4), a_cell(50)]).total is None


def test_a_total_that_gives_single_persons_away_is_withheld() -> None:
    assert disclose([a_cell(1)] * 5 + [a_cell(50)]).total is None


def test_a_total_of_no_money_at_all_is_withheld() -> None:
    told = disclose([a_cell(3, 1, cents=0), a_cell(4, 1, cents=0), a_cell(50)])
    assert told.total is None


def test_a_total_under_five_is_withheld() -> None:
    assert disclose([a_cell(2), a_cell(2)]).total is None


def test_nothing_is_withheld_where_all_are_many() -> None:
    told = disclose([a_cell(5), a_cell(7)])
    assert told == Disclosed((a_cell(5), a_cell(7)), Cell(12, 12, 1200))


@given(st.lists(cells(), max_size=12))
def test_no_small_cell_is_ever_shown(given_cells: Sequence[Cell]) -> None:
    told = disclose(given_cells)
    assert all(cell is None or not 0 < cell.holders < MIN_HOLDERS for cell in told.cells)
    assert all(
        shown is None or shown == cell for shown, cell in zip(told.cells, given_cells, strict=True)
    )


@given(st.lists(cells(), max_size=12))
def test_one_withheld_cell_never_stands_alone_beside_a_total(given_cells: Sequence[Cell]) -> None:
    told = disclose(given_cells)
    assert told.total is None or told.cells.count(None) != 1


@given(st.lists(cells(), max_size=5))
def test_no_withheld_number_of_holders_can_be_computed(given_cells: Sequence[Cell]) -> None:
    told = disclose(given_cells)
    if told.total is not None and told.cells.count(None) <= 3:
        assert all(len(options) > 1 for options in possible_holders(told))


@given(st.lists(cells(), max_size=12))
def test_no_withheld_amount_is_all_or_nothing_of_the_rest(given_cells: Sequence[Cell]) -> None:
    told = disclose(given_cells)
    if told.total is None:
        return
    hidden = [c for c, shown in zip(given_cells, told.cells, strict=True) if shown is None]
    rest = sum(cell.network_cents for cell in hidden)
    assert not hidden or rest > 0
    assert not hidden or sum(c.participations for c in hidden) > sum(1 for _ in hidden)


@given(st.permutations([a_cell(2), a_cell(5), a_cell(6), a_cell(0), a_cell(40)]))
def test_the_order_of_networks_changes_nothing(order: Sequence[Cell]) -> None:
    told = disclose(order)
    hidden = {c.holders for c, shown in zip(order, told.cells, strict=True) if shown is None}
    assert hidden == {2, 5}
