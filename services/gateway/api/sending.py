"""The way of a mutation: check, accept, send, wait; each ends in one answer.

One statement before the command is sent, one send, and one read of what was made.
"""

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar
from uuid import UUID

import orjson

from services.gateway.api.context import Coded, RequestContext
from services.gateway.api.metrics import ANSWERS, SLOWED_ANSWERS
from services.gateway.api.replies import Pending, Rejected
from services.gateway.domain.access import Grant, Scope
from services.gateway.domain.attempts import NUMBERED, SLOWED, is_provider
from services.gateway.domain.checks import BadInput, argument_name, check
from services.gateway.domain.outcomes import Facts, Outcome
from services.gateway.domain.sentences import sentence
from services.gateway.storage.operations import Opened, Request
from services.gateway.storage.reading import DATABASE_AWAY, Bounds
from services.gateway.storage.rows import Wanted
from services.kernel.broker import Unavailable
from services.kernel.contract import Command
from services.kernel.envelope import Envelope
from services.kernel.ids import PLATFORM, command_id

T = TypeVar("T")
D = TypeVar("D")
PLATFORM_WIDE = Scope()
Read = Callable[[RequestContext, str, str], Awaitable[T | None]]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a client asks. `given` are its arguments by their names in GraphQL.

    `command` is made only when all arguments were found right. `guard` names a view and a key
    that somebody with a narrower grant than the network must be able to see. `lasting`: it tells
    of what already happened, so it is never too late.
    """

    operation: str
    given: Mapping[str, Any]
    command: Callable[[], Command | Awaitable[Command]]
    scope: Scope = PLATFORM_WIDE
    guard: tuple[str, str] | None = None
    lasting: bool = False

    @property
    def stream(self) -> str:
        """The network, or the platform where a network is opened."""
        return str(self.given.get("network", PLATFORM))


def wish_about(
    guard: tuple[str, str],
    operation: str,
    given: Mapping[str, Any],
    command: Callable[[], Command | Awaitable[Command]],
) -> Wish:
    """A wish in the network that is given, about something that one must be able to see."""
    return Wish(operation, given, command, Scope(network=str(given["network"])), guard=guard)


def about_holder(
    operation: str, given: Mapping[str, Any], command: Callable[[], Command | Awaitable[Command]]
) -> Wish:
    """A wish about the holder that is given, whom its maker must be able to see."""
    return wish_about(("holders", str(given["holder"])), operation, given, command)


@dataclass(frozen=True, slots=True)
class Ended:
    """The operation is done, and the views show what it made."""

    operation: UUID
    network: str
    made: str


class Refused(Exception):
    """The gateway itself says no."""

    def __init__(self, code: str, field: str | None = None, facts: Facts | None = None) -> None:
        super().__init__(code)
        self.code, self.field, self.facts = code, field, facts


def rejected(
    code: str, field: str | None = None, facts: Facts | None = None, operation: UUID | None = None
) -> Rejected:
    """A no with its sentence."""
    wait_s = (facts or {}).get("wait_s")
    return Rejected(
        operation=operation,
        code=code,
        message=sentence(code, facts),
        field=field,
        facts=facts,
        wait_seconds=wait_s if isinstance(wait_s, int) else None,
    )


async def carry_out(context: RequestContext, wish: Wish) -> Ended | Rejected | Pending:
    """Take a wish to its end, or to where it can be looked up."""
    clock = asyncio.get_running_loop()
    begun = clock.time()
    party = _trying(context, wish)
    turn = context.gateway.turns.of(wish.stream, party) if party else nullcontext()
    async with turn:
        answer = await _carry_out(context, wish)
    refused_at_once = isinstance(answer, Rejected) and answer.operation is None
    if not refused_at_once and not context.long_work:
        context.gateway.pace.waited(clock.time() - begun, clock.time())
    kind = answer.code if isinstance(answer, Rejected) else type(answer).__name__.lower()
    ANSWERS.labels(wish.operation, kind).inc()
    return answer


def _trying(context: RequestContext, wish: Wish) -> str:
    """The provider that learns by this wish whether a number works; empty: nobody does."""
    party = "" if context.grant is None else context.grant.party
    return party if wish.operation in NUMBERED and is_provider(party) else ""


async def _carry_out(context: RequestContext, wish: Wish) -> Ended | Rejected | Pending:
    try:
        check(wish.given)
        grant = _permitted(context, wish)
        made = wish.command()
        command = made if isinstance(made, Command) else await made
    except BadInput as problem:
        return rejected(problem.code, problem.field)
    except Refused as problem:
        return rejected(problem.code, problem.field, problem.facts)
    except DATABASE_AWAY:
        # What the command is made of could not be read: nothing was sent.
        return rejected("unavailable")
    clock, patience = asyncio.get_running_loop(), context.gateway.settings.pending_after_s
    begun = clock.time()
    operation = command_id(wish.stream, grant.actor, wish.given["key"])
    waiter = context.gateway.waiting.expect(operation, wish.stream)
    try:
        async with asyncio.timeout(patience):
            await _send(context, wish, operation, command)
    except Refused as problem:
        return rejected(problem.code, problem.field, problem.facts, operation)
    except (TimeoutError, Unavailable, *DATABASE_AWAY):
        # Not acknowledged: whether it is durable is not known, and the same key is safe.
        return rejected("unavailable", operation=operation)
    else:
        left = max(patience - (clock.time() - begun), 0)
        done, _ = await asyncio.wait((waiter,), timeout=left)
        if not done:
            return Pending(operation=operation)
        return await _told(
            context, wish, _answer(wish, operation, waiter.result()), waiter.result()
        )
    finally:
        context.gateway.waiting.forget(operation, waiter)


def _permitted(context: RequestContext, wish: Wish) -> Grant:
    try:
        return context.permit(wish.operation, wish.scope)
    except Coded as problem:
        raise Refused(problem.code) from None


async def _send(context: RequestContext, wish: Wish, operation: UUID, command: Command) -> None:
    """Accept the operation and send its command, until Kafka has acknowledged it."""
    opened = await _open(context, wish, operation, command)
    if opened.state == SLOWED:
        SLOWED_ANSWERS.inc()
        raise Refused(SLOWED, facts={"wait_s": opened.wait_s})
    if opened.state != "open":
        raise Refused(opened.state, _FIELD_OF_STATE.get(opened.state))
    if opened.status != "pending":
        context.gateway.waiting.look(operation)
        return
    assert context.grant is not None
    now = datetime.now(UTC)
    envelope = Envelope(
        id=operation,
        type=command.wire_name,
        source="gateway",
        stream=wish.stream,
        time=now,
        data=command.model_dump_json().encode(),
        correlation=operation,
        after=opened.after or {},
        deadline=None if wish.lasting else now + _deadline(context),
        actor=context.grant.actor,
    )
    service = command.wire_name.split(".", 1)[0]
    await context.gateway.outbox.send(f"{service}.commands", envelope)


def _deadline(context: RequestContext) -> timedelta:
    return timedelta(seconds=context.gateway.settings.command_deadline_s)


_FIELD_OF_STATE: Mapping[str, str] = {"network_unknown": "network", "key_reused": "key"}


async def _open(context: RequestContext, wish: Wish, operation: UUID, command: Command) -> Opened:
    grant, settings = context.grant, context.gateway.settings
    assert grant is not None
    bounds = Bounds(wish.stream, grant.party, grant.municipality or "")
    text = orjson.dumps([wish.operation, wish.given], default=_plain)
    request = Request(
        id=operation,
        stream=wish.stream,
        actor=grant.actor,
        type=command.wire_name,
        fingerprint=hmac.digest(settings.fingerprint_key, text, "sha256"),
        numbered=_trying(context, wish) != "",
        guard=wish.guard if grant.party or grant.municipality else None,
    )
    return await context.gateway.open_operation((request, bounds))


def _plain(value: Any) -> Any:
    raise TypeError(f"no argument has the type {type(value).__name__}")


async def _told(
    context: RequestContext, wish: Wish, answer: Ended | Rejected, outcome: Outcome
) -> Ended | Rejected:
    """With the person whom a refusal is about, for who may see her."""
    about = outcome.facts.get("holder_id")
    if not isinstance(answer, Rejected) or not isinstance(about, str):
        return answer
    try:
        bounds = context.bounds(wish.stream)
        row = await context.gateway.read_row(Wanted(bounds, "holders", about))
    except DATABASE_AWAY:
        return answer
    return answer if row is None else replace(answer, person=UUID(about))


def _answer(wish: Wish, operation: UUID, outcome: Outcome) -> Ended | Rejected:
    if outcome.status == "rejected":
        field = argument_name(outcome.field)
        return rejected(outcome.code or "internal_error", field, outcome.facts, operation)
    made = outcome.made or ""
    network = made if wish.stream == PLATFORM else wish.stream
    return Ended(operation, network, made)


@dataclass(frozen=True, slots=True)
class Shown(Generic[T, D]):
    """How what was made is read from the views and put into an answer."""

    read: Read[T]
    done: Callable[[UUID, T], D]


async def answer(context: RequestContext, wish: Wish, shown: Shown[T, D]) -> D | Rejected | Pending:
    """Carry a wish out and show what it made. Raises Coded."""
    end = await carry_out(context, wish)
    if not isinstance(end, Ended):
        return end
    try:
        found = await shown.read(context, end.network, end.made)
    except DATABASE_AWAY:
        # It happened: what it made can be looked up once the views can be read again.
        return Pending(operation=end.operation)
    if found is None:
        raise Coded("internal_error")
    return shown.done(end.operation, found)
