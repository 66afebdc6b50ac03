"""How the state of a platform is shown: a table that lives on a terminal, lines elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from deploy.embedded.state import PlatformState

Show = Callable[[PlatformState], None]

COLOURS = {
    "ready": "green",
    "done": "green",
    "starting": "yellow",
    "waiting": "dim",
    "restarting": "red",
    "not ready": "red",
    "degraded": "red",
    "failed": "red",
}


@contextmanager
def shown(*, plain: bool = False, lines: "Lines | None" = None) -> Iterator[Show]:
    """Where to send each new state: to a live table, or to one line per change.

    Whoever shows a platform again later gives the same `lines`, so that none is repeated.
    """
    console = Console()
    if plain or not console.is_terminal:
        yield lines or Lines()
        return
    with Live(console=console, refresh_per_second=4) as live:
        table = LiveTable()
        live.update(table)
        yield table.take


class LiveTable:
    """Draws the newest state whenever the terminal is refreshed, so that times run on."""

    def __init__(self) -> None:
        self._state: PlatformState | None = None

    def take(self, state: PlatformState) -> None:
        """A newer state."""
        self._state = state

    def __rich__(self) -> Group:
        return Group() if self._state is None else as_table(self._state)


class Lines:
    """Prints what changed since the last state."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[str, str]] = {}

    def __call__(self, state: PlatformState) -> None:
        """A newer state."""
        for name, process in state["processes"].items():
            now = (process["state"], process["detail"])
            if self._seen.get(name, ("waiting", "")) != now:
                seconds = time.time() - state["since"]
                where = f"pid {process['pid']}" if process["pid"] else ""
                self._print(f"{seconds:7.1f} s  {name:<12} {now[0]:<10} {now[1] or where}")
            self._seen[name] = now
        whole = (state["state"], "")
        if self._seen.get("", ("starting", "")) != whole:
            self._print(summary(state))
        self._seen[""] = whole

    def _print(self, line: str) -> None:
        print(line.rstrip(), file=sys.stdout, flush=True)


def summary(state: PlatformState) -> str:
    """The platform in one line."""
    line = f"samenspel is {state['state']} at {state['url']}"
    if state["ready_seconds"] is not None and state["state"] == "ready":
        line += f" (ready after {state['ready_seconds']:.1f} s)"
    return line


def as_table(state: PlatformState) -> Group:
    """The platform as a table, for a terminal."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("process", "state", "for", "pid", "port", "restarts", ""):
        table.add_column(
            heading, justify="left" if heading in ("process", "state", "") else "right"
        )
    for name, process in state["processes"].items():
        table.add_row(
            name,
            Text(process["state"], style=COLOURS.get(process["state"], "")),
            _duration(time.time() - process["since"]),
            str(process["pid"] or ""),
            str(process["port"] or ""),
            str(process["restarts"] or ""),
            Text(process["detail"], style="dim"),
        )
    return Group(table, Text(summary(state), style=COLOURS.get(state["state"], "")))


def _duration(seconds: float) -> str:
    if seconds < 60:
        return f"{seconds:.0f} s"
    if seconds < 3600:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
