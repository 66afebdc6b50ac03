"""Where a run is kept: raw figures as JSON, the report, the picture."""

import os
from pathlib import Path
from typing import Any

import orjson

from tests.bench.measured import Measured, Run, as_plain
from tests.bench.picture import draw
from tests.bench.profiling import Profile
from tests.bench.report import write_report

RAW, REPORT, PICTURE = "bench.json", "bench.md", "bench.svg"


def clear(folder: Path) -> None:
    """Take away what an earlier run left: a run that fails must not seem to have results."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in (RAW, REPORT, PICTURE):
        (folder / name).unlink(missing_ok=True)


def save(run: Run, folder: Path, docs: Path | None) -> list[Path]:
    """Write JSON, report and picture, the latter two for the documents as well; returns where."""
    data = {
        "about": run.about,
        "windows": as_plain(run.windows),
        "memory_mib": run.memory,
        "profiles": run.profiles,
    }
    (folder / RAW).write_bytes(orjson.dumps(data, option=orjson.OPT_INDENT_2))
    return [Path(os.path.relpath(folder / RAW)), *tell(run, folder, docs)]


def load(folder: Path) -> Run:
    """An earlier run, from its raw figures."""
    data = orjson.loads((folder / RAW).read_bytes())
    return Run(
        windows=[_window(window) for window in data["windows"]],
        memory=data["memory_mib"],
        profiles={name: _profile(found) for name, found in data["profiles"].items()},
        about=data["about"],
    )


def _window(found: dict[str, Any]) -> Measured:
    """JSON has no endless latency: it is null there, where nothing was answered in time."""
    endless = {name: float("inf") for name in ("p50", "p99") if found[name] is None}
    return Measured(**(found | endless))


def _profile(found: Any) -> Profile | str:
    if isinstance(found, str):
        return found
    alone, within = (
        tuple((str(name), float(share)) for name, share in found[part])
        for part in ("alone", "with_callees")
    )
    return Profile(int(found["samples"]), alone, within)


def tell(run: Run, folder: Path, docs: Path | None) -> list[Path]:
    """Write report and picture; returns where."""
    written = []
    for place in (folder, docs):
        if place is not None:
            draw(run, place / PICTURE)
            write_report(run, place / REPORT)
            written += [place / REPORT, place / PICTURE]
    return [Path(os.path.relpath(path)) for path in written]
