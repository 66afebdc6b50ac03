"""Mutations about what networks owe each other."""

from datetime import date
from uuid import UUID

import strawberry

from services.budget.contracts import commands
from services.gateway.api.clearing_types import (
    ClearingAnswer,
    ClearingDisputeReason,
    ClearingWay,
    MoneyReceivedAnswer,
)
from services.gateway.api.clearings import CLAIM, RECEIVED
from services.gateway.api.context import Info
from services.gateway.api.other_networks import known_network
from services.gateway.api.scalars import Cents
from services.gateway.api.sending import Wish, answer
from services.gateway.domain.access import Scope


@strawberry.type
class ClearingMutations:
    """One network claims, the other answers; money moves by ordinary payments."""

    @strawberry.mutation(description="Claim what another network owes, until a day.")
    async def draw_up_clearing(
        self, info: Info, network: UUID, key: str, other_network: UUID, year: int, until: date
    ) -> ClearingAnswer:
        """Whole months, up to that of the day. At most 150 lines: then another claim follows."""

        async def command() -> commands.DrawUpClearing:
            await known_network(info.context, other_network)
            return commands.DrawUpClearing(network_id=other_network, year=year, until=until)

        wish = Wish(
            "drawUpClearing",
            {
                "network": network,
                "key": key,
                "otherNetwork": other_network,
                "year": year,
                "until": until,
            },
            command,
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, CLAIM)

    @strawberry.mutation(description="Accept another network's claim, but for some lines.")
    async def answer_clearing(
        self,
        info: Info,
        network: UUID,
        key: str,
        clearing: UUID,
        disputed: list[UUID] | None = None,
        objection: ClearingDisputeReason | None = ClearingDisputeReason.OTHER,
    ) -> ClearingAnswer:
        """`disputed`: lines that are not accepted, because of the `objection`. What is accepted is
        paid from what pays for such offers here, and can then be paid out."""
        given = {
            "network": network,
            "key": key,
            "clearing": clearing,
            "disputed": disputed,
            "objection": objection,
        }
        reason = (objection or ClearingDisputeReason.OTHER).value
        wish = Wish(
            "answerClearing",
            given,
            lambda: commands.AnswerClearing(
                clearing_id=clearing,
                disputed=tuple(
                    commands.Objection(line_id=one, reason=reason) for one in disputed or []
                ),
            ),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, CLAIM)

    @strawberry.mutation(description="Say what becomes of a line that the other disputes.")
    async def settle_clearing_dispute(
        self, info: Info, network: UUID, key: str, line: UUID, way: ClearingWay
    ) -> ClearingAnswer:
        """It is claimed again, or paid from what pays for such offers here."""
        wish = Wish(
            "settleClearingDispute",
            {"network": network, "key": key, "line": line, "way": way},
            lambda: commands.SettleClearingDispute(line_id=line, way=way.value),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, CLAIM)

    @strawberry.mutation(description="Money came in for a claim on another network.")
    async def record_clearing_payment(
        self,
        info: Info,
        network: UUID,
        key: str,
        clearing: UUID,
        cents: Cents,
        on: date,
        reference: str,
    ) -> MoneyReceivedAnswer:
        """No more than that network said that it will pay for it."""
        wish = Wish(
            "recordClearingPayment",
            {
                "network": network,
                "key": key,
                "clearing": clearing,
                "cents": cents,
                "on": on,
                "reference": reference,
            },
            lambda: commands.RecordClearingPayment(
                clearing_id=clearing, cents=cents, on=on, reference=reference
            ),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, RECEIVED)
