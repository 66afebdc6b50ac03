"""What a person did with a message that waited for her. It changes nothing but its state."""

from datetime import UTC, datetime
from uuid import UUID

import strawberry

from services.gateway.api.context import Coded, Info
from services.gateway.api.message_types import (
    MessageAnswer,
    MessageDone,
    MessageEnd,
    holder_message,
)
from services.gateway.api.sending import rejected
from services.gateway.domain.access import Scope
from services.gateway.domain.checks import BadInput, check
from services.gateway.storage.outbox import close
from services.gateway.storage.reading import DATABASE_AWAY


@strawberry.type
class MessageMutations:
    """Letters that were posted, people who were called."""

    @strawberry.mutation(description="Say that a message that waited was sent, or need not be.")
    async def close_message(
        self, info: Info, network: UUID, key: str, message: UUID, message_end: MessageEnd
    ) -> MessageAnswer:
        """Done as often as it is said: the same end twice is one."""
        context = info.context
        try:
            check({"network": network, "key": key, "message": message, "end": message_end})
            grant = context.permit("closeMessage", Scope(network=str(network)))
        except BadInput as problem:
            return rejected(problem.code, problem.field)
        except Coded as problem:
            return rejected(problem.code)
        try:
            row = await close(
                context.gateway.database,
                context.bounds(str(network)),
                message,
                state=message_end.value,
                actor=grant.actor,
                at=datetime.now(UTC),
            )
        except DATABASE_AWAY:
            return rejected("unavailable")
        if row is None:
            return rejected("message_unknown", "message")
        return MessageDone(holder_message=holder_message(row))
