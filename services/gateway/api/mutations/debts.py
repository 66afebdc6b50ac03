"""Mutations about what is owed to the network: it comes in, or it is written off by two."""

from datetime import date
from uuid import UUID

import strawberry

from services.budget.contracts import commands
from services.gateway.api.budget_types import DecidingBody
from services.gateway.api.context import Info
from services.gateway.api.debt_types import DebtAnswer, RepaymentAnswer, RepaymentWay
from services.gateway.api.debts import DEBT, REPAYMENT
from services.gateway.api.mutations.budget import decision_of
from services.gateway.api.scalars import Cents
from services.gateway.api.sending import answer, wish_about


@strawberry.type
class DebtMutations:
    """Who keeps the books notes what comes in; a decision writes the rest off."""

    @strawberry.mutation(description="Note that part of a debt, or all of it, was paid back.")
    async def receive_repayment(
        self,
        info: Info,
        network: UUID,
        key: str,
        debt: UUID,
        cents: Cents,
        way: RepaymentWay,
        on: date,
    ) -> RepaymentAnswer:
        """At most what is left of it. In cash, `repaymentReceipt` is what she gets."""
        given = {
            "network": network,
            "key": key,
            "debt": debt,
            "cents": cents,
            "way": way,
            "on": on,
        }
        wish = wish_about(
            ("debts", str(debt)),
            "receiveRepayment",
            given,
            lambda: commands.ReceiveRepayment(debt_id=debt, cents=cents, way=way.value, on=on),
        )
        return await answer(info.context, wish, REPAYMENT)

    @strawberry.mutation(description="Propose to write off what is left of a debt, by a decision.")
    async def propose_write_off(
        self,
        info: Info,
        network: UUID,
        key: str,
        debt: UUID,
        body: DecidingBody,
        decided_on: date,
        reference: str | None = None,
    ) -> DebtAnswer:
        """Another person approves it. Proposed anew, the last holds."""
        given = {
            "network": network,
            "key": key,
            "debt": debt,
            "body": body,
            "decidedOn": decided_on,
            "reference": reference,
        }
        wish = wish_about(
            ("debts", str(debt)),
            "proposeWriteOff",
            given,
            lambda: commands.ProposeWriteOff(
                debt_id=debt, decision=decision_of(body, decided_on, reference)
            ),
        )
        return await answer(info.context, wish, DEBT)

    @strawberry.mutation(description="Write off what is left of a debt, as another proposed.")
    async def approve_write_off(
        self, info: Info, network: UUID, key: str, debt: UUID
    ) -> DebtAnswer:
        """The sources that had paid bear it after all; refused where they have not so much, and to
        whoever proposed it."""
        wish = wish_about(
            ("debts", str(debt)),
            "approveWriteOff",
            {"network": network, "key": key, "debt": debt},
            lambda: commands.ApproveWriteOff(debt_id=debt),
        )
        return await answer(info.context, wish, DEBT)
