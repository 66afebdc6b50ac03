"""What the bench counts: windows, ratios, profiles, and a report that survives odd runs."""

import asyncio
import itertools
from pathlib import Path

import pytest

from tests.bench.load import Tally, run_window
from tests.bench.measured import Measured, Run, Span
from tests.bench.measured import Path as Way
from tests.bench.picture import draw
from tests.bench.profiling import Profile, read_profile
from tests.bench.report import goals_reached, write_report
from tests.bench.saving import clear, load, save
from tests.bench.supply import Exhausted, Supply

ABOUT = {
    "at": "2026-07-01T12:00+00:00",
    "others": 0.0,
    "cores": 2,
    "python": "3.11",
    "system": "any",
    "rounds": 1,
    "seconds": 2.0,
    "networks": 2,
    "cards": 1,
    "offers": 1,
    "partitions": 12,
    "profile_seconds": 1,
    "profile_in_flight": 64,
}


def measured(way: Way, side: str, in_flight: int, **changes: float) -> Measured:
    """A window in which everything took a millisecond."""
    process = {"platform": "gateway-0", "bare": "bare-a"}.get(side, side)
    figures = {"done": 100, "completed": 120, "per_second": 50.0, "p50": 1.0, "p99": 2.0} | changes
    return Measured(
        path=way,
        side=side,
        in_flight=in_flight,
        round=0,
        seconds=2.0,
        done=int(figures["done"]),
        completed=int(figures["completed"]),
        refused=0,
        per_second=figures["per_second"],
        p50=figures["p50"],
        p99=figures["p99"],
        cpu={process: 1.2},
        others=0.0,
    )


def whole_run(**platform: float) -> Run:
    """A run of all levels; the platform's figures as given."""
    run = Run(about=dict(ABOUT))
    for level in (1, 256):
        run.windows += [
            measured("graphql", "platform", level, **platform),
            measured("graphql", "bare", level),
            measured("strawberry", "strawberry", level),
            measured("kafka", "platform", level, **platform),
            measured("kafka", "bare", level),
        ]
    return run


def test_the_window_opens_when_the_loop_is_full() -> None:
    tally = Tally(in_flight=3, seconds=60.0)
    for _answer in range(3):
        tally.note(0.0, done=True)
    assert tally.window().done == 0
    tally.note(0.0, done=True)
    tally.note(0.0, done=False)
    window = tally.window()
    assert (window.done, window.completed, window.refused) == (1, 4, 1)


async def test_no_more_are_in_flight_than_asked_for() -> None:
    now, most = 0, 0

    async def ask(_request: int) -> bool:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0)
        now -= 1
        return True

    window = await run_window(ask, itertools.count(), in_flight=7, seconds=0.05)
    assert most == 7
    assert window.done > 0
    assert window.percentile(50) <= window.percentile(99)


def test_ratios_pair_the_windows_of_a_round() -> None:
    run = Run()
    for number, (ours, bare) in enumerate([(10.0, 20.0), (90.0, 100.0), (3.0, 30.0)]):
        for side, rate in (("platform", ours), ("bare", bare)):
            window = measured("kafka", side, 1, per_second=rate)
            run.windows.append(
                Measured(**{n: getattr(window, n) for n in Measured.__slots__} | {"round": number})
            )
    assert run.ratio("kafka", 1, "per_second") == Span(0.5, 0.1, 0.9)


def test_cpu_counts_for_all_that_was_completed() -> None:
    run = whole_run()
    assert run.cpu_each("kafka", "platform", 1) == {"gateway-0": pytest.approx(10.0)}
    assert run.gateway_share(256).middle == pytest.approx(1.0)


def test_a_profile_counts_a_function_once_a_sample() -> None:
    raw = "run (a.py:1);step (a.py:5);step (a.py:6) 3\nrun (a.py:2) 1\n"
    profile = read_profile(raw)
    assert profile.samples == 4
    assert dict(profile.alone) == {"step (a.py)": 75.0, "run (a.py)": 25.0}
    assert dict(profile.with_callees) == {"run (a.py)": 100.0, "step (a.py)": 75.0}


def test_a_supply_keeps_its_stock_and_says_when_it_is_empty() -> None:
    supply = Supply(iter([1, 2, 3]), str)
    supply.stock_up(2)
    assert list(itertools.islice(supply, 3)) == ["1", "2", "3"]
    with pytest.raises(Exhausted):
        next(supply)


@pytest.mark.parametrize(
    ("platform", "reached"),
    [
        ({}, 3),
        ({"p50": 9.0, "per_second": 1.0, "completed": 1}, 0),
        ({"done": 0, "completed": 0, "per_second": 0.0, "p50": float("inf")}, 0),
    ],
)
def test_the_report_says_what_is_reached(
    platform: dict[str, float], reached: int, tmp_path: Path
) -> None:
    run = whole_run(**platform)
    assert sum(line.startswith("reached") for line in goals_reached(run)) == reached
    write_report(run, tmp_path / "bench.md")
    text = (tmp_path / "bench.md").read_text()
    assert text.count("**no**") == 3 - reached
    draw(run, tmp_path / "bench.svg")
    assert (tmp_path / "bench.svg").read_text().rstrip().endswith("</svg>")


def test_a_run_that_was_kept_is_told_the_same_way_again(tmp_path: Path) -> None:
    run = whole_run(done=0, p50=float("inf"))
    run.profiles = {"cards-0": Profile(4, (("run (a.py)", 75.0),), ()), "gateway-0": "not here"}
    save(run, tmp_path, None)
    first = (tmp_path / "bench.md").read_text()
    assert load(tmp_path) == run
    write_report(load(tmp_path), tmp_path / "bench.md")
    assert (tmp_path / "bench.md").read_text() == first
    clear(tmp_path)
    assert not list(tmp_path.iterdir())
