"""Asks the sources of social status what is open, beside the turns and never within one.

A question stays open until its answer is recorded by a command of its own, whose id follows from
the question: a crash between asking and recording only asks again. While a source is away the
pauses grow; after its time a question is given up.
"""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Final, Protocol
from uuid import UUID

import orjson

from services.cards.contracts.commands import (
    RecordStatusAnswer,
    RecordStatusFailure,
    RecordStatusSent,
)
from services.cards.handlers.metrics import STATUS_FAILING, STATUS_QUESTIONS, STATUS_WAITING
from services.cards.handlers.status_sources.port import (
    IN_A_FILE,
    Answer,
    Failure,
    Question,
    Reply,
    StatusSource,
)
from services.kernel import logs
from services.kernel.contract import Command
from services.kernel.sealing import CannotOpen, PersonKey

AT_ONCE: Final = {"magda": 50, "crossroads": IN_A_FILE}
"""How many questions a source is asked in one round: few where each is a request, so that who
stands at a counter need not wait for a long list; many where they go into one file."""
BY_FILE: Final = frozenset({"crossroads"})
"""Sources that answer in files, each about many."""
TOLD_AT_ONCE: Final = 500
FIRST_PAUSE_S, LONGEST_PAUSE_S = 5.0, 900.0
RECORDING_S: Final = 30.0
"""How long a reply may take to be recorded before the question is asked again, in seconds."""
log = logs.logger()


@dataclass(frozen=True, slots=True)
class Open:
    """An open question as its row has it; `statuses` is sealed with the holder's key.

    `merged_ids` are the files that were merged into hers: her number may stand in one of them.
    """

    stream: str
    id: UUID
    holder_id: UUID
    source: str
    statuses: str = field(repr=False)
    day: date
    give_up_at: datetime
    sent: bool
    merged_ids: tuple[UUID, ...] = ()

    @property
    def persons(self) -> tuple[UUID, ...]:
        """As whom she was entered, herself first."""
        return (self.holder_id, *self.merged_ids)


class Numbers(Protocol):
    """Where national numbers are (the identity vault)."""

    async def numbers(self, stream: str, persons: Iterable[UUID]) -> Mapping[UUID, str]:
        """The numbers of these persons of a network; who has none is left out."""
        ...


class Keys(Protocol):
    """Where the keys of persons are (the keyring)."""

    async def keys(self, persons: Iterable[UUID]) -> Mapping[UUID, PersonKey | None]:
        """The keys of these persons; None where one is erased."""
        ...


Find = Callable[[str, Collection[UUID], int], Awaitable[Sequence[Open]]]
"""Open questions to this source, without these, oldest first, at most so many."""
Tell = Callable[[str, UUID, Command], Awaitable[None]]
"""Sends a command to cards: the network, its id, the command. Raises Unavailable."""


