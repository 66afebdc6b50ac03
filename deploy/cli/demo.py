"""`samenspel demo`: a season of the 119 networks, sent through the public API."""

import argparse
import asyncio
import functools
import json
import sys
import time
from datetime import UTC, datetime
from typing import Any

from rich.console import Console

from deploy.cli.connection import NotRunning, Platform
from deploy.demo.client import Api, DemoFailed
from deploy.demo.documents import OPERATION
from deploy.demo.loaded import Note, begin, read_note, write_note
from deploy.demo.outcome import Outcome
from deploy.demo.progress import meter
from deploy.demo.report import show_outcome, show_totals, umbrella_totals
from deploy.demo.runner import send_season, totals_of
from deploy.demo.season import DEFAULT, DEFAULT_SEED, LARGEST, SMALLEST, plan_season


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "demo",
        help="load a season of demo data",
        description="Send a season of the 119 local networks through the public API, and show the"
        " umbrella's totals. Sending it again doubles nothing: a broken off season is finished,"
        " a larger one of the same seed continues the smaller.",
    )
    parser.add_argument(
        "--participations", type=_size, default=DEFAULT, metavar="N", help="default: %(default)s"
    )
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED, metavar="S")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Load the season into the platform of this home. Ends with 1 where that fails in part."""
    try:
        result = run_demo(Platform.find(), args.participations, args.seed, quiet=args.json)
    except (NotRunning, DemoFailed) as problem:
        print(f"samenspel: {problem}", file=sys.stderr)
        return 1
    if args.json:
        print(json.dumps(result, indent=2))
    return 1 if result.get("outcome", {}).get("refusedSetup") else 0


def run_demo(
    platform: Platform,
    participations: int = DEFAULT,
    seed: int = DEFAULT_SEED,
    *,
    quiet: bool = False,
) -> dict[str, Any]:
    """Load the season unless it is loaded; show and return what came of it.

    `quiet` leaves standard output alone and shows progress on standard error. Raises DemoFailed.
    """
    return asyncio.run(load_demo(platform, participations, seed, quiet=quiet))


async def load_demo(
    platform: Platform, participations: int, seed: int, *, quiet: bool = False
) -> dict[str, Any]:
    """What `run_demo` does, for callers with a loop of their own."""
    console = Console(stderr=quiet)
    result: dict[str, Any] = {"participations": participations, "seed": seed}
    if await is_loaded(platform, participations, seed):
        console.print(f"the season of {participations:,} participations (seed {seed}) is loaded")
        result["alreadyLoaded"] = True
    else:
        outcome, seconds = await _send(platform, participations, seed, console)
        result |= {"alreadyLoaded": False, "seconds": round(seconds, 1)}
        result["outcome"] = outcome.as_json()
        show_outcome(console, outcome, seconds)
    result["umbrellaTotals"] = await umbrella_totals(platform.url, platform.token)
    show_totals(console, result["umbrellaTotals"])
    return result


async def is_loaded(platform: Platform, participations: int, seed: int) -> bool:
    """Whether the platform knows the last operation of this season, or of a larger one."""
    note = read_note(platform.home, seed)
    if note is None or note.participations < participations:
        return False
    client = Api(platform.url)
    try:
        token = platform.token("clerk", note.network)
        found = (await client.query(OPERATION, token, id=note.operation))["operation"]
    finally:
        await client.close()
    return found is not None and found["status"] != "PENDING"


async def _send(
    platform: Platform, participations: int, seed: int, console: Console
) -> tuple[Outcome, float]:
    console.print(f"sending a season of {participations:,} participations (seed {seed})")
    season = plan_season(participations, seed)
    note = begin(platform.home, seed, datetime.now(UTC))
    began = time.monotonic()
    try:
        with meter(console, totals_of(season)) as progress:
            token = functools.cache(platform.token)  # the gateway verifies each token once
            outcome = await send_season(season, platform.url, token, progress, note.began)
    except* DemoFailed as failures:
        raise _first(failures) from None
    if outcome.last is not None and not outcome.refused_setup:
        write_note(platform.home, seed, Note(note.started, participations, *outcome.last))
    return outcome, time.monotonic() - began


def _first(failures: BaseExceptionGroup[DemoFailed]) -> DemoFailed:
    """One failure of many: they all tell the same."""
    first = failures.exceptions[0]
    return _first(first) if isinstance(first, BaseExceptionGroup) else first


def _size(text: str) -> int:
    number = int(text)
    if not SMALLEST <= number <= LARGEST:
        raise argparse.ArgumentTypeError(f"from {SMALLEST} to {LARGEST}")
    return number
