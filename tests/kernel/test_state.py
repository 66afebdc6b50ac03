"""A stream's rows under a turn: what a message changed can be taken back whole. Pure."""

from dataclasses import dataclass
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.kernel.state import Change, Gone, NotLoaded, Row, State


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
