"""Mutations about the end of a year: expenses, ratio, closing, locking, the report."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import strawberry

from services.budget.contracts import commands
from services.budget.contracts.events import Decision
from services.gateway.api.budget_types import DecidingBody, SourceKind
from services.gateway.api.context import Info
from services.gateway.api.mutations.budget import decision_of
from services.gateway.api.scalars import Cents
from services.gateway.api.sending import Wish, answer, wish_about
from services.gateway.api.year_types import (
    BookYearAnswer,
    ExpenseAnswer,
    ExpenseKind,
    RatioVariant,
    ReportStep,
    Unspent,
)
from services.gateway.api.years import BOOK, EXPENSE
from services.gateway.domain.access import Scope
from services.gateway.domain.checks import BadInput, code_text


def _maybe(body: DecidingBody | None, on: date | None, reference: str | None) -> Decision | None:
    """A decision where one is told. Raises BadInput where half of it is."""
    if body is None and on is None:
        return None
    if body is None or on is None:
        raise BadInput("decision_missing", "body" if body is None else "decidedOn")
    return decision_of(body, on, reference)


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
    )


@strawberry.type
class YearMutations:
    """Who keeps the books charges what is no card, and ends the year."""

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
    ) -> ExpenseAnswer:
        """Of a mixed group only the target group's share. Without `organisation` it was paid."""
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
        }
        wish = wish_about(
            ("envelopes", str(envelope)),
            "bookExpense",
            given,
            lambda: _expense(given),
        )
        return await answer(info.context, wish, EXPENSE)

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

    @strawberry.mutation(description="Say how much own money the drawing right asks in a year.")
    async def set_ratio(
        self,
        info: Info,
        network: UUID,
        key: str,
        year: int,
        ratio_tenths: int,
        variant: RatioVariant,
    ) -> BookYearAnswer:
        """In tenths: 20 is twice as much, 10 as much, 0 none."""
        given = {
            "network": network,
            "key": key,
            "year": year,
            "ratioTenths": ratio_tenths,
            "variant": variant,
        }
        wish = Wish(
            "setRatio",
            given,
            lambda: commands.SetRatio(year=year, ratio_tenths=ratio_tenths, variant=variant.value),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, BOOK)

    @strawberry.mutation(description="Begin to close the books of a year.")
    async def close_books(self, info: Info, network: UUID, key: str, year: int) -> BookYearAnswer:
        """They can still be booked in; `accountabilityReport` tells what is open."""
        wish = Wish(
            "closeBooks",
            {"network": network, "key": key, "year": year},
            lambda: commands.CloseBooks(year=year),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, BOOK)

    @strawberry.mutation(description="Lock the books of a year, by a decision.")
    async def lock_books(
        self,
        info: Info,
        network: UUID,
        key: str,
        year: int,
        drawing_right: Unspent,
        other_sources: Unspent,
        body: DecidingBody,
        decided_on: date,
        reference: str | None = None,
    ) -> BookYearAnswer:
        """What is left of the drawing right and of other sources is carried over or returned.
        What comes later is booked in the current year, as of this one."""
        given = {
            "network": network,
            "key": key,
            "year": year,
            "drawingRight": drawing_right,
            "otherSources": other_sources,
            "body": body,
            "decidedOn": decided_on,
            "reference": reference,
        }
        wish = Wish(
            "lockBooks",
            given,
            lambda: commands.LockBooks(
                year=year,
                drawing_right=drawing_right.value,
                other_sources=other_sources.value,
                decision=decision_of(body, decided_on, reference),
            ),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, BOOK)

    @strawberry.mutation(description="Take the lock off the books of a year, by a decision.")
    async def reopen_books(
        self,
        info: Info,
        network: UUID,
        key: str,
        year: int,
        body: DecidingBody,
        decided_on: date,
        reference: str | None = None,
    ) -> BookYearAnswer:
        """What was carried over or returned comes back first."""
        given = {
            "network": network,
            "key": key,
            "year": year,
            "body": body,
            "decidedOn": decided_on,
            "reference": reference,
        }
        wish = Wish(
            "reopenBooks",
            given,
            lambda: commands.ReopenBooks(
                year=year, decision=decision_of(body, decided_on, reference)
            ),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, BOOK)

    @strawberry.mutation(description="Write the text of a year's accountability report.")
    async def draft_report(
        self, info: Info, network: UUID, key: str, year: int, report_text: str
    ) -> BookYearAnswer:
        """It is printed as it stands: name no persons."""
        wish = Wish(
            "draftReport",
            {"network": network, "key": key, "year": year, "reportText": report_text},
            lambda: commands.DraftReport(year=year, text=report_text),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, BOOK)

    @strawberry.mutation(description="Note that a year's report came one step further.")
    async def advance_report(
        self,
        info: Info,
        network: UUID,
        key: str,
        year: int,
        step: ReportStep,
        on: date,
        body: DecidingBody | None = None,
        decided_on: date | None = None,
        reference: str | None = None,
        settled_cents: Cents | None = None,
    ) -> BookYearAnswer:
        """`body` and `decidedOn`: who approved it locally. `settledCents`: what was paid to the
        network, or below zero what was reclaimed."""
        given = {
            "network": network,
            "key": key,
            "year": year,
            "step": step,
            "on": on,
            "body": body,
            "decidedOn": decided_on,
            "reference": reference,
            "settledCents": settled_cents,
        }
        wish = Wish(
            "advanceReport",
            given,
            lambda: commands.AdvanceReport(
                year=year,
                step=step.value,
                on=on,
                decision=_maybe(body, decided_on, reference),
                reference=None if reference is None else code_text(reference, "reference"),
                cents=settled_cents,
            ),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, BOOK)
