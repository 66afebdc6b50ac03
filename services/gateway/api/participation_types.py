"""What GraphQL shows of taking part."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from services.gateway.api import explaining, instalments
from services.gateway.api.context import Info
from services.gateway.api.enums import ParticipationStatus
from services.gateway.api.explaining import ToldOf
from services.gateway.api.instalment_types import Instalment
from services.gateway.api.scalars import Cents
from services.gateway.api.standing_types import PriceExplanation, PriceStep
from services.gateway.storage.reading import Row


@strawberry.type
class Participation:
    """A participation. `holder` and `cardSuffix` are null where they are not for you.

    With a card of a scheme, `steps` tell how the price came about under `regulation`; they are
    empty for who is only told the price. `uncoveredCents` of the network's share nobody paid yet.
    Where there is a `claim` she paid it all herself; where there is a `slip`, that holds it.
    `group`: she took part together with others, in one request. `waitingPlace`: while it waits,
    at which place it came.
    """

    network: strawberry.Private[str]
    right: strawberry.Private[str]
    told: strawberry.Private[ToldOf]
    id: UUID
    status: ParticipationStatus
    offer: UUID
    organisation: UUID
    holder: UUID | None
    on: date
    price_cents: Cents
    holder_cents: Cents
    organisation_cents: Cents
    network_cents: Cents
    ceiling_applied: bool
    hold_until: datetime | None
    decline_code: str | None
    scheme: UUID | None
    regulation: UUID | None
    other_help_cents: Cents
    uncovered_cents: Cents
    claim: UUID | None
    slip: UUID | None
    checked_in_at: datetime | None
    steps: list[PriceStep]
    group: UUID | None
    waiting_place: int | None = None
    row: strawberry.Private[Row | None] = None

    @strawberry.field(description="The last four digits of the holder's card.")
    async def card_suffix(self, info: Info) -> str | None:
        """One query for all participations of the request."""
        return await info.context.loaders.suffixes.load((self.network, str(self.id)))

    @strawberry.field(description="The instalments in which it is paid; none: it is paid at once.")
    async def instalments(self, info: Info) -> list[Instalment]:
        """One query for all participations of the request."""
        if self.row is None or not instalments.plan_of(self.row):
            return []
        lines = await info.context.loaders.instalments.load((self.network, str(self.id)))
        return instalments.shown(self.row, lines)

    @strawberry.field(description="By which key the price was shared, and why so.")
    async def explanation(self, info: Info) -> PriceExplanation | None:
        """One query a table for all participations of the request. Null for who is only told the
        price."""
        return await explaining.of_participation(info.context, self.network, self.told)
