"""A stream's rows under a turn: what a message changed can be taken back whole. Pure."""

from dataclasses import dataclass
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kernel.state import Change, Gone, NotLoaded, Overlay, Row, State, one_by_one


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Row):
    table: ClassVar[str] = "numbers"
    value: int = 0


KEYS = st.sampled_from("abcd")
CHANGES = st.lists(
    st.one_of(
        st.builds(Number, key=KEYS, value=st.integers()),
        KEYS.map(lambda key: Gone(Number.at(key))),
    ),
    max_size=12,
)


def a_state() -> State:
    return State({Number.at("a"): Number(key="a", value=1), Number.at("b"): None})


@given(CHANGES, CHANGES)
def test_reverting_to_a_mark_leaves_what_stood_there(
    before: list[Change], after: list[Change]
) -> None:
    state, expected = a_state(), a_state()
    state.apply(before)
    expected.apply(before)
    mark = state.mark()
    state.apply(after)
    state.revert(mark)
    assert state.rows == expected.rows
    assert state.changed == expected.changed


@given(CHANGES)
def test_the_last_change_of_a_place_is_what_is_there(changes: list[Change]) -> None:
    state = a_state()
    state.apply(changes)
    for key in "abcd":
        mine = [c for c in changes if _key(c) == key]
        if mine:
            last = mine[-1]
            assert state.get(Number, key) == (None if isinstance(last, Gone) else last)


def test_reading_a_place_that_nobody_named_is_a_bug_and_says_which() -> None:
    with pytest.raises(NotLoaded, match="numbers"):
        a_state().get(Number, "z")
    assert a_state().peek(Number, "z") is None


def _key(change: Change) -> str:
    return change.place[1] if isinstance(change, Gone) else change.key


@given(CHANGES, CHANGES)
def test_an_overlay_shows_its_own_and_leaves_what_is_underneath(
    before: list[Change], after: list[Change]
) -> None:
    under, expected = a_state(), a_state()
    under.apply(before)
    expected.apply(before)
    over = Overlay(under)
    over.apply(after)
    assert under.rows == expected.rows
    expected.apply(after)
    for key in "abcd":
        place = Number.at(key)
        assert over.has(place) == expected.has(place)
        assert over.peek(Number, key) == expected.peek(Number, key)
    with pytest.raises(NotLoaded, match="numbers"):
        over.get(Number, "z")


@given(st.lists(st.integers(0, 9), max_size=8))
def test_things_changed_one_by_one_see_those_before_them(numbers: list[int]) -> None:
    def more(number: int, state: State) -> list[Change]:
        before = state.get(Number, "a")
        return [Number(key="a", value=number + (before.value if before is not None else 0))]

    state = a_state()
    changes = one_by_one(numbers, more, state)
    assert state.get(Number, "a") == Number(key="a", value=1)
    state.apply(changes)
    assert state.get(Number, "a") == Number(key="a", value=1 + sum(numbers))
