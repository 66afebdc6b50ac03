"""A decision of several events has one outcome: the last that can be one. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from services.kernel.contract import Command, Event
from services.kernel.rules import Context, Decider
from services.kernel.state import State
from tests.kernel.test_stream_turn import RULES, Added, a_command, a_turn, needs_sum


class Many(Command, name="sums.many.v1"):
    numbers: tuple[int, ...]
    also: bool = False


class Noted(Event, name="sums.noted.v1", terminal=False):
    pass


def add_many(command: Many, _context: Context, _state: State) -> Sequence[Event]:
    added_ones: list[Event] = [Added(number=number) for number in command.numbers]
    return [*added_ones, Noted()] if command.also else added_ones


@given(st.lists(st.integers(0, 6), max_size=6), st.booleans())
def test_of_several_events_that_can_answer_only_the_last_does(
    numbers: list[int], also: bool
) -> None:
    rules = replace(RULES, commands={Many: Decider(add_many, needs_sum)})
    wish = replace(a_command(0), message=Many(numbers=tuple(numbers), also=also))
    turn = a_turn(rules)
    turn.take_all([wish])
    outcomes = [e.outcome for e in turn.effects.journal]
    last = [wish.envelope.correlation] if numbers else []
    assert outcomes == [None] * (len(numbers) - 1) + last + [None] * also
    assert [e.sequence for e in turn.effects.journal] == list(range(1, len(outcomes) + 1))
    assert all(e.deadline is None for e in turn.effects.journal if e.type == Added.wire_name)
