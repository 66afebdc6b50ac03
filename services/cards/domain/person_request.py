"""What persons ask about their data, and the clock of the answer. Pure.

An answer is due within a month, or three where she is told within the first why it takes longer
(GDPR art. 12(3)). A month ends on the day with the same number, or on the last day of the month.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar, Final
from uuid import UUID

from services.cards.contracts.commands import (
    ClosePersonRequest,
    ExtendPersonRequest,
    OpenPersonRequest,
)
from services.cards.contracts.events import (
    PersonRequestClosed,
    PersonRequestExtended,
    PersonRequestOpened,
)
from services.cards.contracts.events.personal_data import RequestKind
from services.cards.contracts.regulation.lasting import months_later
from services.cards.domain.calendar import day_of
from services.cards.domain.consent import PersonTerms, terms_of
from services.cards.domain.holder import Holder
from services.kernel.contract import Event
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Change, Place, Row, State

ANSWER_WITHIN_MONTHS: Final = 1
EXTENDED_TO_MONTHS: Final = 3
RECEIVED_AT_MOST_AGO: Final = timedelta(days=366)
ONLY_KEPT_AFTER: Final = frozenset({"restriction", "objection"})
FULFILLED: Final = frozenset({"granted", "partly_granted"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRequest(Row):
    """A request and its clock."""

    table: ClassVar[str] = "person_requests"
    holder_id: str
    kind: RequestKind
    received_on: date
    due_on: date
    extended: bool = False
    closed: bool = False


def needs_of_opening(
    command: OpenPersonRequest, _context: Context, _state: State
) -> Iterable[Place]:
    """The person."""
    return [Holder.at(command.holder_id)]


def open_request(command: OpenPersonRequest, context: Context, state: State) -> Sequence[Event]:
    """Write down what a person asks. Also of who is erased: she may ask what is still kept."""
    if state.get(Holder, command.holder_id) is None:
        raise Refusal("holder_unknown", "holder_id")
    today = day_of(context.time)
    if not today - RECEIVED_AT_MOST_AGO <= command.received_on <= today:
        raise Refusal("day_out_of_range", "received_on")
    due_on = months_later(command.received_on, ANSWER_WITHIN_MONTHS)
    made = context.make_id("request")
    return [PersonRequestOpened(request_id=made, due_on=due_on, **command.model_dump())]


About = ExtendPersonRequest | ClosePersonRequest


def needs(command: About, _context: Context, state: State) -> Iterable[Place]:
    """The request and, once it is loaded, the terms of its person."""
    yield PersonRequest.at(command.request_id)
    found = state.peek(PersonRequest, command.request_id)
    if found is not None:
        yield PersonTerms.at(found.holder_id)


def _open(request_id: UUID, state: State) -> PersonRequest:
    found = state.get(PersonRequest, request_id)
    if found is None:
        raise Refusal("request_unknown", "request_id")
    if found.closed:
        raise Refusal("request_closed", "request_id")
    return found


def extend(command: ExtendPersonRequest, context: Context, state: State) -> Sequence[Event]:
    """Take two more months, once, within the first month."""
    found = _open(command.request_id, state)
    if found.extended:
        raise Refusal("request_extended", "request_id")
    if day_of(context.time) > found.due_on:
        raise Refusal("request_overdue", "request_id", due_on=found.due_on.isoformat())
    return [
        PersonRequestExtended(
            request_id=command.request_id,
            holder_id=UUID(found.holder_id),
            reason=command.reason,
            due_on=months_later(found.received_on, EXTENDED_TO_MONTHS),
        )
    ]


def close(command: ClosePersonRequest, _context: Context, state: State) -> Sequence[Event]:
    """Answer a request. A refusal, also of a part, needs its ground (GDPR art. 12(4))."""
    found = _open(command.request_id, state)
    needs_ground = command.outcome in ("refused", "partly_granted")
    if needs_ground != (command.ground is not None):
        raise Refusal("request_ground_invalid", "ground")
    return [
        PersonRequestClosed(
            request_id=command.request_id,
            holder_id=UUID(found.holder_id),
            kind=found.kind,
            outcome=command.outcome,
            ground=command.ground,
        )
    ]


def opened(event: PersonRequestOpened, _context: Context, _state: State) -> Iterable[Change]:
    """The clock runs."""
    yield PersonRequest(
        key=str(event.request_id),
        holder_id=str(event.holder_id),
        kind=event.kind,
        received_on=event.received_on,
        due_on=event.due_on,
    )


def extended(event: PersonRequestExtended, _context: Context, state: State) -> Iterable[Change]:
    """The answer is due later."""
    found = state.get(PersonRequest, event.request_id)
    if found is not None:
        yield replace(found, due_on=event.due_on, extended=True)


def closed(event: PersonRequestClosed, _context: Context, state: State) -> Iterable[Change]:
    """The request is answered; a granted restriction or objection leaves her data only kept."""
    found = state.get(PersonRequest, event.request_id)
    if found is not None:
        yield replace(found, closed=True)
    if event.kind in ONLY_KEPT_AFTER and event.outcome in FULFILLED:
        yield replace(terms_of(event.holder_id, state), restricted=True)
