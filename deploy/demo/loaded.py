"""Which seasons were sent to the platform of a home: a note beside its data, `demo.json`.

The note only saves time and keeps the end of holds the same: without it a season is sent again,
with the same keys, and nothing is doubled.
"""

import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

FILE: Final = "demo.json"
FRESH: Final = timedelta(days=5)
"""A season that is continued later gets a new beginning: its open holds have run out since."""


@dataclass(slots=True)
class Note:
    """One season. `network` and `operation` are those of the last answer of a complete one."""

    started: str
    participations: int = 0
    network: str = ""
    operation: str = ""

    @property
    def began(self) -> datetime:
        """When it was first sent."""
        return datetime.fromisoformat(self.started)


def read_note(home: Path, seed: int) -> Note | None:
    """What is noted of the season of this seed."""
    kept = _read(home).get(str(seed))
    return None if kept is None else Note(**kept)


def begin(home: Path, seed: int, now: datetime) -> Note:
    """The note of a season that is about to be sent, kept before anything is."""
    note = read_note(home, seed)
    if note is None or now - note.began > FRESH:
        note = Note(now.astimezone(UTC).isoformat())
        write_note(home, seed, note)
    return note


def write_note(home: Path, seed: int, note: Note) -> None:
    """Keep the note of this seed."""
    text = json.dumps({**_read(home), str(seed): asdict(note)}, indent=2)
    fresh = home / f"{FILE}.new"
    fresh.write_text(text, encoding="utf-8")
    os.replace(fresh, home / FILE)


def _read(home: Path) -> dict[str, dict[str, Any]]:
    try:
        return dict(json.loads((home / FILE).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):
        return {}
