"""Mutations about who is there. No money."""

from datetime import datetime
from uuid import UUID

import strawberry

from services.cards.contracts import commands
from services.gateway.api.cards import card_token
from services.gateway.api.check_in_types import CheckInAnswer
from services.gateway.api.check_ins import CHECK_IN
from services.gateway.api.context import Info
from services.gateway.api.sending import Wish, answer, wish_about
from services.gateway.domain.access import Scope


@strawberry.type
class CheckInMutations:
    """At the door of an offer; a provider acts on its own offers only."""

    @strawberry.mutation(description="Somebody is there, with her card.")
    async def check_in(
        self,
        info: Info,
        network: UUID,
        key: str,
        card_number: str,
        offer: UUID,
        happened_at: datetime | None = None,
    ) -> CheckInAnswer:
        """Within the window of the offer. A desk that was offline tells `happenedAt`, with a key of
        its own for each: that is judged by its own time, and not refused for the window."""
        wish = Wish(
            "checkIn",
            {
                "network": network,
                "key": key,
                "cardNumber": card_number,
                "offer": offer,
                "happenedAt": happened_at,
            },
            lambda: commands.CheckIn(
                card_token=card_token(info.context, network, card_number),
                offer_id=offer,
                happened_at=happened_at,
            ),
            Scope(network=str(network)),
            guard=("offers", str(offer)),
            lasting=happened_at is not None,
        )
        return await answer(info.context, wish, CHECK_IN)

    @strawberry.mutation(description="She was not there after all.")
    async def cancel_check_in(
        self, info: Info, network: UUID, key: str, check_in: UUID
    ) -> CheckInAnswer:
        """She may be checked in again."""
        wish = wish_about(
            ("check_ins", str(check_in)),
            "cancelCheckIn",
            {"network": network, "key": key, "checkIn": check_in},
            lambda: commands.CancelCheckIn(check_in_id=check_in),
        )
        return await answer(info.context, wish, CHECK_IN)
