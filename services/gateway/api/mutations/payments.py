"""Mutations about paying: one person proposes, another approves."""

from datetime import date
from uuid import UUID

import strawberry

from services.budget.contracts import commands
from services.gateway.api.context import Coded, Info
from services.gateway.api.payment_file_types import PaymentFileAnswer
from services.gateway.api.payment_files import read_payment_file
from services.gateway.api.payment_types import (
    BesideWay,
    BounceReason,
    PaymentAnswer,
    PaymentRunAnswer,
)
from services.gateway.api.payments import PAYMENT, RUN
from services.gateway.api.sending import Wish, answer, rejected
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope


@strawberry.type
class PaymentMutations:
    """Nothing is paid twice: an item is in one run, and a payment is agreed to once."""

    @strawberry.mutation(description="Propose to pay these items together by the bank.")
    async def propose_payment_run(
        self, info: Info, network: UUID, key: str, items: list[UUID], execution_on: date
    ) -> PaymentRunAnswer:
        """Their money is set aside. Somebody else has to approve."""
        wish = Wish(
            "proposePaymentRun",
            {"network": network, "key": key, "items": items, "executionOn": execution_on},
            lambda: commands.ProposePaymentRun(item_ids=tuple(items), execution_on=execution_on),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, RUN)

    @strawberry.mutation(description="Approve a payment run that somebody else proposed.")
    async def approve_payment_run(
        self, info: Info, network: UUID, key: str, run: UUID
    ) -> PaymentRunAnswer:
        """Its payments are posted; their file can be sent to the bank."""
        wish = Wish(
            "approvePaymentRun",
            {"network": network, "key": key, "run": run},
            lambda: commands.ApprovePaymentRun(run_id=run),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, RUN)

    @strawberry.mutation(description="Take back a payment run that nobody approved.")
    async def cancel_payment_run(
        self, info: Info, network: UUID, key: str, run: UUID
    ) -> PaymentRunAnswer:
        """Its items can be paid otherwise."""
        wish = Wish(
            "cancelPaymentRun",
            {"network": network, "key": key, "run": run},
            lambda: commands.CancelPaymentRun(run_id=run),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, RUN)

    @strawberry.mutation(description="The bank did not pay, or gave it back.")
    async def record_payment_bounced(
        self, info: Info, network: UUID, key: str, payment: UUID, bounced_for: BounceReason
    ) -> PaymentAnswer:
        """Its item is to be paid again."""
        wish = Wish(
            "recordPaymentBounced",
            {"network": network, "key": key, "payment": payment, "bouncedFor": bounced_for},
            lambda: commands.RecordPaymentBounced(payment_id=payment, reason=bounced_for.value),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, PAYMENT)

    @strawberry.mutation(description="The bank has paid it.")
    async def record_payment_executed(
        self, info: Info, network: UUID, key: str, payment: UUID, on: date
    ) -> PaymentAnswer:
        """On this day."""
        wish = Wish(
            "recordPaymentExecuted",
            {"network": network, "key": key, "payment": payment, "on": on},
            lambda: commands.RecordPaymentExecuted(payment_id=payment, on=on),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, PAYMENT)

    @strawberry.mutation(description="Settle an item without the bank.")
    async def pay_beside(
        self, info: Info, network: UUID, key: str, payable: UUID, way: BesideWay
    ) -> PaymentAnswer:
        """By an internal booking, for the municipality's own services, or in cash at the desk."""
        wish = Wish(
            "payBeside",
            {"network": network, "key": key, "payable": payable, "way": way},
            lambda: commands.PayBeside(item_id=payable, way=way.value),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, PAYMENT)

    @strawberry.mutation(description="Read what the bank or the accounting package says of a run.")
    async def read_payment_file(
        self, info: Info, network: UUID, run: UUID, file: str
    ) -> PaymentFileAnswer:
        """`file` in base64: a status report (pain.002), an account statement (camt.053, camt.054)
        or a list of the accounting package (CSV). The same file again changes nothing."""
        try:
            checked(network=network, run=run)
        except Coded as problem:
            return rejected(problem.code, problem.argument)
        return await read_payment_file(info.context, network, run, file)
