"""Mutations about cards: issuing and blocking."""

from uuid import UUID

import strawberry

from services.cards.contracts import commands
from services.gateway.api.answers import CARD, CardAnswer
from services.gateway.api.cards import by_role, priced_by, sealed_number
from services.gateway.api.context import Info
from services.gateway.api.enums import BlockReason, CardReason, Carrier
from services.gateway.api.reads import read_row
from services.gateway.api.sending import Refused, Wish, about_holder, answer, wish_about
from services.gateway.domain.access import Scope


@strawberry.type
class CardMutations:
    """The life of a card."""

    @strawberry.mutation(description="Issue a card that carries a right.")
    async def issue_card(self, info: Info, network: UUID, key: str, right: UUID) -> CardAnswer:
        """Its number is random and tells nothing."""

        async def command() -> commands.IssueCard:
            # Cards draws the number before its rule runs, and seals it with the holder's key.
            row = await read_row(info.context, str(network), "rights", str(right))
            if row is None:
                raise Refused("right_unknown", "right")
            return commands.IssueCard(holder_id=UUID(row["holder_id"]), right_id=right)

        wish = Wish(
            "issueCard",
            {"network": network, "key": key, "right": right},
            command,
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, CARD)

    @strawberry.mutation(description="Block a card; the right behind it stays.")
    async def block_card(
        self, info: Info, network: UUID, key: str, card: UUID, reason: BlockReason
    ) -> CardAnswer:
        """Lost, stolen, broken or ended."""
        wish = wish_about(
            ("cards", str(card)),
            "blockCard",
            {"network": network, "key": key, "card": card, "reason": reason},
            lambda: commands.BlockCard(card_id=card, reason=reason.value, by=by_role(info.context)),
        )
        return await answer(info.context, wish, CARD)

    @strawberry.mutation(description="Give a person a card of a scheme, entitled or not.")
    async def issue_scheme_card(
        self,
        info: Info,
        network: UUID,
        key: str,
        holder: UUID,
        scheme: UUID,
        carrier: Carrier = Carrier.CARD,
        card_reason: CardReason = CardReason.FIRST,
        replaces: UUID | None = None,
        stock_number: str | None = None,
    ) -> CardAnswer:
        """`stockNumber`: of a printed card from stock. Else its number is freshly drawn."""
        context = info.context

        async def command() -> commands.IssueSchemeCard:
            return commands.IssueSchemeCard(
                holder_id=holder,
                scheme_id=scheme,
                carrier=carrier.value,
                reason=card_reason.value,
                replaces=replaces,
                number=sealed_number(context, stock_number),
                **await priced_by(context, network, holder),
                by=by_role(context),
            )

        given = {
            "network": network,
            "key": key,
            "holder": holder,
            "scheme": scheme,
            "carrier": carrier,
            "cardReason": card_reason,
            "replaces": replaces,
            "stockNumber": stock_number,
        }
        wish = about_holder("issueSchemeCard", given, command)
        return await answer(context, wish, CARD)
