"""HOME/state.json: what runs, kept by the supervisor so that commands and tests find processes."""

import json
from pathlib import Path
from typing import TypedDict

from deploy.embedded.secrets import write_private


class ProcessState(TypedDict):
    """One process as it is now. `pid` with `started` names it; both are null while it is away."""

    state: str
    detail: str
    pid: int | None
    started: float | None
    port: int | None
    restarts: int
    since: float


class PlatformState(TypedDict):
    """The platform as it is now: starting, ready, degraded, stopping, stopped or failed."""

    state: str
    pid: int
    started: float | None
    since: float
    ready_seconds: float | None
    port: int
    url: str
    processes: dict[str, ProcessState]


def write_state(home: Path, state: PlatformState) -> None:
    """Replace the file as a whole: a reader never sees half of it."""
    write_private(home / "state.json", json.dumps(state, indent=1), durable=False)


def read_state(home: Path) -> PlatformState | None:
    """The last state that a supervisor of this home wrote."""
    try:
        state: PlatformState = json.loads((home / "state.json").read_text())
    except FileNotFoundError:
        return None
    return state
