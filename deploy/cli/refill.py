"""`samenspel refill SERVICE`: puts back what a restored journal lacks, from the service's topic."""

import argparse
import asyncio
import importlib
import sys
from typing import Any

from rich.progress import Progress, SpinnerColumn, TextColumn

from deploy.cli.connection import NotRunning, Platform
from deploy.topics import sizes
from services.kernel.contract import Catalogue
from services.kernel.refill import refill
from services.kernel.rules import Rules

SERVICES = ("cards", "partners", "budget")


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "refill", help="put back what a restored journal lacks, from the service's own topic"
    )
    parser.add_argument("service", choices=SERVICES)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Refill one service. It refuses to start until this is done, and then starts by itself."""
    try:
        count = asyncio.run(_refill(Platform.find(), args.service))
    except (NotRunning, ValueError) as problem:
        print(f"samenspel: {problem}", file=sys.stderr)
        return 2
    print(f"{args.service}: {count} events are back; it starts again by itself.")
    return 0


async def _refill(platform: Platform, service: str) -> int:
    rules: Rules = importlib.import_module(f"services.{service}.consumers").RULES
    events = importlib.import_module(f"services.{service}.contracts.events")
    size = (await sizes(platform.kafka, ["cards.events"]))["cards.events"]
    with Progress(SpinnerColumn(), TextColumn("{task.description}"), transient=True) as progress:
        task = progress.add_task("waiting until the last instance has left…")
        return await refill(
            rules,
            Catalogue([events]),
            dsn=platform.dsn(service, service),
            kafka=platform.kafka,
            partitions=size.partitions,
            topics=rules.topics,
            progress=lambda n: progress.update(task, description=f"{n} events are back"),
        )
