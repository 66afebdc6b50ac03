"""What a person does with messages: those that waited for her, and those that came back."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import strawberry

from services.gateway.api.composing import composed
from services.gateway.api.context import Coded, Info, RequestContext
from services.gateway.api.delivering import ports_of
from services.gateway.api.message_types import (
    MessageAnswer,
    MessageDone,
    MessageEnd,
    MessageWay,
    holder_message,
)
from services.gateway.api.opening import record
from services.gateway.api.sending import Refused, rejected
from services.gateway.domain.access import Scope
from services.gateway.domain.checks import BadInput, check
from services.gateway.domain.messaging import way_of
from services.gateway.storage.messages import read_message
from services.gateway.storage.outbox import came_back, close, send_again, taken
from services.gateway.storage.reading import DATABASE_AWAY, Bounds, Row
from services.kernel.ids import command_id


@strawberry.type
class MessageMutations:
    """Letters that were posted or came back, people who were called."""

    @strawberry.mutation(description="Say that a message that waited was sent, or need not be.")
    async def close_message(
        self, info: Info, network: UUID, key: str, message: UUID, message_end: MessageEnd
    ) -> MessageAnswer:
        """Done as often as it is said: the same end twice is one."""
        given = {"network": network, "key": key, "message": message, "end": message_end}

        async def end(bounds: Bounds, actor: str) -> Row | None:
            return await close(
                info.context.gateway.database,
                bounds,
                message,
                state=message_end.value,
                actor=actor,
                at=datetime.now(UTC),
            )

        return await _changed(info.context, "closeMessage", given, end)

    @strawberry.mutation(description="Say that what was sent came back, or never reached her.")
    async def return_message(
        self, info: Info, network: UUID, key: str, message: UUID
    ) -> MessageAnswer:
        """It may be sent again by another way (`resendMessage`)."""
        given = {"network": network, "key": key, "message": message}

        async def back(bounds: Bounds, actor: str) -> Row | None:
            database = info.context.gateway.database
            return await came_back(database, bounds, message, actor=actor, at=datetime.now(UTC))

        return await _changed(info.context, "returnMessage", given, back)

    @strawberry.mutation(description="Send a message again, by a way that you choose.")
    async def resend_message(
        self, info: Info, network: UUID, key: str, message: UUID, message_way: MessageWay
    ) -> MessageAnswer:
        """A message of its own; the first stays as it was, but need not be done any more where it
        still waited. Refused where she cannot be reached that way."""
        given = {"network": network, "key": key, "message": message, "messageWay": message_way}

        async def again(bounds: Bounds, actor: str) -> Row | None:
            await _check_way(info.context, bounds, message, message_way)
            return await send_again(
                info.context.gateway.database,
                bounds,
                message,
                cause=command_id(str(network), actor, key),
                way=message_way.value,
                actor=actor,
            )

        return await _changed(info.context, "resendMessage", given, again)


async def _changed(
    context: RequestContext,
    operation: str,
    given: Mapping[str, Any],
    change: Callable[[Bounds, str], Awaitable[Row | None]],
) -> MessageAnswer:
    """Check, permit, change one message, and show how it stands."""
    network = str(given["network"])
    try:
        check(given)
        grant = context.permit(operation, Scope(network=network))
        row = await change(context.bounds(network), grant.actor)
    except (BadInput, Refused) as problem:
        return rejected(problem.code, problem.field)
    except Coded as problem:
        return rejected(problem.code)
    except DATABASE_AWAY:
        return rejected("unavailable")
    if row is None:
        return rejected("message_unknown", "message")
    return MessageDone(holder_message=holder_message(row))


async def _check_way(
    context: RequestContext, bounds: Bounds, message: UUID, way: MessageWay
) -> None:
    """Refuse a way by which she cannot be reached. Raises Refused, DATABASE_AWAY."""
    gateway = context.gateway
    row = await read_message(gateway.database, bounds, message)
    if row is None:
        raise Refused("message_unknown", "message")
    await record(context, [row])
    ready = await composed(gateway.database, gateway.keys, taken(row), again=True)
    if ready is None:
        raise Refused("message_without_ground", "message")
    ports = frozenset(ports_of(gateway.settings))
    if way_of(ready.kind, ready.reached, ports, way.value) != way.value:
        raise Refused("way_not_usable", "messageWay")
