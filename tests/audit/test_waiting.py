"""How long the audit waits, and for what. Pure: the running system is played."""

from collections.abc import Iterable, Iterator

import pytest

from deploy.audit import heads
from deploy.audit.alive import silent
from deploy.audit.database import Head
from deploy.audit.heads import CouldNotJudge, Lag, Look, Patience, Watch, behind
from deploy.audit.picture import CursorAt


class Played(Watch):
    """A system whose lags are given, one after another; the last stays."""

    def __init__(self, lags: Iterable[int], away: Iterable[str] = ()) -> None:
        self._lags: Iterator[int] = iter(lags)
        self._last = 0
        self.looks = 0

        async def who() -> Iterable[str]:
            return away

        self.away = who

    async def look(self) -> Look:
        self.looks += 1
        return Look(frozenset(), {}, {})

    async def lag(self, _look: Look) -> Lag:
        self._last = next(self._lags, self._last)
        return Lag({"cards hearing partners of n": (0, self._last)} if self._last else {})


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heads, "POLL_S", 0)
    monkeypatch.setattr(heads, "LONGEST_POLL_S", 0)


def nothing(_number: int, _lag: Lag) -> None:
    """Nobody looks at the progress."""


async def test_who_is_starting_again_is_waited_for() -> None:
    played, answers = Played([0]), iter([["cards-0"], ["cards-0"], []])

    async def away() -> Iterable[str]:
        return next(answers)

    played.away = away
    await played.all_work(Patience())
    assert next(answers, "all asked") == "all asked"


async def test_who_stays_away_keeps_the_audit_from_judging() -> None:
    with pytest.raises(CouldNotJudge, match="not working: kafka"):
        await Played([0], away=["kafka"]).all_work(Patience(60, 0.01))


async def test_three_rounds_pass_where_nothing_lags() -> None:
    played = Played([0])
    assert (await played.settle(Patience(), nothing)).stuck == Lag()
    assert played.looks == 4


async def test_what_moves_is_waited_for() -> None:
    played = Played([3, 2, 1, 0])
    assert (await played.settle(Patience(60, 60), nothing)).stuck == Lag()


async def test_what_stands_still_while_all_work_is_judged() -> None:
    stuck = (await Played([3]).settle(Patience(60, 0.01), nothing)).stuck
    assert stuck.missing == {"cards hearing partners of n": (0, 3)}


async def test_what_stands_still_while_somebody_is_away_cannot_be_judged() -> None:
    with pytest.raises(CouldNotJudge, match="not working: cards-1"):
        await Played([3], away=["cards-1"]).settle(Patience(60, 0.01), nothing)


async def test_what_still_moves_at_the_end_of_patience_cannot_be_judged() -> None:
    with pytest.raises(CouldNotJudge, match="still catching up"):
        await Played(range(10_000, 0, -1)).settle(Patience(0, 60), nothing)


def test_a_service_is_silent_without_a_working_instance() -> None:
    beats = {
        "cards-0": {"service": "cards", "broken": False},
        "budget-0": {"service": "budget", "broken": True},
    }
    assert silent(beats, ["cards", "budget", "gateway"]) == ["budget", "gateway"]
    assert silent(beats, ["cards"], ever=["cards-0", "cards-1"]) == ["cards-1"]


def test_a_cursor_is_waited_for_unless_it_is_stopped() -> None:
    heads = {"cards": {"n": Head(5, 5)}}
    found = {("cards", "n"): CursorAt(3)}
    assert behind("budget", ["cards"], found, heads) == {"budget hearing cards of n": (3, 5)}
    assert behind("budget", ["cards"], {}, heads) == {"budget hearing cards of n": (0, 5)}
    stopped = {("cards", "n"): CursorAt(3, 5, "KeyError")}
    assert behind("budget", ["cards"], stopped, heads) == {}
    assert behind("budget", ["cards"], {("cards", "n"): CursorAt(6)}, heads) == {}


def test_a_lag_says_how_much_and_what_first() -> None:
    lag = Lag({"a": (1, 3), "b": (0, 4), "c": (0, 1)})
    assert lag.size == 7
    assert lag.first(2) == "a: 1 of 3, b: 0 of 4 and 1 more"
