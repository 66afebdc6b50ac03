"""Mutations about participations: cards decides first, budget has the final word."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from services.cards.contracts import commands
from services.gateway.api.answers import PARTICIPATION, ParticipationAnswer
from services.gateway.api.cards import card_token
from services.gateway.api.context import Info
from services.gateway.api.scalars import NOTHING, Cents
from services.gateway.api.sending import answer, wish_about
from services.kernel.contract import Command


@strawberry.type
class ParticipationMutations:
    """A provider acts on its own offers and participations only."""

    @strawberry.mutation(description="Take part at once.")
    async def register_participation(
        self,
        info: Info,
        network: UUID,
        key: str,
        card_number: str,
        offer: UUID,
        on: date,
        other_help_cents: Cents = NOTHING,
    ) -> ParticipationAnswer:
        """Done means: posted from the network's account to what is payable to the provider.

        `otherHelpCents`: what others pay of the price, such as a health fund.
        """
        given = {
            "network": network,
            "key": key,
            "cardNumber": card_number,
            "offer": offer,
            "on": on,
            "otherHelpCents": other_help_cents,
        }
        wish = wish_about(
            ("offers", str(offer)),
            "registerParticipation",
            given,
            lambda: commands.RegisterParticipation(
                card_token=card_token(info.context, network, card_number),
                offer_id=offer,
                on=on,
                other_help_cents=other_help_cents,
            ),
        )
        return await answer(info.context, wish, PARTICIPATION)

    @strawberry.mutation(description="Set the shares aside until a moment; then confirm or void.")
    async def hold_participation(
        self,
        info: Info,
        network: UUID,
        key: str,
        card_number: str,
        offer: UUID,
        on: date,
        hold_until: datetime,
        other_help_cents: Cents = NOTHING,
    ) -> ParticipationAnswer:
        """At most seven days ahead."""
        given = {
            "network": network,
            "key": key,
            "cardNumber": card_number,
            "offer": offer,
            "on": on,
            "holdUntil": hold_until,
            "otherHelpCents": other_help_cents,
        }
        wish = wish_about(
            ("offers", str(offer)),
            "holdParticipation",
            given,
            lambda: commands.HoldParticipation(
                card_token=card_token(info.context, network, card_number),
                offer_id=offer,
                on=on,
                hold_until=hold_until,
                other_help_cents=other_help_cents,
            ),
        )
        return await answer(info.context, wish, PARTICIPATION)

    @strawberry.mutation(description="Turn a hold into a confirmed participation.")
    async def confirm_participation(
        self, info: Info, network: UUID, key: str, participation: UUID
    ) -> ParticipationAnswer:
        """Before the hold expires."""
        command = commands.ConfirmParticipation
        return await _resolve(info, "confirmParticipation", command, network, key, participation)

    @strawberry.mutation(description="Give a hold back.")
    async def void_participation(
        self, info: Info, network: UUID, key: str, participation: UUID
    ) -> ParticipationAnswer:
        """Nothing is posted."""
        command = commands.VoidParticipation
        return await _resolve(info, "voidParticipation", command, network, key, participation)

    @strawberry.mutation(description="Undo a confirmed participation.")
    async def cancel_participation(
        self, info: Info, network: UUID, key: str, participation: UUID
    ) -> ParticipationAnswer:
        """A reversal is posted that names it."""
        command = commands.CancelParticipation
        return await _resolve(info, "cancelParticipation", command, network, key, participation)


Resolution = (
    type[commands.ConfirmParticipation]
    | type[commands.VoidParticipation]
    | type[commands.CancelParticipation]
)


async def _resolve(
    info: Info, operation: str, kind: Resolution, network: UUID, key: str, participation: UUID
) -> ParticipationAnswer:
    def command() -> Command:
        return kind(participation_id=participation)

    wish = wish_about(
        ("participations", str(participation)),
        operation,
        {"network": network, "key": key, "participation": participation},
        command,
    )
    return await answer(info.context, wish, PARTICIPATION)
