"""Mutations about several people who take part together: all of them, or nobody."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from services.cards.contracts import commands
from services.cards.contracts.events.participations import Resolution
from services.gateway.api.cards import card_token
from services.gateway.api.context import Coded, Info, RequestContext
from services.gateway.api.group_types import GroupAnswer
from services.gateway.api.groups import GROUP, check_offers, check_whole
from services.gateway.api.sending import Wish, answer, rejected
from services.gateway.domain.access import Scope
from services.gateway.domain.checks import BadInput
from services.gateway.domain.group_lines import AskedLine, read_lines
from services.kernel.contract import Command


def _line(context: RequestContext, network: UUID, asked: AskedLine) -> commands.GroupLine:
    return commands.GroupLine(
        card_token=card_token(context, network, asked.card_number),
        offer_id=asked.offer,
        on=asked.on,
        other_help_cents=asked.other_help_cents,
    )


@strawberry.type
class GroupMutations:
    """A provider acts on its own offers and participations only, every line of them."""

    @strawberry.mutation(description="Several people take part: all of them, or nobody.")
    async def register_group(
        self,
        info: Info,
        network: UUID,
        key: str,
        lines: JSON,
        hold_until: datetime | None = None,
    ) -> GroupAnswer:
        """1 to 50 lines, each with `cardNumber`, `offer`, `on` and, if others pay a part of her
        price, `otherHelpCents`. With `holdUntil` all shares are only held.

        Each line is decided as if it came alone after those before it. The first that cannot be
        refuses all: `field` names it, counted from 0.
        """
        context, stream = info.context, str(network)
        try:
            context.permit("registerGroup", Scope())
            asked = read_lines(lines)
        except Coded as problem:
            return rejected(problem.code)
        except BadInput as problem:
            return rejected(problem.code, problem.field)

        async def command() -> Command:
            await check_offers(context, stream, asked)
            lines = tuple(_line(context, network, line) for line in asked)
            return commands.RegisterGroup(lines=lines, hold_until=hold_until)

        given: dict[str, Any] = {
            "network": network,
            "key": key,
            "lines": tuple(line.as_given() for line in asked),
            "holdUntil": hold_until,
        }
        wish = Wish("registerGroup", given, command, Scope(network=stream))
        return await answer(context, wish, GROUP)

    @strawberry.mutation(description="Turn the holds of a whole group into participations.")
    async def confirm_group(self, info: Info, network: UUID, key: str, group: UUID) -> GroupAnswer:
        """All that are held still, before they expire, or none."""
        return await _resolve(info, "confirmGroup", "confirm", network, key, group)

    @strawberry.mutation(description="Give the holds of a whole group back.")
    async def void_group(self, info: Info, network: UUID, key: str, group: UUID) -> GroupAnswer:
        """Nothing is posted."""
        return await _resolve(info, "voidGroup", "void", network, key, group)

    @strawberry.mutation(description="Undo what is confirmed of a whole group.")
    async def cancel_group(self, info: Info, network: UUID, key: str, group: UUID) -> GroupAnswer:
        """All that stand still, or none; a reversal each. One alone: `cancelParticipation`."""
        return await _resolve(info, "cancelGroup", "cancel", network, key, group)


async def _resolve(
    info: Info, operation: str, action: Resolution, network: UUID, key: str, group: UUID
) -> GroupAnswer:
    async def command() -> Command:
        await check_whole(info.context, str(network), str(group))
        return commands.ResolveGroup(group_id=group, action=action)

    given = {"network": network, "key": key, "group": group}
    wish = Wish(operation, given, command, Scope(network=str(network)))
    return await answer(info.context, wish, GROUP)
