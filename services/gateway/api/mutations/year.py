"""Mutations about the end of a year: ratio, closing, locking, the report."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import strawberry

from services.budget.contracts import commands
from services.budget.contracts.ratio import regulation_of, usual_ratio
from services.gateway.api.budget_types import DecidingBody
from services.gateway.api.context import Info
from services.gateway.api.mutations.budget import decision_of
from services.gateway.api.mutations.deciding import decision_if_any
from services.gateway.api.scalars import Cents
from services.gateway.api.sending import Wish, answer
from services.gateway.api.year_types import (
    Applicant,
    BookYearAnswer,
    RatioRegulation,
    RatioVariant,
    ReportStep,
    Unspent,
)
from services.gateway.api.years import BOOK
from services.gateway.domain.access import Scope
from services.gateway.domain.checks import code_text


def _ratio(given: Mapping[str, Any]) -> commands.SetRatio:
    """The command that these arguments mean: what is left out is what is usual."""
    applicant, regulation, tenths = given["applicant"], given["regulation"], given["ratioTenths"]
    of_whom: Any = "municipality" if applicant is None else applicant.value
    by_what = regulation_of(given["year"], of_whom) if regulation is None else regulation.value
    usual = usual_ratio(given["year"], of_whom, by_what)
    return commands.SetRatio(
        year=given["year"],
        ratio_tenths=usual.tenths if tenths is None else tenths,
        variant=given["variant"].value,
        applicant=None if applicant is None else applicant.value,
        regulation=None if regulation is None else regulation.value,
    )


@strawberry.type
class YearMutations:
    """Who keeps the books ends the year."""

    @strawberry.mutation(description="Say how much own money the drawing right asks in a year.")
    async def set_ratio(
        self,
        info: Info,
        network: UUID,
        key: str,
        year: int,
        variant: RatioVariant,
        ratio_tenths: int | None = None,
        applicant: Applicant | None = None,
        regulation: RatioRegulation | None = None,
    ) -> BookYearAnswer:
        """In tenths: 20 is twice as much, 10 as much, 0 none. Left out: what is usual for the
        regulation, applicant and year."""
        given: dict[str, Any] = {
            "network": network,
            "key": key,
            "year": year,
            "ratioTenths": ratio_tenths,
            "variant": variant,
            "applicant": applicant,
            "regulation": regulation,
        }
        wish = Wish("setRatio", given, lambda: _ratio(given), Scope(network=str(network)))
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
                decision=decision_if_any(body, decided_on, reference),
                reference=None if reference is None else code_text(reference, "reference"),
                cents=settled_cents,
            ),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, BOOK)
