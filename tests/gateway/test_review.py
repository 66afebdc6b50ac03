"""What is put before a person about a statement: odd patterns, and samples, the same again."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain.review import (
    SAMPLE_MAX,
    SAMPLE_MIN,
    Finding,
    Line,
    findings,
    sample,
)

STATEMENT = "6d1f0b2e-0000-4000-8000-000000000000"


def a_line(number: int, *, day: int = 1, card: str | None = None, price_cents: int = 500) -> Line:
    return Line(
        participation=f"p-{number:04}",
        day=date(2026, 3, day),
        offer="swimming",
        card=card or f"card-{number}",
        price_cents=price_cents,
        offered_cents=500,
    )


def odd(*lines: Line, total_cents: int = 1_000, before: tuple[int, ...] = ()) -> list[Finding]:
    """What is found beside the sample."""
    found = findings(STATEMENT, lines, total_cents, before)
    return [one for one in found if one.kind != "sample"]


def test_in_ordinary_lines_nothing_is_odd() -> None:
    assert odd(*(a_line(number, day=number) for number in range(1, 9))) == []


def test_a_price_that_is_not_that_of_the_offer_is_named_with_it() -> None:
    assert odd(a_line(1), a_line(2, price_cents=700)) == [Finding("price_differs", "p-0002", 500)]
    assert odd(replace(a_line(1, price_cents=700), offered_cents=None)) == []


def test_the_same_card_twice_a_day_at_the_same_offer_names_both_lines() -> None:
    same, again = a_line(1, card="x"), a_line(2, card="x")
    assert odd(same, again, a_line(3, card="x", day=2)) == [
        Finding("card_twice_a_day", "p-0001"),
        Finding("card_twice_a_day", "p-0002"),
    ]
    assert odd(same, replace(again, offer="judo")) == []
    assert odd(replace(same, card=None), replace(again, card=None)) == []


def test_a_share_that_the_ceiling_cut_off_is_named() -> None:
    assert odd(replace(a_line(1), at_ceiling=True)) == [Finding("price_at_ceiling", "p-0001")]


def test_nearly_all_on_the_last_day_is_odd_of_more_than_a_few() -> None:
    last = [a_line(number, day=31) for number in range(4)]
    assert odd(a_line(9), *last) == [Finding("all_on_last_day")]
    assert odd(a_line(8), a_line(9), *last) == []
    assert odd(*last) == []


def test_far_above_the_usual_needs_a_usual_and_an_amount() -> None:
    line = a_line(1)
    far = Finding("far_above_usual", None, 4_000)
    assert odd(line, total_cents=12_001, before=(4_000, 4_000, 4_000)) == [far]
    assert odd(line, total_cents=12_000, before=(4_000, 4_000, 4_000)) == []
    assert odd(line, total_cents=12_001, before=(4_000, 4_000)) == []
    assert odd(line, total_cents=9_999, before=(10, 10, 10)) == []


LINES = st.lists(
    st.builds(
        a_line, st.integers(0, 500), day=st.integers(1, 31), price_cents=st.integers(1, 1_000)
    ),
    max_size=60,
    unique_by=lambda line: line.participation,
)


@given(lines=LINES, seed=st.randoms(use_true_random=False))
def test_in_whatever_order_the_lines_come_the_findings_are_the_same(
    lines: list[Line], seed: object
) -> None:
    mixed = sorted(lines, key=lambda line: hash((seed, line.participation)))
    assert findings(STATEMENT, lines, 0, ()) == findings(STATEMENT, mixed, 0, ())


@given(lines=LINES)
def test_a_sample_is_of_its_lines_as_large_as_said_and_another_for_another_statement(
    lines: list[Line],
) -> None:
    drawn = sample(STATEMENT, lines)
    assert set(drawn) <= {line.participation for line in lines}
    assert len(drawn) == len(set(drawn)) == min(len(lines), SAMPLE_MAX, max(SAMPLE_MIN, len(drawn)))


def test_another_statement_draws_other_lines_and_a_long_one_no_more_than_the_most() -> None:
    lines = [a_line(number) for number in range(1_000)]
    assert len(sample(STATEMENT, lines)) == SAMPLE_MAX
    assert sample(STATEMENT, lines) != sample("another", lines)
