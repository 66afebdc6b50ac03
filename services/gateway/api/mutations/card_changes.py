"""Mutations about cards that are there: unblock, replace, renew, swap, revoke."""

from uuid import UUID

import strawberry

from services.cards.contracts import commands
from services.gateway.api.answers import CARD, HOLDER, CardAnswer, HolderAnswer
from services.gateway.api.cards import by_role, priced_by, sealed_number, sealed_reason
from services.gateway.api.context import Info, RequestContext
from services.gateway.api.enums import Carrier, ReplaceReason, UnblockReason
from services.gateway.api.reads import read_row
from services.gateway.api.sending import Refused, about_holder, answer, wish_about


async def carrier_of(
    context: RequestContext, network: UUID, card: UUID, holder: UUID | None = None
) -> UUID:
    """Who carries a card that one may see: the file into which hers was merged, where it was.

    Raises Refused.
    """
    row = await read_row(context, str(network), "cards", str(card))
    if row is None:
        raise Refused("card_unknown", "card")
    if holder is not None:
        return holder
    entered = await read_row(context, str(network), "holders", row["holder_id"])
    into = None if entered is None else entered["merged_into"]
    return UUID(into or row["holder_id"])


@strawberry.type
class CardChangeMutations:
    """The life of a card after it is given. Right, limits and history stay whatever happens."""

    @strawberry.mutation(description="Let a card work again that was found.")
    async def unblock_card(
        self, info: Info, network: UUID, key: str, card: UUID, reason: UnblockReason
    ) -> CardAnswer:
        """Not once another has come in its place."""
        wish = wish_about(
            ("cards", str(card)),
            "unblockCard",
            {"network": network, "key": key, "card": card, "reason": reason},
            lambda: commands.UnblockCard(
                card_id=card, reason=reason.value, by=by_role(info.context)
            ),
        )
        return await answer(info.context, wish, CARD)

    @strawberry.mutation(description="Give a new card for one that is lost, stolen or broken.")
    async def replace_card(
        self,
        info: Info,
        network: UUID,
        key: str,
        card: UUID,
        why: ReplaceReason,
        holder: UUID | None = None,
        carrier: Carrier | None = None,
        stock_number: str | None = None,
    ) -> CardAnswer:
        """The answer is the new card. `holder`: whose card it is, where that is to be sure."""
        context = info.context

        async def command() -> commands.ReplaceCard:
            person = await carrier_of(context, network, card, holder)
            return commands.ReplaceCard(
                card_id=card,
                holder_id=person,
                why=why.value,
                carrier=None if carrier is None else carrier.value,
                number=sealed_number(context, stock_number),
                **await priced_by(context, network, person),
                by=by_role(context),
            )

        given = {
            "network": network,
            "key": key,
            "card": card,
            "why": why,
            "holder": holder,
            "carrier": carrier,
            "stockNumber": stock_number,
        }
        wish = wish_about(("cards", str(card)), "replaceCard", given, command)
        return await answer(context, wish, CARD)

    @strawberry.mutation(description="Let the same card work until a later day.")
    async def renew_card(self, info: Info, network: UUID, key: str, card: UUID) -> CardAnswer:
        """For a digital card, or one that gets a new sticker; else give one for `RENEWAL`."""
        context = info.context

        async def command() -> commands.RenewCard:
            holder = await carrier_of(context, network, card)
            return commands.RenewCard(
                card_id=card,
                **await priced_by(context, network, holder),
                by=by_role(context),
            )

        given = {"network": network, "key": key, "card": card}
        wish = wish_about(("cards", str(card)), "renewCard", given, command)
        return await answer(context, wish, CARD)

    @strawberry.mutation(description="Swap a card of an ended scheme for one of its follower.")
    async def swap_card(
        self,
        info: Info,
        network: UUID,
        key: str,
        card: UUID,
        scheme: UUID,
        carrier: Carrier = Carrier.CARD,
        stock_number: str | None = None,
    ) -> CardAnswer:
        """The holder keeps her history; the old card is taken in."""
        context = info.context

        async def command() -> commands.SwapCard:
            holder = await carrier_of(context, network, card)
            return commands.SwapCard(
                card_id=card,
                holder_id=holder,
                scheme_id=scheme,
                carrier=carrier.value,
                number=sealed_number(context, stock_number),
                **await priced_by(context, network, holder),
                by=by_role(context),
            )

        given = {
            "network": network,
            "key": key,
            "card": card,
            "scheme": scheme,
            "carrier": carrier,
            "stockNumber": stock_number,
        }
        wish = wish_about(("cards", str(card)), "swapCard", given, command)
        return await answer(context, wish, CARD)

    @strawberry.mutation(description="Stop all cards of a person in a scheme, and end her right.")
    async def revoke_cards(
        self, info: Info, network: UUID, key: str, holder: UUID, scheme: UUID, reason: str
    ) -> HolderAnswer:
        """For fraud, by decision. The reason is sealed."""
        wish = about_holder(
            "revokeCards",
            {"network": network, "key": key, "holder": holder, "scheme": scheme, "reason": reason},
            lambda: commands.RevokeCards(
                holder_id=holder,
                scheme_id=scheme,
                reason=sealed_reason(info.context, reason),
                by=by_role(info.context),
            ),
        )
        return await answer(info.context, wish, HOLDER)

    @strawberry.mutation(description="Let a person whose cards were revoked have cards again.")
    async def lift_revocation(
        self, info: Info, network: UUID, key: str, holder: UUID, scheme: UUID, reason: str
    ) -> HolderAnswer:
        """Those that were revoked stay so. The reason is sealed."""
        wish = about_holder(
            "liftRevocation",
            {"network": network, "key": key, "holder": holder, "scheme": scheme, "reason": reason},
            lambda: commands.LiftRevocation(
                holder_id=holder,
                scheme_id=scheme,
                reason=sealed_reason(info.context, reason),
                by=by_role(info.context),
            ),
        )
        return await answer(info.context, wish, HOLDER)
