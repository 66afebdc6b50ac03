"""Numbers of cards: thirteen digits that check, that nobody can guess. Pure."""

import os
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from services.cards.handlers.preparing_numbers import card_number

KEY = bytes(range(32))
COMMAND = UUID("10000000-0000-4000-8000-000000000001")


@given(st.uuids(), st.integers(0, 502))
def test_a_number_has_thirteen_digits_of_which_the_last_checks(command: UUID, attempt: int) -> None:
    number = card_number(KEY, command, attempt)
    assert len(number) == 13
    assert number.isascii()
    assert number.isdigit()
    assert luhn.is_valid(number)


@given(st.uuids(), st.integers(0, 502))
def test_the_same_command_draws_the_same_number_again(command: UUID, attempt: int) -> None:
    assert card_number(KEY, command, attempt) == card_number(KEY, command, attempt)


def test_who_has_not_the_key_cannot_tell_the_number_of_a_command() -> None:
    others = {card_number(os.urandom(32), COMMAND, 0) for _ in range(50)}
    assert card_number(KEY, COMMAND, 0) not in others
    assert len(others) == 50


def test_the_numbers_of_a_pack_do_not_follow_each_other() -> None:
    drawn = [int(card_number(KEY, COMMAND, attempt)[:12]) for attempt in range(500)]
    assert len(set(drawn)) == 500
    assert drawn != sorted(drawn)
    steps = {abs(a - b) for a, b in pairwise(drawn)}
    assert min(steps) > 1_000
    thirds = [sum(1 for one in drawn if one * 3 // 10**12 == third) for third in range(3)]
    assert all(100 < count < 240 for count in thirds)
