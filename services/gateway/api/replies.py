"""What is said of a wish and of what happened: rejected, pending, an operation, an event."""

from datetime import datetime
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from services.gateway.api.enums import OperationStatus
from services.gateway.api.scalars import Long
from services.gateway.domain.outcomes import Facts


@strawberry.type
class Rejected:
    """No, and why. `field` is the argument at fault.

    `person`: the one whom it is about, if it is another and you may see her. `waitSeconds`: ask
    again after so long; until then nothing is looked at.
    """

    operation: UUID | None
    code: str
    message: str
    field: str | None
    facts: strawberry.Private[Facts | None] = None
    person: UUID | None = None
    wait_seconds: int | None = None


@strawberry.type
class Pending:
    """It is on its way: look the operation up, or subscribe to it."""

    operation: UUID


@strawberry.type
class Operation:
    """How an operation stands. `made` is the id of what it made or changed."""

    id: UUID
    status: OperationStatus
    code: str | None
    message: str | None
    field: str | None
    made: UUID | None


@strawberry.type
class NetworkEvent:
    """A public event of a network."""

    source: str
    sequence: Long
    type: str
    time: datetime
    data: JSON
