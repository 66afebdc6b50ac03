"""Who waits for an outcome is woken when the views show what it stands on, and not before."""

import asyncio
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID, uuid4

import pytest

from services.budget.contracts import events as budget
from services.cards.contracts import events as cards
from services.gateway.api.neighbours import Neighbours
from services.gateway.api.waiting import Bells, Waiting
from services.gateway.domain.outcomes import Outcome, outcome_of
from services.gateway.storage.operations import OutcomeReader, stream_of_operation
from services.kernel.contract import Catalogue, Event
from services.kernel.envelope import Envelope
from services.kernel.ids import PLATFORM
from services.partners.contracts import events as partners

CATALOGUE = Catalogue([partners, cards, budget])
NETWORK = str(uuid4())
PARTICIPATION = uuid4()
OF_NO_ID = {cards.RetentionRuleAdopted}
"""What they are about has no id: a rule is found by its series."""


class NoStatements:
    """Stands for the connection of a turn, of which these tests ask nothing."""

    async def execute(self, *_: object) -> None:
        return None


def an_event(
    event: Event, sequence: int, *, answers: UUID | None = None, after: dict[str, int] | None = None
) -> Envelope:
    return Envelope(
        id=uuid4(),
        type=event.wire_name,
        source=event.wire_name.split(".")[0],
        stream=NETWORK,
        time=datetime.now(UTC),
        data=event.model_dump_json().encode(),
        correlation=answers or uuid4(),
        sequence=sequence,
        outcome=answers,
        after=after or {},
    )


def declined() -> budget.ParticipationDeclined:
    return budget.ParticipationDeclined(
        participation_id=PARTICIPATION,
        action="request",
        code="envelope_empty",
        facts={"left_cents": 5},
    )


def settled() -> cards.ParticipationSettled:
    return cards.ParticipationSettled(participation_id=PARTICIPATION, status="declined")


async def a_turn(waiting: Waiting, *envelopes: Envelope) -> None:
    await waiting.in_turn(cast("Any", NoStatements()), envelopes)
    await waiting.after_turn(envelopes)


@pytest.fixture
async def waiting() -> Waiting:
    nothing: Any = None
    return Waiting(nothing, CATALOGUE, Neighbours(nothing, "gateway-0", lambda: False), nothing)


async def test_an_outcome_that_the_views_show_wakes_at_once(waiting: Waiting) -> None:
    operation = uuid4()
    waiter = waiting.expect(operation, NETWORK)
    await a_turn(waiting, an_event(settled(), 7))
    await a_turn(waiting, an_event(declined(), 3, answers=operation, after={"cards": 7}))
    assert waiter.done()
    assert waiter.result() == Outcome(
        "rejected", "envelope_empty", None, {"left_cents": 5}, str(PARTICIPATION)
    )


async def test_an_outcome_ahead_of_the_views_waits_for_them(waiting: Waiting) -> None:
    operation = uuid4()
    waiter = waiting.expect(operation, NETWORK)
    await a_turn(waiting, an_event(declined(), 3, answers=operation, after={"cards": 8}))
    await a_turn(waiting, an_event(settled(), 7))
    assert not waiter.done()
    await a_turn(waiting, an_event(settled(), 8))
    assert waiter.done()


async def test_a_turn_that_was_not_committed_wakes_nobody(waiting: Waiting) -> None:
    operation = uuid4()
    waiter = waiting.expect(operation, NETWORK)
    envelope = an_event(declined(), 3, answers=operation)
    await waiting.in_turn(cast("Any", NoStatements()), [envelope])
    await waiting.after_turn([])
    assert not waiter.done()


async def test_all_who_wait_for_one_operation_hear_the_same(waiting: Waiting) -> None:
    operation = uuid4()
    waiters = [waiting.expect(operation, NETWORK) for _ in range(3)]
    waiting.forget(operation, waiters[1])
    await a_turn(waiting, an_event(declined(), 1, answers=operation))
    assert [waiter.done() for waiter in waiters] == [True, False, True]


async def test_a_bell_wakes_who_waits_at_its_stream_only() -> None:
    bells = Bells()
    here = asyncio.create_task(bells.wait("here", 30))
    there = asyncio.create_task(bells.wait("there", 30))
    await asyncio.sleep(0)
    bells.ring(["here"])
    await here
    assert not there.done()
    bells.ring(None)
    await there


@pytest.mark.parametrize("kind", CATALOGUE.kinds(Event), ids=lambda kind: kind.wire_name)
def test_every_event_that_can_be_an_outcome_says_what_it_is_about(kind: type[Event]) -> None:
    if not kind.terminal or kind.wire_name.endswith("command_rejected.v1"):
        return
    named = {name for name in kind.model_fields if name.endswith("_id") or name == "book_year"}
    values: dict[str, Any] = {name: uuid4() for name in named}
    made = outcome_of(kind.model_construct(**values, code="x", field=None, facts={}, kind="x")).made
    if kind in OF_NO_ID:
        assert made is None
        return
    assert made in {str(value) for value in values.values()}


def test_a_card_that_was_issued_is_what_was_made_and_not_its_holder() -> None:
    card, right, holder = uuid4(), uuid4(), uuid4()
    event = cards.CardIssued(
        card_id=card, right_id=right, holder_id=holder, token="t", number="sealed"
    )
    assert outcome_of(event).made == str(card)


def test_a_network_is_asked_for_on_the_platform_and_answered_on_its_own_stream() -> None:
    envelope = an_event(declined(), 1, answers=uuid4())
    assert stream_of_operation(envelope) == NETWORK
    assert OutcomeReader(CATALOGUE).among([envelope])
    changed = Envelope(
        id=envelope.id,
        type=partners.NetworkOpened.wire_name,
        source="partners",
        stream=NETWORK,
        time=envelope.time,
        data=b"{}",
        correlation=envelope.correlation,
    )
    assert stream_of_operation(changed) == PLATFORM
