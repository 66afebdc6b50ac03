"""Mutations about paying: one person proposes, another approves."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import strawberry

from services.budget.contracts import commands
from services.gateway.api.context import Coded, Info, RequestContext
from services.gateway.api.open_findings import none_odd, odd_in_run
from services.gateway.api.own_money import may_pay, may_propose, may_record
from services.gateway.api.payment_file_types import PaymentFileAnswer
from services.gateway.api.payment_files import read_payment_file
from services.gateway.api.payment_types import (
    AllTheSame,
    BesideWay,
    BounceReason,
    PaymentAnswer,
    PaymentRunAnswer,
)
from services.gateway.api.payments import PAYMENT, RUN
from services.gateway.api.sending import Wish, answer, rejected, wish_about
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.kernel.contract import Command


@strawberry.type
class PaymentMutations:
    """Nothing is paid twice: an item is in one run, and a payment is agreed to once."""

    @strawberry.mutation(description="Propose to pay these items together by the bank.")
    async def propose_payment_run(
        self,
        info: Info,
        network: UUID,
        key: str,
        items: list[UUID],
        execution_on: date,
        payer: UUID | None = None,
    ) -> PaymentRunAnswer:
        """Their money is set aside. Somebody else has to approve. `payer`: the account from which
        a payment file is made; none: the accounting package pays them."""
        given = {
            "network": network,
            "key": key,
            "items": items,
            "executionOn": execution_on,
            "payer": payer,
        }

        async def command() -> Command:
            await may_propose(info.context, network, items, payer)
            return commands.ProposePaymentRun(
                item_ids=tuple(items), execution_on=execution_on, payer_id=payer
            )

        wish = Wish("proposePaymentRun", given, command, Scope(network=str(network)))
        return await answer(info.context, wish, RUN)

    @strawberry.mutation(description="Approve a payment run that somebody else proposed.")
    async def approve_payment_run(
        self,
        info: Info,
        network: UUID,
        key: str,
        run: UUID,
        all_the_same: AllTheSame | None = None,
    ) -> PaymentRunAnswer:
        """Its payments are posted; their file can be sent to the bank. Where something odd about
        its statements is not judged, `allTheSame` says why it is paid."""

        async def command() -> commands.ApprovePaymentRun:
            why = None if all_the_same is None else all_the_same.value
            odd = await odd_in_run(info.context, network, run, named=why is not None)
            return commands.ApprovePaymentRun(
                run_id=run, open_findings=odd, all_the_same=why if odd else None
            )

        wish = wish_about(
            ("payment_runs", str(run)),
            "approvePaymentRun",
            {"network": network, "key": key, "run": run, "allTheSame": all_the_same},
            command,
        )
        return await answer(info.context, wish, RUN)

    @strawberry.mutation(description="Take back a payment run that nobody approved.")
    async def cancel_payment_run(
        self, info: Info, network: UUID, key: str, run: UUID
    ) -> PaymentRunAnswer:
        """Its items can be paid otherwise."""
        wish = wish_about(
            ("payment_runs", str(run)),
            "cancelPaymentRun",
            {"network": network, "key": key, "run": run},
            lambda: commands.CancelPaymentRun(run_id=run),
        )
        return await answer(info.context, wish, RUN)

    @strawberry.mutation(description="The bank did not pay, or gave it back.")
    async def record_payment_bounced(
        self, info: Info, network: UUID, key: str, payment: UUID, bounced_for: BounceReason
    ) -> PaymentAnswer:
        """Its item is to be paid again."""
        given = {"network": network, "key": key, "payment": payment, "bouncedFor": bounced_for}

        def told() -> Command:
            return commands.RecordPaymentBounced(payment_id=payment, reason=bounced_for.value)

        return await _recorded(info.context, "recordPaymentBounced", given, told)

    @strawberry.mutation(description="The bank has paid it.")
    async def record_payment_executed(
        self, info: Info, network: UUID, key: str, payment: UUID, on: date
    ) -> PaymentAnswer:
        """On this day."""
        given = {"network": network, "key": key, "payment": payment, "on": on}

        def told() -> Command:
            return commands.RecordPaymentExecuted(payment_id=payment, on=on)

        return await _recorded(info.context, "recordPaymentExecuted", given, told)

    @strawberry.mutation(description="Settle an item without the bank.")
    async def pay_beside(
        self, info: Info, network: UUID, key: str, payable: UUID, way: BesideWay
    ) -> PaymentAnswer:
        """By an internal booking, for the municipality's own services, or in cash at the desk.
        What is odd about a statement is judged first."""

        async def command() -> Command:
            await may_pay(info.context, network, [payable])
            await none_odd(info.context, network, payable)
            return commands.PayBeside(item_id=payable, way=way.value)

        given = {"network": network, "key": key, "payable": payable, "way": way}
        wish = Wish("payBeside", given, command, Scope(network=str(network)))
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


async def _recorded(
    context: RequestContext, operation: str, given: Mapping[str, Any], told: Callable[[], Command]
) -> PaymentAnswer:
    """What the bank said of a payment."""

    async def command() -> Command:
        await may_record(context, given["network"], given["payment"])
        return told()

    wish = Wish(operation, given, command, Scope(network=str(given["network"])))
    return await answer(context, wish, PAYMENT)
