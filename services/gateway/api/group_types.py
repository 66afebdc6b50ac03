"""What GraphQL shows of those who take part together."""

from typing import Annotated
from uuid import UUID

import strawberry

from services.gateway.api.participation_types import Participation
from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.scalars import Cents


@strawberry.type
class Group:
    """Several people in one request, in the order of its lines.

    The amounts are of all who take part still: `holderCents` is what to ask of them together.
    """

    id: UUID
    participations: list[Participation]
    price_cents: Cents
    holder_cents: Cents
    organisation_cents: Cents
    network_cents: Cents


@strawberry.type
class GroupDone:
    """It happened, and every view shows it."""

    operation: UUID
    group: Group


GroupAnswer = Annotated[GroupDone | Rejected | Pending, strawberry.union("GroupAnswer")]
