"""Mutations about money that is no card: an expense is charged, taken back, given back."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import strawberry

from services.budget.contracts import commands
from services.gateway.api.budget_types import SourceKind
from services.gateway.api.context import Info, RequestContext
from services.gateway.api.own_money import hers
from services.gateway.api.scalars import Cents
from services.gateway.api.sending import answer, wish_about
from services.gateway.api.year_types import ExpenseAnswer, ExpenseKind
from services.gateway.api.years import EXPENSE
from services.gateway.domain.checks import code_text
from services.kernel.contract import Command


def _expense(given: Mapping[str, Any]) -> commands.BookExpense:
    """The command that these arguments mean. Raises BadInput for a reference that is no code."""
    source = given["source"]
    return commands.BookExpense(
        envelope_id=given["envelope"],
        kind=given["kind"].value,
        on=given["on"],
        document=code_text(given["reference"], "reference"),
        cents=given["cents"],
        head_count=given["headCount"],
        target_count=given["targetCount"],
        organisation_id=given["organisation"],
        entity_id=given["entity"],
        source=None if source is None else source.value,
        attached_to=given["participation"],
        municipality=given["municipality"],
    )


async def _booked(context: RequestContext, given: Mapping[str, Any]) -> ExpenseAnswer:
    """Of an envelope that who asks may see, attached to what she may see."""

    async def command() -> Command:
        await hers(context, given["network"], "participations", [given["participation"]])
        return _expense(given)

    about = ("envelopes", str(given["envelope"]))
    return await answer(context, wish_about(about, "bookExpense", given, command), EXPENSE)


@strawberry.type
class ExpenseMutations:
    """Who keeps the books charges what is no card."""

    @strawberry.mutation(description="Charge an invoice, a grant, a wage… to an envelope.")
    async def book_expense(
        self,
        info: Info,
        network: UUID,
        key: str,
        envelope: UUID,
        kind: ExpenseKind,
        on: date,
        reference: str,
        cents: Cents,
        head_count: int | None = None,
        target_count: int | None = None,
        organisation: UUID | None = None,
        entity: UUID | None = None,
        source: SourceKind | None = None,
        participation: UUID | None = None,
        municipality: str | None = None,
    ) -> ExpenseAnswer:
        """Of a mixed group only the target group's share. Without `organisation` it was paid.
        `municipality`, `entity`, `source`: only what is theirs pays."""
        given: dict[str, Any] = {
            "network": network,
            "key": key,
            "envelope": envelope,
            "kind": kind,
            "on": on,
            "reference": reference,
            "cents": cents,
            "headCount": head_count,
            "targetCount": target_count,
            "organisation": organisation,
            "entity": entity,
            "source": source,
            "participation": participation,
            "municipality": municipality,
        }
        return await _booked(info.context, given)

    @strawberry.mutation(description="Take an expense back that was not paid out.")
    async def reverse_expense(
        self, info: Info, network: UUID, key: str, expense: UUID
    ) -> ExpenseAnswer:
        """What is wrong in part is taken back and booked anew."""
        wish = wish_about(
            ("expenses", str(expense)),
            "reverseExpense",
            {"network": network, "key": key, "expense": expense},
            lambda: commands.ReverseExpense(expense_id=expense),
        )
        return await answer(info.context, wish, EXPENSE)

    @strawberry.mutation(description="A supplier gives back part of an expense that was paid.")
    async def credit_expense(
        self,
        info: Info,
        network: UUID,
        key: str,
        expense: UUID,
        on: date,
        reference: str,
        cents: Cents,
        against: UUID | None = None,
    ) -> ExpenseAnswer:
        """By a credit note: its day, its reference without a name, and at most what is left of
        what was charged. It goes back to the sources that paid. `against`: another expense that is
        owed to the same supplier, of which so much less is paid; else it came in at the bank."""
        given = {
            "network": network,
            "key": key,
            "expense": expense,
            "on": on,
            "reference": reference,
            "cents": cents,
            "against": against,
        }

        async def command() -> Command:
            await hers(info.context, network, "expenses", [against])
            return commands.CreditExpense(
                expense_id=expense,
                on=on,
                document=code_text(reference, "reference"),
                cents=cents,
                against=against,
            )

        wish = wish_about(("expenses", str(expense)), "creditExpense", given, command)
        return await answer(info.context, wish, EXPENSE)
