"""`samenspel replay`: rebuilds the gateway's views from the topics, into fresh tables."""

import argparse
import asyncio
import json
import sys
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from deploy.cli.connection import NotRunning, Platform
from deploy.rebuild import Rebuilt, rebuild
from deploy.topics import sizes
from services.gateway.consumers import RULES


def register(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "replay", help="rebuild the views from the topics into fresh tables"
    )
    parser.add_argument("--json", action="store_true", help="print the outcome as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Rebuild; the projectors wait meanwhile, readers do not."""
    try:
        rebuilt = asyncio.run(_rebuild(Platform.find()))
    except NotRunning as problem:
        print(f"samenspel: {problem}", file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(vars(rebuilt)))
    else:
        print(f"{rebuilt.events:,} events replayed into fresh views, {rebuilt.cursors:,} cursors.")
        if rebuilt.gaps:
            print(f"{rebuilt.gaps} gaps on the topics: their owners are asked to publish again.")
    return 0


async def _rebuild(platform: Platform) -> Rebuilt:
    records = await sizes(platform.kafka, RULES.topics)
    columns = (
        TextColumn("{task.description:16}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns) as bar:
        tasks = {topic: bar.add_task(topic, total=size.records) for topic, size in records.items()}
        partitions = next(iter(records.values())).partitions
        return await rebuild(
            platform, partitions, lambda topic, read: bar.advance(tasks[topic], read)
        )
