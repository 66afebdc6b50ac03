"""Looking up an operation: by whoever asked for it, or the coordinator of its network."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

from services.gateway.api.context import RequestContext
from services.gateway.api.enums import OperationStatus
from services.gateway.api.replies import Operation
from services.gateway.domain.access import Grant, Role
from services.gateway.domain.checks import argument_name
from services.gateway.domain.outcomes import Outcome
from services.gateway.domain.sentences import sentence
from services.gateway.storage.operations import Standing, standings
from services.kernel.ids import PLATFORM

LOOK_AGAIN_S = 5.0


async def find_operation(
    context: RequestContext, grant: Grant, operation: UUID
) -> Operation | None:
    """How an operation stands; None where it is unknown, or not for you."""
    standing = await _standing(context, grant, operation)
    return _shown(operation, standing.outcome) if standing else None


async def follow_operation(
    context: RequestContext, grant: Grant, operation: UUID
) -> AsyncIterator[Operation]:
    """The operation now, and once it is final. Ends where it is unknown."""
    waiting = context.gateway.waiting
    stream = grant.network or PLATFORM
    waiter = waiting.expect(operation, stream)
    try:
        standing = await _standing(context, grant, operation)
        if standing is None:
            return
        yield _shown(operation, standing.outcome)
        while standing is not None and standing.outcome is None:
            await asyncio.wait((waiter,), timeout=LOOK_AGAIN_S)
            if waiter.done():
                yield _shown(operation, waiter.result())
                return
            standing = await _standing(context, grant, operation)
    finally:
        waiting.forget(operation, waiter)


async def _standing(context: RequestContext, grant: Grant, operation: UUID) -> Standing | None:
    stream = grant.network or PLATFORM
    found = (await standings(context.gateway.database, [stream], [operation])).get(operation)
    if found is None:
        return None
    return found if found.actor == grant.actor or grant.role is Role.COORDINATOR else None


def _shown(operation: UUID, outcome: Outcome | None) -> Operation:
    if outcome is None:
        return Operation(
            id=operation,
            status=OperationStatus.PENDING,
            code=None,
            message=None,
            field=None,
            made=None,
        )
    return Operation(
        id=operation,
        status=OperationStatus(outcome.status),
        code=outcome.code,
        message=sentence(outcome.code, outcome.facts) if outcome.code else None,
        field=argument_name(outcome.field),
        made=UUID(outcome.made) if outcome.made else None,
    )
