"""The rules about social statuses, for the tables of what cards is asked and what happened."""

from collections.abc import Mapping
from typing import Final

from services.cards.contracts.commands import (
    AskStatus,
    RecordStatusAnswer,
    RecordStatusFailure,
    RecordStatusSeen,
    RecordStatusSent,
)
from services.cards.contracts.events import (
    StatusAnswered,
    StatusAsked,
    StatusAskedBefore,
    StatusSeen,
    StatusSent,
    StatusUnanswered,
)
from services.cards.domain import status_answer, status_question
from services.kernel.contract import Command, Event
from services.kernel.rules import Decider, Evolve

STATUS_COMMANDS: Final[Mapping[type[Command], Decider]] = {
    AskStatus: Decider(status_question.ask, status_question.needs),
    RecordStatusAnswer: Decider(status_answer.record_answer, status_answer.needs_of_record),
    RecordStatusFailure: Decider(status_answer.record_failure, status_answer.needs_of_record),
    RecordStatusSeen: Decider(status_question.record_seen, status_question.needs_of_seen),
    RecordStatusSent: Decider(status_answer.record_sent, status_answer.needs_of_record),
}
STATUS_EVENTS: Final[Mapping[type[Event], Evolve]] = {
    StatusAnswered: status_answer.closed,
    StatusAsked: status_question.asked,
    StatusAskedBefore: status_question.nothing_to_keep,
    StatusSeen: status_question.nothing_to_keep,
    StatusSent: status_answer.sent,
    StatusUnanswered: status_answer.closed,
}
