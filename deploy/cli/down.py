"""`samenspel down`: stop the platform of this home."""

import argparse
import os
import signal
import time

from rich.console import Console

from deploy.embedded.lock import end_orphans, find_process, is_held
from deploy.embedded.settings import settings_from
from deploy.embedded.state import read_state

LONGEST_STOP_SECONDS = 60.0


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser("down", help="stop the platform", description=__doc__)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Ask the supervisor to stop everything in order, and wait for it."""
    home = settings_from().home
    if not is_held(home):
        left = end_orphans(home)
        print(f"ended what was left: {', '.join(left)}" if left else f"no platform runs in {home}")
        return 0
    state = read_state(home)
    supervisor = None if state is None else find_process(state["pid"], state["started"])
    if supervisor is None:
        print(f"a platform starts in {home} at this moment; try again")
        return 1
    os.kill(supervisor.pid, signal.SIGTERM)
    deadline = time.monotonic() + LONGEST_STOP_SECONDS
    with Console().status("stopping"):
        while is_held(home) and time.monotonic() < deadline:
            time.sleep(0.1)
    if is_held(home):
        print(f"the supervisor (pid {supervisor.pid}) did not stop")
        return 1
    print("stopped")
    return 0
