"""Mutations about cards: issuing and blocking."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID

import strawberry

from services.cards.contracts import commands
from services.gateway.api.answers import CARD, CardAnswer
from services.gateway.api.cards import birth_year_of, by_role
from services.gateway.api.context import Info
from services.gateway.api.enums import BlockReason, CardReason, Carrier
from services.gateway.api.reads import read_row
from services.gateway.api.sending import Refused, Wish, answer
from services.gateway.domain.access import Scope
from services.kernel.contract import Command


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
        wish = Wish(
            "blockCard",
            {"network": network, "key": key, "card": card, "reason": reason},
            lambda: commands.BlockCard(card_id=card, reason=reason.value),
            Scope(network=str(network)),
            guard=("cards", str(card)),
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
    ) -> CardAnswer:
        """Its number is random and tells nothing; the card looks like anybody's."""
        context = info.context

        async def command() -> commands.IssueSchemeCard:
            return commands.IssueSchemeCard(
                holder_id=holder,
                scheme_id=scheme,
                carrier=carrier.value,
                reason=card_reason.value,
                replaces=replaces,
                birth_year=await birth_year_of(context, network, holder),
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
        }
        wish = _wish("issueSchemeCard", given, command, guard=("holders", str(holder)))
        return await answer(context, wish, CARD)


def _wish(
    operation: str,
    given: Mapping[str, Any],
    command: Callable[[], Command | Awaitable[Command]],
    *,
    guard: tuple[str, str],
) -> Wish:
    """A wish in the network that is given, about something that one must be able to see."""
    return Wish(operation, given, command, Scope(network=str(given["network"])), guard=guard)
