"""What the processes print: a file each in HOME/logs, lines with their time, rotated by size."""

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from deploy.embedded.launch import PROGRESS_MARK

ROTATE_BYTES = 10_000_000
KEEP_FILES = 3
TAIL_LINES = 15


class ProcessLog:
    """The log of one process."""

    def __init__(self, folder: Path, name: str, on_progress: Callable[[str], None]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / f"{name}.log"
        self._file = self._path.open("ab", buffering=0)
        self._size = self._path.stat().st_size
        self._on_progress = on_progress
        self.tail: deque[str] = deque(maxlen=TAIL_LINES)

    async def follow(self, reader: asyncio.StreamReader) -> None:
        """Write down everything that comes, until the other side closes."""
        rest = b""
        while chunk := await reader.read(65_536):
            *lines, rest = (rest + chunk).split(b"\n")
            self._take(lines)
        if rest:
            self._take([rest])

    def note(self, line: str) -> None:
        """A line of the supervisor itself about this process."""
        self._take([f"[supervisor] {line}".encode()])

    def close(self) -> None:
        """Nothing more will come."""
        self._file.close()

    def _take(self, lines: list[bytes]) -> None:
        stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3].encode()
        text = b"".join(stamp + b"Z " + line + b"\n" for line in lines)
        self._file.write(text)
        self._size += len(text)
        for line in lines:
            said = line.decode(errors="replace")
            self.tail.append(said)
            if said.startswith(PROGRESS_MARK):
                self._on_progress(said.removeprefix(PROGRESS_MARK))
        if self._size > ROTATE_BYTES:
            self._rotate()

    def _rotate(self) -> None:
        self._file.close()
        for number in range(KEEP_FILES - 1, 0, -1):
            older = self._path.with_suffix(f".log.{number}")
            if older.exists():
                older.rename(self._path.with_suffix(f".log.{number + 1}"))
        self._path.rename(self._path.with_suffix(".log.1"))
        self._file = self._path.open("ab", buffering=0)
        self._size = 0
