"""Stops hammering a source that is away: after some failures it is left alone, ever longer."""

import time
from collections.abc import Callable
from dataclasses import dataclass

FAILURES_MAX = 5
FIRST_PAUSE_S, LONGEST_PAUSE_S = 30.0, 600.0


@dataclass
class Circuit:
    """Counts failures in a row. While it is open, one question at a time tries again.

    `clock` tells seconds that only grow.
    """

    clock: Callable[[], float] = time.monotonic
    failures: int = 0
    pause_s: float = FIRST_PAUSE_S
    open_until: float = 0.0

    def admits(self) -> bool:
        """Whether a question may go out now. After a pause one may, and then it is open again."""
        if self.failures < FAILURES_MAX:
            return True
        if self.clock() < self.open_until:
            return False
        self.open_until = self.clock() + self.pause_s
        return True

    def answered(self) -> None:
        """The source is there."""
        self.failures, self.pause_s = 0, FIRST_PAUSE_S

    def failed(self) -> None:
        """The source was away once more; a pause that did not help is followed by a longer one."""
        if self.failures >= FAILURES_MAX:
            self.pause_s = min(self.pause_s * 2, LONGEST_PAUSE_S)
        self.failures = min(self.failures + 1, FAILURES_MAX)
        self.open_until = self.clock() + self.pause_s
