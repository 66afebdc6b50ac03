"""`python -m tests.bench`: start a platform, measure it beside the bare loop, write the report."""

import argparse
import dataclasses
import os
import platform as computer
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import uvloop
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from deploy.cli.connection import Platform
from deploy.embedded.processes import ROOT
from deploy.embedded.settings import settings_from
from tests.bench.bare.check import ensure_all_done
from tests.bench.bare.tables import make_database, make_topics
from tests.bench.children import running
from tests.bench.machine import Machine
from tests.bench.measured import Run
from tests.bench.measuring import Bench, Options
from tests.bench.quiet import Rest
from tests.bench.report import goals_reached
from tests.bench.saving import clear, load, save, tell
from tests.bench.season import SetUp, participations
from tests.bench.sides import HttpSides, KafkaSides
from tests.kit.platform import running_platform

RESULTS = ROOT / "bench-results"
DOCS = ROOT / "docs"
LEVELS, QUICK_LEVELS = (1, 16, 64, 256, 1024), (1, 64, 256)
BARE_PORT_AT, STRAWBERRY_PORT_AT = 58, 59
"""The last of the sixty ports that a platform reserves: it leaves these two free."""


def read_arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--seconds", type=float, help="length of a window (default 2)")
    parser.add_argument("--rounds", type=int, help="windows of each side a level (default 5)")
    parser.add_argument("--quick", action="store_true", help="short, for a first look")
    parser.add_argument("--no-profile", action="store_true", help="leave py-spy out")
    parser.add_argument("--write-docs", action="store_true", help="renew docs/bench.md as well")
    parser.add_argument("--out", type=Path, default=RESULTS, help="folder of the results")
    parser.add_argument(
        "--again", action="store_true", help="measure nothing: report the last run of --out again"
    )
    return parser.parse_args()


def options_from(arguments: argparse.Namespace) -> Options:
    """How long and how often."""
    quick = bool(arguments.quick)
    return Options(
        seconds=arguments.seconds or (1.5 if quick else 2.0),
        rounds=arguments.rounds or (1 if quick else 5),
        levels=QUICK_LEVELS if quick else LEVELS,
        networks=40 if quick else 119,
        cards=4,
        offers=4,
        profile_seconds=0 if arguments.no_profile else (5 if quick else 12),
        profile_in_flight=64,
        folder=arguments.out.resolve(),
    )


async def measure(platform: Platform, options: Options, progress: Progress) -> Run:
    """Prepare networks, then measure both paths."""
    superuser = platform.dsn("postgres", "postgres")
    dsn = await make_database(superuser)
    await make_topics(platform.kafka, settings_from().partitions)
    bare_port = platform.port + BARE_PORT_AT
    strawberry_port = platform.port + STRAWBERRY_PORT_AT
    with running(platform.kafka, dsn, bare_port, strawberry_port) as children:
        machine = Machine({**platform.pids(), **children})
        rest = Rest(platform)
        await rest.start()
        bench = Bench(machine, rest, options, progress)
        try:
            await _measure(bench, platform, options, progress, (bare_port, strawberry_port))
            bench.run.memory = machine.memory()
            await ensure_all_done(dsn, answered_by_bare(bench.run))
        finally:
            await rest.stop()
    bench.run.about = about(options) | {"others": others_in(bench.run)}
    return bench.run


async def _measure(
    bench: Bench, platform: Platform, options: Options, progress: Progress, ports: tuple[int, int]
) -> None:
    task = progress.add_task(f"preparing {options.networks} networks", total=2)
    networks = await SetUp(platform).run(options.networks, options.cards, options.offers)
    progress.advance(task)
    wishes = participations(networks)
    over_http, through_kafka = HttpSides(platform, *ports), KafkaSides(platform, wishes)
    await over_http.wait_until_served()
    await bench.rest.wait()
    await over_http.learn_numbers(networks)
    progress.advance(task)
    http_sides = over_http.sides(wishes, networks)
    kafka_sides = await through_kafka.start(networks)
    try:
        await bench.warm([*http_sides, *kafka_sides])
        await bench.compare("graphql", http_sides)
        await bench.compare("kafka", kafka_sides)
        await bench.profile(http_sides[0], platform.pids(), options.folder / "profiles")
    finally:
        over_http.stop()
        await through_kafka.stop()


def about(options: Options) -> dict[str, object]:
    """What a reader needs to judge the figures."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="minutes"),
        "cores": os.cpu_count(),
        "partitions": settings_from().partitions,
        "python": computer.python_version(),
        "system": f"{computer.system()} {computer.machine()}",
        **{n: v for n, v in dataclasses.asdict(options).items() if n != "folder"},
    }


def answered_by_bare(run: Run) -> int:
    """How many commands the bare loop answered while it was measured."""
    return sum(window.completed for window in run.windows if window.side == "bare")


def others_in(run: Run) -> float:
    """Cores that other work took: the median over all windows."""
    return round(median(window.others for window in run.windows), 2)


def main() -> int:
    """Run the bench. Its exit status says only whether it could measure."""
    arguments = read_arguments()
    options = options_from(arguments)
    docs = DOCS if arguments.write_docs else None
    if arguments.again:
        run = load(options.folder)
        written = tell(run, options.folder, docs)
    else:
        run = measured(options)
        written = save(run, options.folder, docs)
    for path in written:
        print(f"written: {path}")
    for line in goals_reached(run):
        print(line)
    return 0


def measured(options: Options) -> Run:
    """Start a platform, measure, stop it."""
    clear(options.folder)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    print("starting a platform of its own (the first time Kafka is downloaded)", flush=True)
    with (
        tempfile.TemporaryDirectory(prefix="samenspel-bench-") as home,
        running_platform(Path(home)) as started,
        Progress(*columns, TimeElapsedColumn()) as progress,
    ):
        return uvloop.run(measure(started.platform, options, progress))


if __name__ == "__main__":
    sys.exit(main())
