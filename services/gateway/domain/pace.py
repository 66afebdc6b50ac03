"""The pace of long work: as fast as leaves the desk alone. Pure.

Who waits at a desk is measured, and what waiting is when nothing else runs is remembered. Once
the median of the last seconds is half above that, long work pauses between its rows, ever longer;
once it is not, ever shorter. Only while long work rests may a slower day become usual: what it
slows down itself would else be taken for idle.
"""

from collections import deque
from dataclasses import dataclass, field
from statistics import median
from typing import Final

LOOK_BACK_S: Final = 5.0
SAMPLES_MIN: Final = 5
SAMPLES_MAX: Final = 200
TOLERATED: Final = 1.5
PAUSE_LEAST_S: Final = 0.02
PAUSE_MOST_S: Final = 0.5
"""One row at a time and this pause: most of who comes to a desk meets no long work at all."""
FORGET: Final = 1.01
"""What is remembered as idle rises by this much a look at rest: a slower day becomes usual."""


@dataclass(slots=True)
class Pace:
    """What a process knows of the waiting at its desks. Seconds of one steady clock."""

    waits: deque[tuple[float, float]] = field(default_factory=lambda: deque(maxlen=SAMPLES_MAX))
    idle: float | None = None
    pause: float = 0.0
    looked_at: float = float("-inf")
    worked_at: float = float("-inf")

    def waited(self, seconds: float, now: float) -> None:
        """Somebody at a desk has waited so long."""
        self.waits.append((now, seconds))

    def worked(self, now: float) -> None:
        """Rows of long work have ended."""
        self.worked_at = now

    def next_pause(self, now: float) -> float:
        """How long to pause before the next row; looked at anew once a second."""
        if now - self.looked_at >= 1.0:
            self.looked_at = now
            self._look(now)
        return self.pause

    def _look(self, now: float) -> None:
        lately = [seconds for at, seconds in self.waits if now - at <= LOOK_BACK_S]
        if len(lately) < SAMPLES_MIN:
            self.pause = 0.0 if not lately else self.pause
            return
        usual = median(lately)
        resting = now - self.worked_at > LOOK_BACK_S
        if self.idle is None and not resting:
            # Nobody knows yet what idle is: it shows once long work holds back.
            self.idle, self.pause = usual, PAUSE_MOST_S
            return
        known = usual if self.idle is None else self.idle * (FORGET if resting else 1.0)
        self.idle = min(usual, known)
        if usual > TOLERATED * self.idle:
            self.pause = min(max(self.pause * 2, PAUSE_LEAST_S), PAUSE_MOST_S)
        else:
            self.pause = self.pause * 0.7 if self.pause > PAUSE_LEAST_S else 0.0
