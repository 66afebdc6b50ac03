"""`samenspel up`: start the platform on this machine and keep it running."""

import argparse
import asyncio
import os
import signal
import subprocess
import sys
import time

from deploy.embedded.display import Show, shown
from deploy.embedded.launch import die_with_parent
from deploy.embedded.lock import AlreadyRunning, is_held, only_supervisor
from deploy.embedded.processes import ROOT, all_processes, some_processes
from deploy.embedded.secrets import load_secrets
from deploy.embedded.settings import PlatformSettings, settings_from
from deploy.embedded.state import PlatformState, read_state
from deploy.embedded.supervisor import PlatformFailed, Supervisor

OUTPUT = "supervisor.log"
FOLLOW_SECONDS = 0.1

Supervised = subprocess.Popen[bytes]


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "up",
        help="start the platform and keep it running",
        description="Start Kafka, PostgreSQL and the services, and keep them running until Ctrl-C."
        " Settings: SAMENSPEL_HOME (data), SAMENSPEL_PORT, SAMENSPEL_GATEWAYS, SAMENSPEL_INSTANCES,"
        " SAMENSPEL_PARTITIONS.",
    )
    parser.add_argument("--detach", action="store_true", help="return once it is ready")
    parser.add_argument("--plain", action="store_true", help="lines instead of a live table")
    parser.add_argument(
        "--only",
        default="",
        metavar="NAME,…",
        help="only these processes; postgres,kafka comes with roles, databases and topics",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Start the platform here, or in the background."""
    settings = settings_from()
    only = [name for name in arguments.only.split(",") if name]
    with shown(plain=arguments.plain) as show:
        try:
            if arguments.detach:
                follow_until_ready(settings, begin(settings, only), show)
                return 0
            return supervise(settings, only, show)
        except (AlreadyRunning, PlatformFailed) as problem:
            print(f"samenspel: {problem}", file=sys.stderr)
            return 1


def supervise(settings: PlatformSettings, only: list[str], show: Show) -> int:
    """Be the supervisor, until a signal."""
    settings.home.mkdir(parents=True, exist_ok=True)
    with only_supervisor(settings.home):
        everything = all_processes(settings, load_secrets(settings.home))
        processes = some_processes(everything, only) if only else everything

        async def main() -> None:
            await Supervisor(settings.home, settings.port, processes, show).run()

        asyncio.run(main())
    return 0


def begin(settings: PlatformSettings, only: list[str], *, tied: bool = False) -> Supervised:
    """Start a supervisor of its own, which outlives this command unless it is tied to it."""
    if is_held(settings.home):
        raise AlreadyRunning(f"a platform runs in {settings.home} already")
    settings.home.mkdir(parents=True, exist_ok=True)
    with (settings.home / OUTPUT).open("wb") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "deploy.cli", "up", "--plain", "--only", ",".join(only)],
            cwd=ROOT,
            env={**os.environ, "SAMENSPEL_HOME": str(settings.home)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGTERM) if tied else None,
        )


def follow_until_ready(settings: PlatformSettings, supervisor: Supervised, show: Show) -> None:
    """Show what that supervisor does until its platform is ready."""
    while supervisor.poll() is None:
        state = show_newest(settings, supervisor, show)
        if state is not None and state["state"] == "ready":
            return
        time.sleep(FOLLOW_SECONDS)
    raise PlatformFailed((settings.home / OUTPUT).read_text().strip())


def show_newest(
    settings: PlatformSettings, supervisor: Supervised, show: Show
) -> PlatformState | None:
    """Show what this supervisor last wrote, if it is there already."""
    state = read_state(settings.home)
    if state is None or state["pid"] != supervisor.pid:
        return None
    show(state)
    return state
