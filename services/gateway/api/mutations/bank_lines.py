"""Mutations about bookings at the bank that no payment explains."""

from uuid import UUID

import strawberry

from services.budget.contracts import commands
from services.gateway.api.bank_line_types import BankLineAnswer, BankLineDone, BankLineTarget
from services.gateway.api.bank_lines import LINE
from services.gateway.api.context import Info
from services.gateway.api.sending import Wish, answer
from services.gateway.domain.access import Scope
from services.gateway.storage.bank_texts import forget_text
from services.gateway.storage.reading import DATABASE_AWAY


@strawberry.type
class BankLineMutations:
    """A person says what a line was, and can take that back."""

    @strawberry.mutation(description="Say what a booking at the bank was.")
    async def allot_bank_line(
        self,
        info: Info,
        network: UUID,
        key: str,
        bank_line: UUID,
        target: BankLineTarget,
        payment: UUID | None = None,
        organisation: UUID | None = None,
        year: int | None = None,
        receipt: UUID | None = None,
        reason: str | None = None,
    ) -> BankLineAnswer:
        """`payment`: of ours, that the bank executed or gave back. `organisation` and `year`: of a
        provider that paid back, and the year of that statement. `receipt`: recorded, of the same
        amount. `reason`: of suspense, and of what is not ours. What stands in suspense can be
        allotted again."""
        line = {"network": network, "key": key, "bankLine": bank_line, "target": target}
        paid = {"payment": payment, "organisation": organisation, "year": year}
        wish = Wish(
            "allotBankLine",
            {**line, **paid, "receipt": receipt, "reason": reason},
            lambda: commands.AllotBankLine(
                bank_line_id=bank_line,
                target=target.value,
                payment_id=payment,
                organisation_id=organisation,
                year=year,
                receipt_id=receipt,
                reason=reason,
            ),
            Scope(network=str(network)),
        )
        done = await answer(info.context, wish, LINE)
        if isinstance(done, BankLineDone) and target is BankLineTarget.NOT_OURS:
            await _forget(info, network, bank_line)
        return done

    @strawberry.mutation(description="A booking at the bank was not what was said of it.")
    async def free_bank_line(
        self, info: Info, network: UUID, key: str, bank_line: UUID
    ) -> BankLineAnswer:
        """What was booked of it is reversed; it waits for a person again."""
        wish = Wish(
            "freeBankLine",
            {"network": network, "key": key, "bankLine": bank_line},
            lambda: commands.FreeBankLine(bank_line_id=bank_line),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, LINE)


async def _forget(info: Info, network: UUID, bank_line: UUID) -> None:
    """Whose line it was is nobody's business any more; where this fails, a year forgets it."""
    try:
        await forget_text(info.context.gateway.database, str(network), str(bank_line))
    except DATABASE_AWAY:
        return
