"""One stream's part of a turn. Pure: whatever order and repetition messages come in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import ClassVar
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from services.kernel.batch import in_order
from services.kernel.contract import Command, Event, Rejection
from services.kernel.envelope import Envelope
from services.kernel.incoming import Incoming
from services.kernel.refusal import Refusal
from services.kernel.rules import Context, Copier, Decider, Reactor, Rules
from services.kernel.state import Change, Place, Row, State
from services.kernel.stream_turn import StreamTurn

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)


class Add(Command, name="sums.add.v1"):
    number: int


class Wind(Command, name="sums.wind.v1", internal=True):
    number: int


class Added(Event, name="sums.added.v1"):
    number: int


class Rejected(Rejection, name="sums.command_rejected.v1"):
    pass


class Told(Event, name="other.told.v1", terminal=False):
    number: int


class Declined(Event, name="sums.declined.v1", declines=True):
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum(Row):
    table: ClassVar[str] = "sums"
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied(Row):
    table: ClassVar[str] = "copied"
    numbers: tuple[int, ...] = ()


def needs_sum(_message: object, _context: Context, _state: State) -> Iterable[Place]:
    return [Sum.at("sum")]


def needs_copy(_message: object, _context: Context, _state: State) -> Iterable[Place]:
    return [Copied.at("all")]


def add(command: Add, _context: Context, state: State) -> Sequence[Event]:
    """Refuses 7, and has a bug for 13."""
    if command.number == 7:
        raise Refusal("seven", "number")
    if command.number == 13:
        raise ZeroDivisionError
    return [Added(number=command.number)]


def added(event: Added, _context: Context, state: State) -> Iterable[Change]:
    before = state.get(Sum, "sum") or Sum(key="sum")
    return [replace(before, total=before.total + event.number)]


def declined(event: Told, code: str, field: str | None, facts: object) -> Event:
    return Declined(code=code)


def copy(event: Told, _context: Context, state: State) -> Iterable[Change]:
    before = state.get(Copied, "all") or Copied(key="all")
    if event.number == 99:
        raise ZeroDivisionError
    return [replace(before, numbers=(*before.numbers, event.number))]


RULES = Rules(
    service="sums",
    tables=(Sum, Copied),
    rejection=Rejected,
    commands={Add: Decider(add, needs_sum), Wind: Decider(add, needs_sum)},
    events={Added: added},
    copies={Told: Copier(copy, needs_copy)},
    reactions={
        Told: Reactor(add, needs_sum, declined),
    },
)


def a_turn(rules: Rules = RULES) -> StreamTurn:
    state = State({Sum.at("sum"): None, Copied.at("all"): None})
    return StreamTurn(
        rules=rules,
        stream="s",
        head=0,
        published=0,
        cursors={},
        known=set(),
        prepared={},
        now=NOW,
        state=state,
    )


def a_command(number: int, *, kind: type[Command] = Add, **envelope: object) -> Incoming:
    message = kind(number=number)
    return Incoming(_envelope(message.wire_name, **envelope), "sums.commands", message)


def told(sequence: int, number: int | None = None, **envelope: object) -> Incoming:
    message = Told(number=sequence if number is None else number)
    event = _envelope(Told.wire_name, source="other", sequence=sequence, **envelope)
    return Incoming(event, "other.events", message)


def _envelope(kind: str, **fields: object) -> Envelope:
    message_id = UUID(int=uuid4().int)
    plain: dict[str, object] = {
        "id": message_id,
        "type": kind,
        "source": "gateway",
        "stream": "s",
        "time": NOW,
        "data": b"{}",
        "correlation": message_id,
    }
    return Envelope(**(plain | fields))  # type: ignore[arg-type]


def _copied(turn: StreamTurn) -> tuple[int, ...]:
    row = turn.state.get(Copied, "all")
    return row.numbers if row else ()


@given(st.lists(st.integers(1, 8), max_size=30))
def test_events_are_taken_once_and_in_order_whatever_comes(sequences: list[int]) -> None:
    turn = a_turn()
    turn.take_all([told(sequence) for sequence in sequences])
    expected: list[int] = []
    for sequence in sequences:
        if sequence == len(expected) + 1:
            expected.append(sequence)
    assert list(_copied(turn)) == expected
    cursor = turn.cursors["other"] if sequences else None
    assert (cursor.sequence if cursor else 0) == len(expected)
    assert (cursor.seen if cursor else 0) == max(sequences, default=0)


@given(st.lists(st.integers(0, 14), max_size=20), st.randoms(use_true_random=False))
def test_every_command_has_one_outcome_however_often_it_comes(
    numbers: list[int], random: object
) -> None:
    commands = [a_command(number) for number in numbers]
    turn = a_turn()
    turn.take_all([*commands, *commands])
    outcomes = [e.outcome for e in turn.effects.journal]
    assert outcomes == [c.envelope.id for c in commands]
    assert [e.sequence for e in turn.effects.journal] == list(range(1, len(numbers) + 1))
    total = turn.state.get(Sum, "sum")
    assert (total.total if total else 0) == sum(n for n in numbers if n not in (7, 13))


def test_a_refusal_is_an_event_with_code_and_field() -> None:
    turn = a_turn()
    turn.take_all([a_command(7)])
    (event,) = turn.effects.journal
    assert event.type == "sums.command_rejected.v1"
    assert b'"code":"seven"' in event.data
    assert b'"field":"number"' in event.data


def test_a_bug_in_a_rule_rejects_a_person_and_parks_a_clock() -> None:
    turn = a_turn()
    turn.take_all([a_command(13), a_command(13, kind=Wind)])
    assert [e.type for e in turn.effects.journal] == ["sums.command_rejected.v1"]
    assert [(a.reason, a.note) for a in turn.effects.aside] == [
        ("copy", "ZeroDivisionError"),
        ("parked", "ZeroDivisionError"),
    ]


def test_copying_that_fails_stops_the_source_and_leaves_no_trace() -> None:
    turn = a_turn()
    turn.take_all([told(1), told(2, 99), told(3)])
    cursor = turn.cursors["other"]
    assert (cursor.sequence, cursor.seen, cursor.stopped) == (1, 3, "ZeroDivisionError")
    assert _copied(turn) == (1,)


def test_a_reaction_that_fails_declines_and_the_copy_stays() -> None:
    turn = a_turn()
    cause = told(1, 13)
    turn.take_all([cause])
    assert [e.type for e in turn.effects.journal] == ["sums.declined.v1"]
    assert turn.effects.journal[0].outcome == cause.envelope.correlation
    assert _copied(turn) == (13,)


def test_a_reaction_that_the_database_refuses_is_declined_and_stops_nothing() -> None:
    turn, cause = a_turn(replace(RULES, copies={})), told(1, 4)
    turn.poison = frozenset({cause.envelope.id})
    turn.take_all([cause, told(2, 5)])
    assert [e.type for e in turn.effects.journal] == ["sums.declined.v1", "sums.added.v1"]
    assert turn.cursors["other"].stopped is None


def test_a_copy_that_the_database_refuses_stops_its_source() -> None:
    turn, cause = a_turn(), told(1, 4)
    turn.poison = frozenset({cause.envelope.id})
    turn.take_all([cause])
    assert turn.cursors["other"].stopped == "Failed"
    assert turn.effects.journal == []


def test_what_has_seen_more_waits_and_goes_on_when_the_source_catches_up() -> None:
    turn = a_turn()
    ahead = a_command(5, after={"other": 1})
    turn.take_all([ahead])
    assert turn.effects.journal == []
    assert [a.reason for a in turn.effects.aside] == ["behind"]
    later = a_turn()
    later.take_all([told(1, 3), replace(ahead, taken=True)])
    assert later.effects.taken == [ahead.envelope.id]
    assert [e.outcome is not None for e in later.effects.journal] == [True, True]


def test_a_stopped_source_is_not_waited_for() -> None:
    turn = a_turn()
    turn.take_all([told(1, 99), a_command(5, after={"other": 1})])
    assert [e.type for e in turn.effects.journal] == ["sums.added.v1"]


def test_nothing_is_applied_after_its_deadline() -> None:
    turn = a_turn()
    late = NOW - timedelta(seconds=1)
    turn.take_all([a_command(5, deadline=late), told(1, 4, deadline=late)])
    assert [e.type for e in turn.effects.journal] == [
        "sums.command_rejected.v1",
        "sums.declined.v1",
    ]
    assert turn.state.get(Sum, "sum") is None


def test_a_message_that_needs_more_rows_is_deferred_with_the_rest_of_its_stream() -> None:
    turn = a_turn()
    del turn.state.rows[Sum.at("sum")]
    messages = [a_command(1), a_command(2)]
    turn.take_all(messages)
    assert turn.effects.deferred == messages
    assert turn.effects.journal == []
    assert turn.known == set()


def test_what_was_set_aside_and_needs_more_rows_is_deferred_so_that_a_turn_follows_at_once() -> (
    None
):
    turn = a_turn()
    del turn.state.rows[Sum.at("sum")]
    aside = replace(a_command(1), taken=True)
    turn.take_all([aside])
    assert turn.effects.deferred == [aside]
    assert turn.effects.taken == []


def test_what_another_instance_took_meanwhile_is_not_taken_again() -> None:
    aside, fresh = replace(a_command(1), taken=True), a_command(2)
    assert in_order([aside, fresh], []) == [fresh]


def test_what_was_set_aside_is_decided_once_however_often_it_is_handed_over() -> None:
    turn = a_turn()
    aside = replace(a_command(5), taken=True)
    turn.take_all(in_order([aside], [replace(aside)]))
    assert [e.type for e in turn.effects.journal] == ["sums.added.v1"]
