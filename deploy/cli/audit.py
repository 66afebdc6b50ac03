"""`samenspel audit`: proves over the running system that nothing is lost or doubled."""

import argparse
import asyncio
import json
import secrets
import sys

from rich.console import Console

from deploy.audit.heads import CouldNotJudge, Patience
from deploy.audit.report import ShownProgress, as_json, show
from deploy.audit.run import Options, Result, audit, streams_of_networks
from deploy.cli.connection import NotRunning, Platform

HOLDS, FAILS, CANNOT_SAY = 0, 1, 2


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "audit",
        help="prove that nothing is lost or doubled",
        description="Notes where every stream stands, waits until all have passed it, and judges"
        " what is final. Ends with 0 when every invariant holds, with 1 when one fails, with 2"
        " when it cannot say.",
    )
    which = parser.add_mutually_exclusive_group()
    sample = "fold the journals of so many streams again, the largest among them (default 10)"
    which.add_argument("--sample", type=int, default=10, metavar="N", help=sample)
    which.add_argument("--all", action="store_true", help="fold the journals of all streams again")
    parser.add_argument(
        "--network",
        action="append",
        metavar="SLUG",
        help="audit this network alone; may be given several times; an id will do as well",
    )
    parser.add_argument("--seed", type=int, help="draws which streams; shown in the report")
    parser.add_argument(
        "--timeout",
        type=float,
        default=Patience.timeout,
        metavar="S",
        help="wait so many seconds for a platform that is catching up (default %(default).0f)",
    )
    parser.add_argument(
        "--standstill",
        type=float,
        default=Patience.standstill,
        metavar="S",
        help="judge what has not moved for so many seconds (default %(default).0f)",
    )
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Audit and report."""
    try:
        result = asyncio.run(_audit(Platform.find(), arguments))
    except (NotRunning, CouldNotJudge) as problem:
        if arguments.json:
            print(json.dumps({"passed": None, "problem": str(problem)}))
        else:
            print(f"samenspel: {problem}", file=sys.stderr)
        return CANNOT_SAY
    if arguments.json:
        print(json.dumps(as_json(result), indent=2))
    else:
        show(result, Console())
    return FAILS if result.findings.failed else HOLDS


async def _audit(platform: Platform, arguments: argparse.Namespace) -> Result:
    only = None
    if arguments.network:
        only = await streams_of_networks(platform, arguments.network)
    options = Options(
        sample=None if arguments.all else arguments.sample,
        only=only,
        seed=secrets.randbelow(1_000_000) if arguments.seed is None else arguments.seed,
        patience=Patience(arguments.timeout, arguments.standstill),
    )
    with ShownProgress(Console(stderr=True)) as progress:
        return await audit(platform, options, progress)
