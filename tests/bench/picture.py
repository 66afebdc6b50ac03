"""The picture of a run: throughput of both sides, their ratio, and CPU for one participation."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot as plt

from tests.bench.measured import Path as Way
from tests.bench.measured import Run

TITLES: dict[Way, str] = {
    "graphql": "GraphQL beside HTTP on the bare loop",
    "kafka": "through Kafka",
}
COLOURS = {"platform": "#0b6e99", "bare": "#b5651d"}
KINDS: dict[str, Sequence[str]] = {
    "cards, or step A": ("cards-0", "bare-a"),
    "budget, or step B": ("budget-0", "bare-b"),
    "gateway": ("gateway-0", "bare-gateway"),
    "partners": ("partners-0",),
    "PostgreSQL": ("postgres",),
    "Kafka": ("kafka",),
}
SHADES = ("#0b6e99", "#4ba3c3", "#b5651d", "#9aa0a6", "#5b8c5a", "#c9a227")


def draw(run: Run, file: Path) -> None:
    """Write the picture as SVG: the same figures give the same file."""
    style: Any = {"svg.hashsalt": "samenspel", "svg.fonttype": "none", "font.size": 9}
    with matplotlib.rc_context(style):
        figure, axes = plt.subplots(2, 2, figsize=(10, 7), layout="constrained")
        for place, way in enumerate(TITLES):
            _throughput(run, way, axes[0][place])
        _ratios(run, axes[1][0])
        _cpu(run, axes[1][1])
        figure.savefig(file, format="svg", metadata={"Date": None})
        plt.close(figure)


def _throughput(run: Run, way: Way, axis: Any) -> None:
    levels = run.levels(way)
    for side, colour in COLOURS.items():
        figures = [run.figure(way, side, level, "per_second") for level in levels]
        axis.plot(levels, figures, marker="o", color=colour, label=side)
    _levels(axis, levels)
    axis.set_yscale("log")
    axis.set_title(f"Participations per second, {TITLES[way]}")
    axis.set_ylabel("per second (median)")
    axis.legend(frameon=False)


def _ratios(run: Run, axis: Any) -> None:
    for way, colour in zip(TITLES, ("#0b6e99", "#5b8c5a"), strict=True):
        levels = run.levels(way)
        spans = [run.ratio(way, level, "per_second") for level in levels]
        axis.plot(levels, [span.middle for span in spans], marker="o", color=colour, label=way)
        axis.fill_between(
            levels,
            [span.low for span in spans],
            [span.high for span in spans],
            color=colour,
            alpha=0.15,
        )
    axis.axhline(0.5, color="#444444", linewidth=0.8, linestyle="--")
    axis.text(1, 0.52, "goal through Kafka at 256 in flight", fontsize=8, color="#444444")
    _levels(axis, run.levels("kafka"))
    axis.set_ylim(0, 1.05)
    axis.set_title("Throughput: platform to bare loop (median, lowest to highest)")
    axis.legend(frameon=False)


def _levels(axis: Any, levels: Sequence[int]) -> None:
    axis.set_xscale("log", base=4)
    axis.set_xticks(levels, [f"{level:,}" for level in levels])
    axis.set_xlabel("in flight")
    axis.grid(visible=True, alpha=0.25)
    axis.minorticks_off()


def _cpu(run: Run, axis: Any) -> None:
    """Stacked: what one participation costs each process, where the most were in flight."""
    bars = [(way, side) for way in TITLES for side in COLOURS]
    bottoms = [0.0] * len(bars)
    labels = [f"{way}\n{side}" for way, side in bars]
    for (kind, names), shade in zip(KINDS.items(), SHADES, strict=True):
        heights = [_cost(run, way, side, names) for way, side in bars]
        axis.bar(labels, heights, bottom=bottoms, color=shade, label=kind, width=0.6)
        bottoms = [low + high for low, high in zip(bottoms, heights, strict=True)]
    axis.set_ylabel("ms of CPU")
    axis.set_title("CPU for one participation, 256 in flight")
    axis.legend(frameon=False, fontsize=8)
    axis.grid(visible=True, axis="y", alpha=0.25)


def _cost(run: Run, way: Way, side: str, names: Sequence[str]) -> float:
    each = run.cpu_each(way, side, 256)
    return sum(each.get(name, 0.0) for name in names)
