"""Where a run is kept: raw figures as JSON, the report, the picture."""

import os
from pathlib import Path

import orjson

from tests.bench.measured import Run, as_plain
from tests.bench.picture import draw
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
    written = [folder / RAW]
    for place in (folder, docs):
        if place is not None:
            draw(run, place / PICTURE)
            write_report(run, place / REPORT)
            written += [place / REPORT, place / PICTURE]
    return [Path(os.path.relpath(path)) for path in written]
