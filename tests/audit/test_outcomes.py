"""Commands and outcomes: one each, and the gateway says the same. Pure."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from deploy.audit import outcomes
from deploy.audit.kafka_log import Sent
from deploy.audit.picture import Aside, Picture
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


def gathered(picture: Picture) -> outcomes.Ledger:
    found = outcomes.Ledger()
    found.gather(picture, picture.noted)
    return found


def test_one_outcome_each_and_operations_that_agree() -> None:
    sent, found = the_commands(SEASON), gathered(SEASON)
    judged = outcomes.judge_outcomes({SEASON.stream: sent}, found, whole=True)
    assert (judged.failed, judged.looked["outcomes"]) == (0, len(sent))
    assert outcomes.judge_operations(found, sent).failed == 0


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
    operations = dict(SEASON.part(GATEWAY).operations)
    some = next(iter(operations))
    operations[some] = replace(operations[some], **changes)
    found = gathered(with_part(SEASON, GATEWAY, operations=operations))
    judged = outcomes.judge_operations(found, the_commands(SEASON))
    assert [(v.kind, v.item, v.note) for v in judged.violations] == [
        ("operation_differs", str(some), note)
    ]


def test_operations_that_are_missing_or_made_up_are_found() -> None:
    operations = dict(SEASON.part(GATEWAY).operations)
    some, operation = operations.popitem()
    found = gathered(with_part(SEASON, GATEWAY, operations=operations))
    judged = outcomes.judge_operations(found, the_commands(SEASON))
    assert kinds(judged) == {"operation_missing"}
    made_up = {**operations, some: operation, uuid4(): operation}
    found = gathered(with_part(SEASON, GATEWAY, operations=made_up))
    judged = outcomes.judge_operations(found, the_commands(SEASON))
    assert kinds(judged) == {"operation_without_outcome"}
