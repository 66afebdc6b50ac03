"""What a card costs a child by her place in the household. Pure; amounts are invented."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.cards.contracts.commands import RenewCard
from services.cards.contracts.events import CardRenewed, SchemeCardIssued
from services.cards.contracts.regulation.card_prices import (
    REASONS,
    Buyer,
    card_price_cents,
    cheaper_than,
)
from services.cards.contracts.regulation.document import CardPrice
from services.cards.contracts.regulation.rendering import rendered
from tests.kit.card_desk import CardDesk
from tests.kit.regulations import a_document
from tests.kit.schemes import REAL, document_at
from tests.kit.town import expect

FROM_THE_THIRD = [
    {"reasons": ["first", "renewal"], "from_child": 3, "cents": 0},
    {"reasons": ["first", "renewal"], "cents": 600},
    {"cents": 300},
]
PLACES = st.one_of(st.none(), st.integers(1, 30))


def cents(place: int | None, lines: Any = FROM_THE_THIRD, reason: str = "first") -> int:
    buyer = Buyer(reason=reason, entitled=False, resident=True, reached_age=9, child_place=place)
    return card_price_cents(a_document(card_prices=lines), buyer)


def test_the_second_child_pays_and_the_third_and_the_fourth_do_not() -> None:
    assert [cents(place) for place in (1, 2, 3, 4)] == [600, 600, 0, 0]


def test_who_is_no_child_of_a_household_pays_as_anybody() -> None:
    assert cents(None) == 600


def test_a_lost_card_of_a_third_child_costs_what_the_line_about_that_says() -> None:
    assert cents(3, reason="loss_or_theft") == 300


@given(PLACES, st.integers(1, 30), st.integers(0, 5_000), st.integers(0, 5_000))
def test_a_line_fits_from_its_place_on_and_nobody_before(
    place: int | None, since: int, fitting: int, other: int
) -> None:
    lines = [{"from_child": since, "cents": fitting}, {"cents": other}]
    expected = fitting if place is not None and place >= since else other
    assert cents(place, lines) == expected


@given(st.lists(st.integers(1, 30), max_size=8), st.integers(0, 10_000))
def test_a_household_never_pays_more_for_a_child_more(places: list[int], price: int) -> None:
    lines = [{"from_child": 3, "cents": 0}, {"cents": price}]
    assert sum(cents(place, lines) for place in set(places)) <= 2 * price


def test_the_price_stands_on_the_card_that_is_given_and_on_the_one_that_is_renewed() -> None:
    year = {"validity": {"term": {"kind": "fixed_end", "day": 31, "month": 12}}}
    desk = CardDesk(a_document(card_prices=FROM_THE_THIRD, **year))
    given_ones = [
        expect(desk.give(desk.a_holder(), child_place=place), SchemeCardIssued) for place in (2, 3)
    ]
    assert [card.price_cents for card in given_ones] == [600, 0]
    desk.at(datetime(2027, 1, 5, 9, 0, tzinfo=UTC))
    renewed = [
        expect(desk.ask(RenewCard(card_id=card.card_id, child_place=place)), CardRenewed)
        for card, place in zip(given_ones, (2, 3), strict=True)
    ]
    assert [one.price_cents for one in renewed] == [600, 0]


def test_it_is_read_as_it_is_written() -> None:
    told = rendered(a_document(card_prices=FROM_THE_THIRD), "nl")
    lines = [line for section in told for line in section.lines]
    assert any("(vanaf kind 3 van het gezin)" in line for line in lines)


def test_the_row_of_the_table_that_says_so_says_so() -> None:
    for name in ("35011-middelkerke", "35011-middelkerke-tweede-verblijf"):
        (line,) = document_at(REAL / f"{name}.yaml").card_prices
        assert (line.from_child, line.cents) == (3, 0)


LINES = st.lists(
    st.builds(
        CardPrice,
        reasons=st.lists(st.sampled_from(REASONS), max_size=2).map(tuple),
        entitled=st.sampled_from((None, True, False)),
        resident=st.sampled_from((None, True, False)),
        reached_age_at_most=st.sampled_from((None, 5, 17)),
        from_child=st.sampled_from((None, 2, 3)),
        cents=st.sampled_from((0, 100, 500)),
    ),
    max_size=4,
)
BUYERS = st.builds(
    Buyer,
    reason=st.sampled_from(REASONS),
    entitled=st.booleans(),
    resident=st.booleans(),
    reached_age=st.one_of(st.none(), st.integers(0, 30)),
    child_place=st.one_of(st.none(), st.integers(1, 5)),
)


@given(LINES, LINES, BUYERS)
def test_where_no_line_is_cheaper_nobody_pays_less(
    ours: list[CardPrice], theirs: list[CardPrice], buyer: Buyer
) -> None:
    local, regional = (
        card_price_cents(a_document().model_copy(update={"card_prices": tuple(lines)}), buyer)
        for lines in (ours, theirs)
    )
    line = cheaper_than(ours, theirs)
    assert line is None or line in theirs
    assert local >= regional or line is not None
    assert cheaper_than(theirs, theirs) is None
