"""`samenspel status`: what runs, and how it is."""

import argparse
import json

from rich.console import Console

from deploy.embedded.display import as_table
from deploy.embedded.lock import is_held, living
from deploy.embedded.settings import settings_from
from deploy.embedded.state import PlatformState, read_state


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "status",
        help="show what runs",
        description="Show the processes of the platform. Ends with 0 when all are ready, with 3"
        " when some are not, with 4 when no platform runs.",
    )
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the state that the supervisor keeps."""
    home = settings_from().home
    state = read_state(home)
    running = is_held(home)
    if state is None:
        print(json.dumps({"state": "stopped"}) if arguments.json else f"no platform runs in {home}")
        return 4
    if not running and state["state"] not in ("stopped", "failed"):
        state = _after_a_kill(state)
    if arguments.json:
        print(json.dumps(state, indent=2))
    else:
        Console().print(as_table(state))
    if not running:
        return 4
    return 0 if state["state"] == "ready" else 3


def _after_a_kill(state: PlatformState) -> PlatformState:
    """What is true once the supervisor is gone without having written it down."""
    alive = living(state)
    for name, process in state["processes"].items():
        if name not in alive:
            process["state"], process["pid"], process["started"] = "stopped", None, None
    state["state"] = "failed"
    return state