@dataclass
class Asking:
    """The worker of one process. `seal` seals bytes to cards itself.

    `clock` tells seconds that only grow; `now` is the time, UTC.
    """

    sources: Mapping[str, StatusSource]
    numbers: Numbers
    keyring: Keys
    find: Find
    tell: Tell
    seal: Callable[[bytes], str]
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    _pauses: dict[UUID, tuple[float, float]] = field(default_factory=dict)
    _task: "asyncio.Task[None] | None" = None

    async def kick(self) -> None:
        """Begin to ask what is open, if nothing is being asked now. Never waits for a source."""
        if self.sources and (self._task is None or self._task.done()):
            self._task = asyncio.create_task(self._round())

    async def stop(self) -> None:
        """Ask no more. What is being asked stays open, and is asked again."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _round(self) -> None:
        try:
            await self.round()
        except Exception as problem:
            # Whatever it was: the questions are still open, and the next round tries again.
            log.warning("asking_failed", cause=type(problem).__name__)

    async def round(self) -> int:
        """Ask once what is open and not paused. Returns how many were asked.

        Raises what the database or Kafka raises where they are away.
        """
        waiting = {one for one, (until, _pause) in self._pauses.items() if until > self.clock()}
        self._forget_old()
        asked = 0
        for source in sorted(self.sources, key=AT_ONCE.__getitem__):
            found = await self.find(source, waiting, AT_ONCE[source])
            asked += len(found)
            STATUS_WAITING.set(asked + len(waiting))
            if found and source in BY_FILE:
                found = [*found, *await self._waiting_too(source, found)]
            if found:
                await self._ask(source, found)
        return asked

    async def _waiting_too(self, source: str, found: Sequence[Open]) -> Sequence[Open]:
        """What waits for a file and is paused: one that comes may answer any of these, and is
        gone once it was read."""
        left = AT_ONCE[source] - len(found)
        others = await self.find(source, {one.id for one in found}, left) if left else ()
        return [one for one in others if one.sent]

    def _forget_old(self) -> None:
        old = self.clock() - 2 * LONGEST_PAUSE_S
        for question in [one for one, (until, _) in self._pauses.items() if until < old]:
            del self._pauses[question]

    async def _ask(self, source: str, found: Sequence[Open]) -> None:
        questions = await self._questions(found)
        by_id, words = {one.id: one for one in found}, {one.id: one.statuses for one in questions}
        replies = await self.sources[source].ask(questions)
        failing = [one for one in replies if isinstance(one, Failure) and one.again]
        STATUS_FAILING.labels(source).set(len(failing))
        told = [*replies, *self._without_number(found, questions)]
        for first in range(0, len(told), TOLD_AT_ONCE):
            part = told[first : first + TOLD_AT_ONCE]
            await asyncio.gather(
                *(
                    self._record(source, by_id[one.question], one, words.get(one.question, ()))
                    for one in part
                )
            )

    async def _questions(self, found: Sequence[Open]) -> list[Question]:
        keys = await self.keyring.keys({one.holder_id for one in found})
        numbers: dict[UUID, str] = {}
        for stream in sorted({one.stream for one in found}):
            persons = {each for one in found if one.stream == stream for each in one.persons}
            numbers |= await self.numbers.numbers(stream, persons)
        questions = []
        for one in found:
            known = (numbers[person] for person in one.persons if person in numbers)
            number, statuses = next(known, None), _opened(keys, one)
            if number is not None and statuses:
                questions.append(
                    Question(one.id, one.stream, number, statuses, one.day, sent=one.sent)
                )
        return questions

    def _without_number(
        self, found: Sequence[Open], questions: Sequence[Question]
    ) -> Iterable[Reply]:
        asked = {question.id for question in questions}
        return [
            Failure(one.id, "number_missing", again=False) for one in found if one.id not in asked
        ]

    async def _record(self, source: str, about: Open, reply: Reply, words: Sequence[str]) -> None:
        command, outcome = self._command(about, reply, words)
        if command is not None:
            await self.tell(about.stream, about.id, command)
            STATUS_QUESTIONS.labels(source, outcome).inc()
        recorded = command is not None and not isinstance(command, RecordStatusSent)
        _until, pause = self._pauses.get(about.id, (0.0, FIRST_PAUSE_S / 2))
        pause = RECORDING_S if recorded else min(pause * 2, LONGEST_PAUSE_S)
        self._pauses[about.id] = (self.clock() + pause, FIRST_PAUSE_S / 2 if recorded else pause)

    def _command(
        self, about: Open, reply: Reply, words: Sequence[str]
    ) -> tuple[Command | None, str]:
        if isinstance(reply, Answer):
            return self._answer(about, reply, words), "answered"
        late = about.give_up_at <= self.now()
        if isinstance(reply, Failure) and (late or not reply.again):
            return _failure(about, reply), reply.code
        if late:
            return _failure(about, Failure(about.id, "source_away", again=False)), "source_away"
        if isinstance(reply, Failure) or about.sent:
            return None, ""
        return RecordStatusSent(question_id=about.id, holder_id=about.holder_id), "sent"

    def _answer(self, about: Open, reply: Answer, words: Sequence[str]) -> RecordStatusAnswer:
        content = {
            "outcome": reply.outcome,
            "on": about.day,
            "until": reply.until,
            "statuses": words,
        }
        return RecordStatusAnswer(
            question_id=about.id,
            holder_id=about.holder_id,
            answer=self.seal(orjson.dumps(content)),
        )


def _failure(about: Open, reply: Failure) -> RecordStatusFailure:
    return RecordStatusFailure(question_id=about.id, holder_id=about.holder_id, code=reply.code)


def _opened(keys: Mapping[UUID, PersonKey | None], one: Open) -> tuple[str, ...]:
    """The words that were asked; none where the person is erased."""
    key = keys.get(one.holder_id)
    if key is None:
        return ()
    with contextlib.suppress(CannotOpen, ValueError, KeyError, TypeError):
        return tuple(orjson.loads(key.open(one.statuses))["statuses"])
    return ()
