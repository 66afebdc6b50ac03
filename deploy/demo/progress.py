"""Shows how far the season is: bars on a terminal, a line now and then elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Final, Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

LINE_EVERY_SECONDS: Final = 5.0


class Meter(Protocol):
    """Takes note of what is done. `what` is one of the totals that it was made with."""

    def done(self, what: str, count: int = 1) -> None:
        """So many more are done."""


class Silent:
    """For tests and programs that want no progress."""

    def done(self, what: str, count: int = 1) -> None:
        """Say nothing."""


class _Bars:
    def __init__(self, progress: Progress, totals: dict[str, int]) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {
            what: progress.add_task(what, total=total) for what, total in totals.items()
        }

    def done(self, what: str, count: int = 1) -> None:
        self._progress.advance(self._tasks[what], count)


class _Lines:
    """Says every few seconds how far it is, also when nothing moves."""

    def __init__(self, console: Console, totals: dict[str, int]) -> None:
        self._console, self._totals = console, totals
        self._counts = dict.fromkeys(totals, 0)
        self._over = Event()

    def done(self, what: str, count: int = 1) -> None:
        self._counts[what] += count

    def say(self) -> None:
        """Print one line with all counts."""
        parts = (f"{what} {self._counts[what]:,}/{of:,}" for what, of in self._totals.items())
        self._console.print("  " + ", ".join(parts), highlight=False, soft_wrap=True)

    def keep_saying(self) -> None:
        """Print lines until `stop`; for a thread of its own."""
        while not self._over.wait(LINE_EVERY_SECONDS):
            self.say()

    def stop(self) -> None:
        """No more lines."""
        self._over.set()


@contextmanager
def meter(console: Console, totals: dict[str, int]) -> Iterator[Meter]:
    """A meter on this console for these totals, open while the block runs."""
    if not console.is_terminal:
        lines = _Lines(console, totals)
        saying = Thread(target=lines.keep_saying, daemon=True)
        saying.start()
        try:
            yield lines
        finally:
            lines.stop()
            saying.join()
            lines.say()
        return
    columns = (
        TextColumn("{task.description:<24}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, refresh_per_second=4) as progress:
        yield _Bars(progress, totals)
