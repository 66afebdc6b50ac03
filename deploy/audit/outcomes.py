"""Commands: each is taken in, each has one outcome. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from deploy.audit.findings import Finding, Invariant
from deploy.audit.kafka_log import Sent
from deploy.audit.picture import Picture
from deploy.audit.services import SOURCES, is_internal


@dataclass(frozen=True, slots=True)
class Answer:
    """An event that is the outcome of a command.

    `early`: it stands before the heads of the first look, so its command stands on the topic.
    """

    service: str
    stream: str
    sequence: int
    early: bool

    @property
    def place(self) -> str:
        """Where it stands."""
        return f"{self.service} {self.stream} {self.sequence}"


@dataclass
class Answers:
    """What is gathered over all streams: outcomes may stand on another stream than commands."""

    first: dict[UUID, Answer] = field(default_factory=dict)
    more: dict[UUID, list[Answer]] = field(default_factory=dict)
    waiting: set[UUID] = field(default_factory=set)
    stopped: set[str] = field(default_factory=set)

    def gather(self, picture: Picture, first_heads: Mapping[str, int]) -> None:
        """Take in one stream. `first_heads`: of its services, at the first look."""
        for service in SOURCES:
            early = first_heads.get(service, 0)
            for told in picture.part(service).journal:
                own_id = told.envelope.outcome
                if own_id is None:
                    continue
                answer = Answer(service, picture.stream, told.sequence, told.sequence <= early)
                if self.first.setdefault(own_id, answer) is not answer:
                    self.more.setdefault(own_id, []).append(answer)
        for part in picture.parts.values():
            self.waiting |= {aside.correlation for aside in part.aside if aside.reason != "copy"}
            if any(cursor.stopped for cursor in part.cursors.values()):
                self.stopped.add(picture.stream)


def judge_taken(picture: Picture, commands: Mapping[UUID, Sent]) -> Finding:
    """Every command on Kafka is known to its service, or set aside there."""
    finding = Finding(Invariant.COMMANDS_TAKEN)
    aside = {
        service: {aside.id for aside in picture.part(service).aside}
        for service in {sent.service for sent in commands.values()}
    }
    for own_id, sent in commands.items():
        finding.looked["commands"] += 1
        if own_id in picture.part(sent.service).known:
            continue
        if own_id in aside[sent.service]:
            finding.waiting["set aside"] += 1
        else:
            finding.fault("command_not_taken", sent.service, picture.stream, own_id, sent.type)
    return finding


def judge_outcomes(
    commands: Mapping[str, Mapping[UUID, Sent]], answers: Answers, *, whole: bool
) -> Finding:
    """One outcome for each command. `whole`: the topics still have every command ever sent."""
    finding = Finding(Invariant.ONE_OUTCOME)
    for stream, of_stream in commands.items():
        for own_id, sent in of_stream.items():
            finding.looked["commands"] += 1
            if own_id in answers.first:
                continue
            if is_internal(sent.type):
                finding.looked["internal commands without one"] += 1
            elif own_id in answers.waiting:
                finding.waiting["set aside"] += 1
            elif stream in answers.stopped:
                finding.waiting["behind a stopped source"] += 1
            else:
                finding.fault("no_outcome", sent.service, stream, own_id, sent.type)
    finding.looked["outcomes"] += len(answers.first)
    for own_id, others in answers.more.items():
        first = answers.first[own_id]
        finding.looked["outcomes"] += len(others)
        note = ", ".join(answer.place for answer in (first, *others))
        finding.fault("two_outcomes", first.service, first.stream, own_id, note)
    if whole:
        _judge_uncalled(commands, answers, finding)
    return finding


def _judge_uncalled(
    commands: Mapping[str, Mapping[UUID, Sent]], answers: Answers, finding: Finding
) -> None:
    sent = {own_id for of_stream in commands.values() for own_id in of_stream}
    for own_id, first in answers.first.items():
        if first.early and own_id not in sent:
            finding.fault("answers_no_command", first.service, first.stream, own_id, first.place)
