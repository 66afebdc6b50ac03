"""Commands: each is taken in, each has one outcome, and the gateway says the same. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from deploy.audit.findings import Finding, Invariant
from deploy.audit.kafka_log import Sent
from deploy.audit.picture import Operation, Picture
from deploy.audit.services import GATEWAY, SOURCES, is_internal
from services.gateway.domain.outcomes import Outcome, outcome_of


@dataclass(frozen=True, slots=True)
class Answer:
    """An event that is the outcome of a command. `shown`: the gateway has taken it in.

    `early`: it stands before the heads of the first look, so its command stands on the topic.
    """

    service: str
    stream: str
    sequence: int
    outcome: Outcome | None
    shown: bool
    early: bool

    @property
    def place(self) -> str:
        """Where it stands."""
        return f"{self.service} {self.stream} {self.sequence}"


@dataclass
class Ledger:
    """What is gathered over all streams: outcomes may stand on another stream than commands."""

    answers: dict[UUID, list[Answer]] = field(default_factory=dict)
    operations: dict[UUID, Operation] = field(default_factory=dict)
    waiting: set[UUID] = field(default_factory=set)
    stopped: set[str] = field(default_factory=set)

    def gather(self, picture: Picture, first_heads: Mapping[str, int]) -> None:
        """Take in one stream. `first_heads`: of its services, at the first look."""
        for service in SOURCES:
            part = picture.part(service)
            shown_upto = picture.part(GATEWAY).cursor(service)
            for told in part.journal:
                if told.envelope.outcome is None:
                    continue
                answer = Answer(
                    service,
                    picture.stream,
                    told.sequence,
                    None if told.event is None else outcome_of(told.event),
                    told.sequence <= shown_upto,
                    told.sequence <= first_heads.get(service, 0),
                )
                self.answers.setdefault(told.envelope.outcome, []).append(answer)
        for part in picture.parts.values():
            self.waiting |= {aside.correlation for aside in part.aside if aside.reason != "copy"}
            if any(cursor.stopped for cursor in part.cursors.values()):
                self.stopped.add(picture.stream)
        self.operations.update(picture.part(GATEWAY).operations)


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
    commands: Mapping[str, Mapping[UUID, Sent]], ledger: Ledger, *, whole: bool
) -> Finding:
    """One outcome for each command. `whole`: the topics still have every command ever sent."""
    finding = Finding(Invariant.ONE_OUTCOME)
    for stream, of_stream in commands.items():
        for own_id, sent in of_stream.items():
            finding.looked["commands"] += 1
            if own_id in ledger.answers:
                continue
            if is_internal(sent.type):
                finding.looked["internal commands without one"] += 1
            elif own_id in ledger.waiting:
                finding.waiting["set aside"] += 1
            elif stream in ledger.stopped:
                finding.waiting["behind a stopped source"] += 1
            else:
                finding.fault("no_outcome", sent.service, stream, own_id, sent.type)
    sent_ids = {own_id for of_stream in commands.values() for own_id in of_stream}
    for own_id, answers in ledger.answers.items():
        finding.looked["outcomes"] += len(answers)
        first = answers[0]
        if len(answers) > 1:
            note = ", ".join(answer.place for answer in answers)
            finding.fault("two_outcomes", first.service, first.stream, own_id, note)
        if whole and first.early and own_id not in sent_ids:
            finding.fault("answers_no_command", first.service, first.stream, own_id, first.place)
    return finding


def judge_operations(ledger: Ledger, sent: Collection[UUID]) -> Finding:
    """The gateway's operations say what the outcomes say, as far as it has taken them in."""
    finding = Finding(Invariant.OPERATIONS_AGREE)
    for own_id, answers in ledger.answers.items():
        answer = answers[0]
        if not answer.shown:
            finding.waiting["not in the views yet"] += 1
            continue
        operation = ledger.operations.get(own_id)
        if operation is None:
            finding.fault("operation_missing", GATEWAY, answer.stream, own_id, answer.place)
        elif answer.outcome is not None and (
            differing := _differing(operation, answer.outcome, answer.stream)
        ):
            finding.fault("operation_differs", GATEWAY, operation.stream, own_id, differing)
    for own_id, operation in ledger.operations.items():
        finding.looked["operations"] += 1
        if own_id in ledger.answers:
            continue
        if operation.status != "pending":
            finding.fault(
                "operation_without_outcome", GATEWAY, operation.stream, own_id, operation.status
            )
        elif own_id not in sent:
            finding.waiting["never acknowledged by Kafka, or too old"] += 1
        else:
            finding.waiting["pending"] += 1
    return finding


def _differing(operation: Operation, outcome: Outcome, stream: str) -> str:
    pairs = {
        "status": (operation.status, outcome.status),
        "code": (operation.code, outcome.code),
        "field": (operation.field, outcome.field),
        "made": (operation.made, outcome.made),
        "stream of the outcome": (operation.outcome_stream, stream),
    }
    return ", ".join(name for name, (said, told) in pairs.items() if said != told)
