"""Long work leaves the desk alone. Pure: seconds of a clock that the test turns."""

from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain.pace import PAUSE_MOST_S, Pace


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
