"""`samenspel run`: the whole show in the foreground: platform, season, totals, where to look."""

import argparse
import signal
import sys
import time

from deploy.cli.connection import Platform
from deploy.cli.up import FOLLOW_SECONDS, Supervised, begin, follow_until_ready, show_newest
from deploy.embedded.display import Lines, shown
from deploy.embedded.lock import is_held
from deploy.embedded.settings import PlatformSettings, settings_from
from deploy.embedded.supervisor import PlatformFailed

STOP_SECONDS = 90.0


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "run",
        help="start the platform, load the demo season, show its totals",
        description="Start the platform in the foreground, load the demo season unless it is"
        " loaded, show the umbrella's totals and where to look. Ctrl-C stops it.",
    )
    parser.add_argument("--without-demo", action="store_true", help="load no season")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run until Ctrl-C. A platform that runs already is used and left running."""
    settings = settings_from()
    if is_held(settings.home):
        print(f"using the platform that runs in {settings.home}")
        return _show(arguments)
    # Both ways of being asked to stop end in the same place.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    supervisor, lines = None, Lines()
    try:
        supervisor = begin(settings, [], tied=True)
        with shown(lines=lines) as show:
            follow_until_ready(settings, supervisor, show)
        code = _show(arguments)
        return code or _stay(settings, supervisor, lines)
    except PlatformFailed as problem:
        print(f"samenspel: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        if supervisor is not None and supervisor.poll() is None:
            _stop(settings, supervisor, lines)


def _show(arguments: argparse.Namespace) -> int:
    # Imported here: the platform starts while nothing of the demo is needed yet.
    from deploy.cli.demo import run_demo
    from deploy.demo.client import DemoFailed

    platform = Platform.find()
    try:
        if not arguments.without_demo:
            run_demo(platform)
    except DemoFailed as problem:
        print(f"samenspel: {problem}", file=sys.stderr)
        return 1
    print(
        f"""
  pages     {platform.url}/
  GraphQL   {platform.url}/graphql
  metrics   {platform.url}/metrics
  a token   {sys.argv[0]} token --as umbrella_analyst
            {sys.argv[0]} token --as clerk --network heist-op-den-berg
  checks    {sys.argv[0]} status, {sys.argv[0]} audit
  logs      {platform.home / "logs"}
""",
        flush=True,
    )
    return 0


def _stay(settings: PlatformSettings, supervisor: Supervised, lines: Lines) -> int:
    print("running; Ctrl-C stops", flush=True)
    _watch(settings, supervisor, lines, float("inf"))
    return supervisor.wait()


def _stop(settings: PlatformSettings, supervisor: Supervised, lines: Lines) -> None:
    # A second Ctrl-C must not leave a platform behind that is half stopped.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    supervisor.terminate()
    _watch(settings, supervisor, lines, STOP_SECONDS)
    if supervisor.poll() is None:
        supervisor.kill()


def _watch(
    settings: PlatformSettings, supervisor: Supervised, lines: Lines, seconds: float
) -> None:
    """Show the platform until its supervisor ends, or the time is over."""
    deadline = time.monotonic() + seconds
    with shown(lines=lines) as show:
        while supervisor.poll() is None and time.monotonic() < deadline:
            show_newest(settings, supervisor, show)
            time.sleep(FOLLOW_SECONDS)
        show_newest(settings, supervisor, show)
