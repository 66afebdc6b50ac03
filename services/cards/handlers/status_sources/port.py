"""The port to a source of social status: a question with a number goes out, yes or no comes back.

What is asked stays in memory only; what is kept is yes, no or not known, and until when.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, Protocol
from uuid import UUID

Outcome = Literal["yes", "no", "unknown"]
FailureCode = Literal[
    "answer_invalid",
    "not_authorised",
    "number_missing",
    "number_unknown",
    "source_away",
    "source_error",
    "status_not_at_source",
]


IN_A_FILE: Final = 10_000
"""How many questions go into one file at most."""


@dataclass(frozen=True, slots=True)
class Question:
    """Whether the person with this national number holds one of these statuses on a day.

    `statuses` are words of the regulation language. The number is never shown in a log. `sent`:
    it was handed to this source before, which answers in its own time.
    """

    id: UUID
    network: str
    number: str = field(repr=False)
    statuses: tuple[str, ...] = field(repr=False)
    on: date
    sent: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What the source says: she holds one of them, none of them, or it does not know.

    `until` is the last day of the period that holds on the day asked; None: it is not told.
    """

    question: UUID
    outcome: Outcome
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer. `again`: the same question may be answered later."""

    question: UUID
    code: FailureCode
    again: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """The question is on its way: the source answers in its own time, by a file."""

    question: UUID


Reply = Answer | Failure | Waiting


class Absent:
    """In place of a source that is configured no more: what is open is given up in its time."""

    async def ask(self, questions: Sequence[Question]) -> Sequence[Reply]:
        """Away, every time."""
        return [Failure(question.id, "source_away", again=True) for question in questions]


class StatusSource(Protocol):
    """A source of social status."""

    async def ask(self, questions: Sequence[Question]) -> Sequence[Reply]:
        """One reply for each question, in their order. Raises nothing that a source can cause."""
        ...
