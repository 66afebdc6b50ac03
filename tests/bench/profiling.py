"""Where the time goes: py-spy looks at the running services, and its samples are counted."""

import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

RATE_HZ = 200
SPARE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Profile:
    """Shares of a process's busy time, in percent: by function alone, and with what it calls."""

    samples: int
    alone: tuple[tuple[str, float], ...]
    with_callees: tuple[tuple[str, float], ...]


class Recorder:
    """Records some processes while a load runs."""

    def __init__(self, folder: Path, pids: Mapping[str, int], seconds: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._files = {name: folder / f"{name}.txt" for name in pids}
        self._spies = {
            name: subprocess.Popen(
                [
                    *(str(Path(sys.executable).with_name("py-spy")), "record", "--pid", str(pid)),
                    *("--duration", str(seconds), "--rate", str(RATE_HZ), "--format", "raw"),
                    *("--output", str(self._files[name])),
                ],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
            )
            for name, pid in pids.items()
        }

    def finish(self) -> dict[str, Profile | str]:
        """What each showed, or why there is nothing to show."""
        return {name: self._finish(name, spy) for name, spy in self._spies.items()}

    def _finish(self, name: str, spy: "subprocess.Popen[str]") -> Profile | str:
        _, said = spy.communicate(timeout=SPARE_SECONDS)
        if spy.returncode or not self._files[name].exists():
            return f"py-spy may not look at it here: {said.strip()[:200]}"
        return read_profile(self._files[name].read_text())


def read_profile(raw: str) -> Profile:
    """Count samples in py-spy's raw format: frames from outermost to innermost, then a number."""
    alone, within, total = Counter[str](), Counter[str](), 0
    for line in raw.splitlines():
        stack, _, number = line.rpartition(" ")
        if not stack:
            continue
        count = int(number)
        frames = [_named(frame) for frame in stack.split(";")]
        total += count
        alone[frames[-1]] += count
        for frame in set(frames):
            within[frame] += count
    return Profile(total, _shares(alone, total), _shares(within, total))


def _named(frame: str) -> str:
    """`name (folder/file.py:12)` without the line: a function counts once."""
    name, _, place = frame.partition(" (")
    file = place.rsplit(":", 1)[0].rstrip(")")
    return f"{name} ({file})" if file else name


def _shares(counts: Counter[str], total: int) -> tuple[tuple[str, float], ...]:
    return tuple((name, 100 * count / total) for name, count in counts.most_common(60))
