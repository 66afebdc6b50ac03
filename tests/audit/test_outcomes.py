"""Commands and outcomes: one each, and the gateway says the same. Pure."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from deploy.audit import operations, outcomes
from deploy.audit.findings import Finding
from deploy.audit.kafka_log import Sent
from deploy.audit.picture import Aside, Operation, Picture
from deploy.audit.services import GATEWAY, SOURCES
from tests.audit.judging import SEASON, kinds
from tests.audit.story import with_part


def the_commands(picture: Picture) -> dict[Any, Sent]:
    """A command for each outcome."""
    return {
        told.envelope.outcome: Sent(service, f"{service}.some_command.v1")
        for service in SOURCES
        for told in picture.part(service).journal
        if told.envelope.outcome is not None
    }


def gathered(picture: Picture) -> outcomes.Answers:
    found = outcomes.Answers()
    found.gather(picture, picture.noted)
    return found


def judge_operations(told: dict[Any, Operation]) -> Finding:
    """What is said of the season where the gateway tells of these operations."""
    picture = with_part(SEASON, GATEWAY, operations=told)
    return operations.judge_operations(picture, the_commands(SEASON))


def test_one_outcome_each_and_operations_that_agree() -> None:
    sent, found = the_commands(SEASON), gathered(SEASON)
    judged = outcomes.judge_outcomes({SEASON.stream: sent}, found, whole=True)
    assert (judged.failed, judged.looked["outcomes"]) == (0, len(sent))
    assert operations.judge_operations(SEASON, sent).failed == 0


def test_a_command_without_an_outcome_is_found_unless_it_waits() -> None:
    sent, lost = the_commands(SEASON), uuid4()
    sent[lost] = Sent("cards", "cards.register_participation.v1")
    found = gathered(SEASON)
    judged = outcomes.judge_outcomes({SEASON.stream: sent}, found, whole=True)
    assert [(v.kind, v.item) for v in judged.violations] == [("no_outcome", str(lost))]
    found.waiting.add(lost)
    judged = outcomes.judge_outcomes({SEASON.stream: sent}, found, whole=True)
    assert (judged.failed, judged.waiting["set aside"]) == (0, 1)


def test_an_internal_command_needs_no_outcome() -> None:
    sent = the_commands(SEASON) | {uuid4(): Sent("budget", "budget.expire_hold.v1")}
    judged = outcomes.judge_outcomes({SEASON.stream: sent}, gathered(SEASON), whole=True)
    assert judged.failed == 0


def test_a_second_outcome_is_found_wherever_it_stands() -> None:
    sent = the_commands(SEASON)
    part = SEASON.part("budget")
    first, second = [t for t in part.journal if t.envelope.outcome is not None][:2]
    twice = replace(second, envelope=replace(second.envelope, outcome=first.envelope.outcome))
    journal = [twice if t is second else t for t in part.journal]
    found = gathered(with_part(SEASON, "budget", journal=journal))
    judged = outcomes.judge_outcomes({SEASON.stream: sent}, found, whole=True)
    assert kinds(judged) == {"two_outcomes", "no_outcome"}


def test_an_outcome_of_no_command_is_found_while_topics_are_whole() -> None:
    sent = the_commands(SEASON)
    del sent[next(iter(sent))]
    found = gathered(SEASON)
    judged = outcomes.judge_outcomes({SEASON.stream: sent}, found, whole=True)
    assert kinds(judged) == {"answers_no_command"}
    assert outcomes.judge_outcomes({SEASON.stream: sent}, found, whole=False).failed == 0


def test_a_command_that_nobody_took_in_is_found() -> None:
    own_id = uuid4()
    sent = {own_id: Sent("cards", "cards.block_card.v1")}
    assert kinds(outcomes.judge_taken(SEASON, sent)) == {"command_not_taken"}
    aside = with_part(SEASON, "cards", aside=[Aside(own_id, own_id, "behind")])
    judged = outcomes.judge_taken(aside, sent)
    assert (judged.failed, judged.waiting["set aside"]) == (0, 1)
    known = with_part(SEASON, "cards", known=SEASON.part("cards").known | {own_id})
    assert outcomes.judge_taken(known, sent).failed == 0


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({"status": "pending"}, "status"),
        ({"code": "envelope_empty"}, "code"),
        ({"made": "other"}, "made"),
        ({"outcome_stream": "other"}, "stream of the outcome"),
    ],
)
def test_an_operation_that_says_otherwise_is_found(changes: dict[str, Any], note: str) -> None:
    told = dict(SEASON.part(GATEWAY).operations)
    some = next(iter(told))
    told[some] = replace(told[some], **changes)
    judged = judge_operations(told)
    assert [(v.kind, v.item, v.note) for v in judged.violations] == [
        ("operation_differs", str(some), note)
    ]


def test_operations_that_are_missing_or_made_up_are_found() -> None:
    told = dict(SEASON.part(GATEWAY).operations)
    some, operation = told.popitem()
    judged = judge_operations(told)
    assert kinds(judged) == {"operation_missing"}
    made_up = {**told, some: operation, uuid4(): operation}
    judged = judge_operations(made_up)
    assert kinds(judged) == {"operation_without_outcome"}


def test_an_operation_that_ended_elsewhere_is_judged_there() -> None:
    told = dict(SEASON.part(GATEWAY).operations)
    some = next(iter(told.values()))
    judged = judge_operations({**told, uuid4(): replace(some, outcome_stream="another network")})
    assert judged.failed == 0


def test_an_operation_may_be_pending_while_its_command_is_or_was_never_sent() -> None:
    told = dict(SEASON.part(GATEWAY).operations)
    pending = Operation(SEASON.stream, "pending", None, None, None, None)
    judged = judge_operations({**told, uuid4(): pending})
    assert (judged.failed, judged.waiting.total()) == (0, 1)
