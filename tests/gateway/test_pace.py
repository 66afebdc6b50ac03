"""Long work leaves the desk alone. Pure: seconds of a clock that the test turns."""

from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain.pace import PAUSE_LEAST_S, PAUSE_MOST_S, Pace


def after(pace: Pace, begin: float, seconds: int, wait: float) -> float:
    """The pause after so many seconds in which ten people a second waited so long each."""
    pause = 0.0
    for second in range(seconds):
        for one in range(10):
            pace.waited(wait, begin + second + one / 10)
        pause = pace.next_pause(begin + second + 1)
    return pause


def test_nobody_at_a_desk_means_no_pause() -> None:
    assert Pace().next_pause(100.0) == 0.0


def test_a_desk_that_waits_longer_than_idle_makes_long_work_pause() -> None:
    pace = Pace()
    assert after(pace, 0, 10, 0.02) == 0.0
    slowed = after(pace, 10, 5, 0.05)
    assert slowed > 0.0
    assert after(pace, 15, 3, 0.05) > slowed


def test_it_goes_on_once_the_desk_is_well_or_empty() -> None:
    pace = Pace()
    after(pace, 0, 10, 0.02)
    after(pace, 10, 10, 0.05)
    assert after(pace, 20, 40, 0.02) == 0.0
    after(pace, 60, 10, 0.05)
    assert pace.next_pause(100.0) == 0.0


@given(st.lists(st.floats(min_value=0.001, max_value=60.0), max_size=200))
def test_it_never_stands_still(waits: list[float]) -> None:
    pace = Pace()
    for second, wait in enumerate(waits):
        assert 0.0 <= after(pace, float(second), 1, wait) <= PAUSE_MOST_S


def beside_work(pace: Pace, begin: float, seconds: int, wait: float) -> float:
    """The same while rows of long work end every second."""
    pause = 0.0
    for second in range(seconds):
        pace.worked(begin + second)
        pause = after(pace, begin + second, 1, wait)
    return pause


def test_what_long_work_slows_down_does_not_become_usual() -> None:
    pace = Pace()
    after(pace, 0, 10, 0.02)
    assert beside_work(pace, 10, 1_000, 0.05) == PAUSE_MOST_S
    assert pace.idle == 0.02


def test_a_slower_day_becomes_usual_while_long_work_rests() -> None:
    pace = Pace()
    after(pace, 0, 10, 0.02)
    assert after(pace, 10, 200, 0.05) == 0.0


def test_where_idle_is_not_known_yet_long_work_holds_back_until_it_is() -> None:
    pace = Pace()
    assert beside_work(pace, 0, 1, 0.05) == PAUSE_MOST_S
    assert beside_work(pace, 1, 8, 0.02) > 0.0
    assert pace.idle == 0.02
    assert beside_work(pace, 9, 20, 0.02) < PAUSE_LEAST_S
