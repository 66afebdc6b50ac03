"""The report of a run in Markdown: goals first, then the tables, then where the time goes."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.bench.measured import Path as Way
from tests.bench.measured import Run, Span, per_cpu_second
from tests.bench.profiling import Profile
from tests.bench.words import BUSY, FOOT, HEAD, HOW, PROFILE, PROFILE_ABSENT

SEQUENTIAL, CROWD = 1, 256
LATENCY_GOAL, THROUGHPUT_GOAL, GATEWAY_GOAL = 2.5, 0.5, 0.5
BUSY_CORES = 0.2
TOP_FUNCTIONS = 12
OWN_PREFIXES = ("services/", "aiokafka/", "asyncpg/", "faststream/", "strawberry/", "graphql/")


def _goals(run: Run) -> list[tuple[str, str, Span, bool]]:
    latency = run.ratio("graphql", SEQUENTIAL, "p50")
    busy = run.ratio("kafka", CROWD, "per_second")
    gateway = run.gateway_share(CROWD)
    return [
        (
            "one at a time through GraphQL: p50, platform to bare loop",
            f"at most {LATENCY_GOAL}",
            latency,
            latency.middle <= LATENCY_GOAL,
        ),
        (
            f"through Kafka, {CROWD} in flight: throughput, platform to bare loop",
            f"at least {THROUGHPUT_GOAL}",
            busy,
            busy.middle >= THROUGHPUT_GOAL,
        ),
        (
            "one gateway process: mutations per CPU second, to a bare Strawberry app",
            f"at least {GATEWAY_GOAL}",
            gateway,
            gateway.middle >= GATEWAY_GOAL,
        ),
    ]


def goals_reached(run: Run) -> list[str]:
    """One line a goal, for the terminal."""
    lines = [
        f"{'reached' if reached else 'MISSED '}  {_span(span)}  (goal: {goal})  {what}"
        for what, goal, span, reached in _goals(run)
    ]
    if run.about["others"] > BUSY_CORES:
        lines.append(f"other work took {run.about['others']} cores meanwhile: these are rough")
    return lines


def write_report(run: Run, file: Path) -> None:
    """Write it."""
    parts = [
        HEAD.format(**run.about),
        _table(
            ["goal", "wanted", "ratio: median (lowest–highest)", "reached"],
            [
                [what, goal, _span(span), "yes" if reached else "**no**"]
                for what, goal, span, reached in _goals(run)
            ],
        ),
        *([BUSY] if run.about["others"] > BUSY_CORES else []),
        "![Throughput, ratios and CPU](bench.svg)",
        HOW.format(**run.about),
        "## A mutation through GraphQL, beside a POST to the bare loop",
        _comparison(run, "graphql"),
        "## A command through Kafka, beside the same on the bare loop",
        _comparison(run, "kafka"),
        "## CPU and memory",
        _cpu_table(run),
        _gateway(run),
        *_profiles(run),
        FOOT,
    ]
    file.write_text("\n\n".join(part.strip() for part in parts) + "\n")


def _comparison(run: Run, way: Way) -> str:
    rows = []
    for level in run.levels(way):
        refused = sum(window.refused for window in run.of(way, "platform", level))
        rows.append(
            [
                f"{level:,}",
                *_figures(run, way, "platform", level),
                *_figures(run, way, "bare", level),
                _span(run.ratio(way, level, "p50")),
                _span(run.ratio(way, level, "p99")),
                f"**{_span(run.ratio(way, level, 'per_second'))}**",
                f"{run.cpu_ratio(way, level):.2f}",
                str(refused),
            ]
        )
    heads = ["in flight", "platform p50 / p99", "per s", "bare p50 / p99", "per s"]
    ratios = ["p50 ratio", "p99 ratio", "throughput ratio", "CPU ratio", "not done"]
    return _table([*heads, *ratios], rows)


def _figures(run: Run, way: Way, side: str, level: int) -> list[str]:
    p50, p99, rate = (run.figure(way, side, level, name) for name in ("p50", "p99", "per_second"))
    return [f"{p50:.1f} / {p99:.1f} ms", f"{rate:,.0f}"]


def _cpu_table(run: Run) -> str:
    ways: tuple[Way, ...] = ("graphql", "kafka")
    columns = [run.cpu_each(way, side, CROWD) for side in ("platform", "bare") for way in ways]
    names = sorted({name for column in columns for name in column}, key=_order)
    rows = [
        [name, *(_each(column, name) for column in columns), _memory(run, name)] for name in names
    ]
    rows.append(["**all**", *(f"**{sum(column.values()):.2f}**" for column in columns), ""])
    ends = [f"{side}, {way}" for side in ("platform", "bare") for way in ways]
    return (
        f"Milliseconds of CPU for one participation at {CROWD} in flight, and memory at the end "
        "(proportional set size).\n\n" + _table(["process", *ends, "MiB"], rows)
    )


def _each(column: dict[str, float], name: str) -> str:
    return f"{column[name]:.2f}" if name in column else ""


def _order(name: str) -> tuple[bool, str]:
    return name.startswith("bare-"), name


def _memory(run: Run, name: str) -> str:
    return f"{run.memory[name]:.0f}" if name in run.memory else ""


def _gateway(run: Run) -> str:
    rows = []
    for level in run.levels("strawberry"):
        if level == SEQUENTIAL:
            continue
        ours = run.of("graphql", "platform", level)
        bare = run.of("strawberry", "strawberry", level)
        rows.append(
            [
                f"{level:,}",
                f"{Span.of(per_cpu_second(window, 'gateway-0') for window in ours).middle:,.0f}",
                f"{Span.of(per_cpu_second(window, 'strawberry') for window in bare).middle:,.0f}",
                _span(run.gateway_share(level)),
            ]
        )
    heads = ["in flight", "gateway, per CPU second", "bare Strawberry, per CPU second", "ratio"]
    return "## One gateway process beside a bare Strawberry app\n\n" + _table(heads, rows)


def _profiles(run: Run) -> Iterable[str]:
    if not run.profiles:
        return
    yield "## Where the time goes"
    yield PROFILE.format(**run.about)
    for name, profile in run.profiles.items():
        if isinstance(profile, Profile):
            yield f"### {name} ({profile.samples:,} samples)"
            yield _top(profile)
        else:
            yield PROFILE_ABSENT.format(name=name, why=profile)


def _top(profile: Profile) -> str:
    alone = [[f"`{name}`", f"{share:.1f} %"] for name, share in profile.alone[:TOP_FUNCTIONS]]
    within = [
        [f"`{name}`", f"{share:.1f} %"]
        for name, share in profile.with_callees
        if any(prefix in name for prefix in OWN_PREFIXES)
    ][: 2 * TOP_FUNCTIONS]
    return (
        _table(["function, by itself", "of busy time"], alone)
        + "\n\n"
        + _table(["function, with what it calls", "of busy time"], within)
    )


def _span(span: Span) -> str:
    if span.low == span.high:
        return f"{span.middle:.2f}"
    return f"{span.middle:.2f} ({span.low:.2f}–{span.high:.2f})"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
