"""The Crossroads Bank by batch files: a folder that questions go out of and answers come into.

Per network `out/<network>/`, `in/<network>/` and `reports/<network>/`. Which questions may be
asked so at all, the rule has decided: automatic granting only, with its legal basis. A file that
came in is deleted when all it answers is recorded: only yes or no, day and period are kept.
"""

import asyncio
import contextlib
import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from services.cards.handlers.status_sources.crossroads_lines import (
    Layout,
    Line,
    back_lines,
    out_lines,
    report,
)
from services.cards.handlers.status_sources.port import (
    IN_A_FILE,
    Answer,
    Failure,
    Question,
    Reply,
    Waiting,
)
from services.cards.handlers.status_sources.summing import Told, summed
from services.kernel import logs

FILE_BYTES_MAX = 50_000_000
log = logs.logger()


@dataclass
class CrossroadsSource:
    """Writes and reads files under a folder that only the exchange with the Bank can reach.

    Fewer questions than `at_once` are all that wait. With so many, others may wait for a file that
    answers none of these: then no file is deleted.
    """

    folder: Path
    layout: Layout
    at_once: int = IN_A_FILE

    async def ask(self, questions: Sequence[Question]) -> Sequence[Reply]:
        """One reply for each question, in their order: most of them wait for a file."""
        return await asyncio.to_thread(self._ask, questions)

    def _ask(self, questions: Sequence[Question]) -> Sequence[Reply]:
        replies: dict[object, Reply] = {}
        for network in sorted({question.network for question in questions}):
            of_network = [one for one in questions if one.network == network]
            try:
                found = self._ask_in(network, of_network, are_all=len(questions) < self.at_once)
                replies |= {one.question: one for one in found}
            except OSError as problem:
                log.warning("status_folder_away", cause=type(problem).__name__)
                away = [Failure(one.id, "source_away", again=True) for one in of_network]
                replies |= {one.question: one for one in away}
        return [replies[question.id] for question in questions]

    def _ask_in(self, network: str, questions: Sequence[Question], *, are_all: bool) -> list[Reply]:
        can, cannot = [], list[Reply]()
        for question in questions:
            if all(word in self.layout.statuses for word in question.statuses):
                can.append(question)
            else:
                cannot.append(Failure(question.id, "status_not_at_source", again=False))
        fresh = [question for question in can if not question.sent]
        if fresh:
            self._write(network, fresh)
        waiting = [question for question in can if question.sent]
        told = self._read(network, waiting, are_all=are_all)
        return [*cannot, *(self._reply(one, told.get(one.number, ())) for one in can)]

    def _reply(self, question: Question, lines: Collection[Line]) -> Reply:
        told: dict[str, Told] = {}
        for line in lines:
            if line.status in question.statuses:
                holds = line.holds_on(question.on)
                before = told.get(line.status)
                if before is None or (holds and not before.holds):
                    told[line.status] = Told(holds, line.until if holds else None)
        outcome, until = summed(question.statuses, told)
        # What the file leaves out may come in the next one.
        return Waiting(question.id) if outcome == "unknown" else Answer(question.id, outcome, until)

    def _write(self, network: str, questions: Sequence[Question]) -> None:
        """Whole or not at all, and under the same name for the same questions."""
        place = self.folder / "out" / network
        place.mkdir(parents=True, exist_ok=True)
        named = sha256("".join(sorted(str(one.id) for one in questions)).encode()).hexdigest()
        path = place / f"{named[:16]}.csv"
        draft = path.with_suffix(".draft")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(out_lines(self.layout, questions))
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
        log.info("status_file_written", network=network, questions=len(questions))

    def _read(
        self, network: str, questions: Sequence[Question], *, are_all: bool
    ) -> dict[str, list[Line]]:
        """What files say, by number. A file that answers nothing that is open is deleted."""
        found: dict[str, list[Line]] = {}
        asked = {(one.number, word) for one in questions for word in one.statuses}
        place = self.folder / "in" / network
        for path in sorted(place.glob("*.csv")) if place.is_dir() else ():
            try:
                if path.stat().st_size > FILE_BYTES_MAX:
                    raise ValueError("too large")
                lines, wrong = back_lines(self.layout, path.read_bytes())
            except (ValueError, LookupError):
                self._report(network, path, "Dit bestand konden we niet lezen.\r\n")
                path.rename(path.with_suffix(".unreadable"))
                continue
            useful = [line for line in lines if (line.number, line.status) in asked]
            if useful:
                unasked = len(lines) - len(useful)
                self._report(network, path, report(wrong, not_asked=unasked), once=True)
                for line in useful:
                    found.setdefault(line.number, []).append(line)
            elif are_all:
                self._report(network, path, report(wrong, not_asked=len(lines)), once=True)
                path.unlink()
        return found

    def _report(self, network: str, about: Path, text: str, *, once: bool = False) -> None:
        place = self.folder / "reports" / network
        place.mkdir(parents=True, exist_ok=True)
        mode = "x" if once else "w"
        with contextlib.suppress(FileExistsError), (place / about.name).open(mode) as file:
            file.write(text)
