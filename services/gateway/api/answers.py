"""What a mutation answers: done with what it made, rejected, or pending."""

from typing import Annotated, Final
from uuid import UUID

import strawberry

from services.gateway.api import reads
from services.gateway.api.card_types import Card
from services.gateway.api.participation_types import Participation
from services.gateway.api.replies import Pending, Rejected
from services.gateway.api.sending import Shown
from services.gateway.api.types import (
    Holder,
    Network,
    Offer,
    Organisation,
    Right,
)
from services.gateway.domain.money_sentences import waiting_sentence


@strawberry.type
class NetworkDone:
    """It happened, and every view shows it."""

    operation: UUID
    network: Network


@strawberry.type
class OrganisationDone:
    """It happened, and every view shows it."""

    operation: UUID
    organisation: Organisation


@strawberry.type
class OfferDone:
    """It happened, and every view shows it."""

    operation: UUID
    offer: Offer


@strawberry.type
class HolderDone:
    """It happened, and every view shows it."""

    operation: UUID
    holder: Holder


@strawberry.type
class RightDone:
    """It happened, and every view shows it."""

    operation: UUID
    right: Right


@strawberry.type
class CardDone:
    """It happened, and every view shows it."""

    operation: UUID
    card: Card


@strawberry.type
class ParticipationDone:
    """It happened, and every view shows it. `notice`: that it waits for its turn, if so."""

    operation: UUID
    participation: Participation
    notice: str | None = None


NetworkAnswer = Annotated[NetworkDone | Rejected | Pending, strawberry.union("NetworkAnswer")]
OrganisationAnswer = Annotated[
    OrganisationDone | Rejected | Pending, strawberry.union("OrganisationAnswer")
]
OfferAnswer = Annotated[OfferDone | Rejected | Pending, strawberry.union("OfferAnswer")]
HolderAnswer = Annotated[HolderDone | Rejected | Pending, strawberry.union("HolderAnswer")]
RightAnswer = Annotated[RightDone | Rejected | Pending, strawberry.union("RightAnswer")]
CardAnswer = Annotated[CardDone | Rejected | Pending, strawberry.union("CardAnswer")]
ParticipationAnswer = Annotated[
    ParticipationDone | Rejected | Pending, strawberry.union("ParticipationAnswer")
]

NETWORK: Final = Shown(
    reads.network,
    lambda operation, shown: NetworkDone(operation=operation, network=shown),
)
ORGANISATION: Final = Shown(
    reads.organisation,
    lambda operation, shown: OrganisationDone(operation=operation, organisation=shown),
)
OFFER: Final = Shown(
    reads.offer,
    lambda operation, shown: OfferDone(operation=operation, offer=shown),
)
CHANGED_HOLDER: Final = Shown(
    reads.holder_done,
    lambda operation, shown: HolderDone(operation=operation, holder=shown),
)
HOLDER: Final = Shown(
    reads.holder,
    lambda operation, shown: HolderDone(operation=operation, holder=shown),
)
RIGHT: Final = Shown(
    reads.right,
    lambda operation, shown: RightDone(operation=operation, right=shown),
)
CARD: Final = Shown(
    reads.card,
    lambda operation, shown: CardDone(operation=operation, card=shown),
)
PARTICIPATION: Final = Shown(
    reads.participation_done,
    lambda operation, shown: ParticipationDone(
        operation=operation,
        participation=shown,
        notice=None if shown.waiting_place is None else waiting_sentence(shown.waiting_place),
    ),
)
