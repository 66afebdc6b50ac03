"""Mutations about settling with providers: terms, statements, lines in dispute."""

from datetime import date
from uuid import UUID

import strawberry

from services.budget.contracts import commands
from services.gateway.api.answers import PARTICIPATION, ParticipationAnswer
from services.gateway.api.budget_types import DecidingBody
from services.gateway.api.context import Info
from services.gateway.api.mutations.deciding import decision_if_any
from services.gateway.api.scalars import Cents
from services.gateway.api.sending import Wish, answer, wish_about
from services.gateway.api.settlement_types import (
    DisputeReason,
    SettlementPeriod,
    SettlementTermsAnswer,
    StatementAnswer,
)
from services.gateway.api.settlements import STATEMENT, TERMS
from services.gateway.domain.access import Scope

NOTHING = Cents(0)


@strawberry.type
class SettlementMutations:
    """Who keeps the books settles with providers."""

    @strawberry.mutation(description="How a provider is paid: as its agreement says.")
    async def set_settlement_terms(
        self,
        info: Info,
        network: UUID,
        key: str,
        organisation: UUID,
        period: SettlementPeriod,
        minimum_cents: Cents = NOTHING,
        pay_within_days: int = 30,
        claim_within_days: int = 31,
    ) -> SettlementTermsAnswer:
        """For statements from now on. What is below the minimum is carried over."""
        given = {
            "network": network,
            "key": key,
            "organisation": organisation,
            "period": period,
            "minimumCents": minimum_cents,
            "payWithinDays": pay_within_days,
            "claimWithinDays": claim_within_days,
        }
        wish = Wish(
            "setSettlementTerms",
            given,
            lambda: commands.SetSettlementTerms(
                organisation_id=organisation,
                period=period.value,
                minimum_cents=minimum_cents,
                pay_within_days=pay_within_days,
                claim_within_days=claim_within_days,
            ),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, TERMS)

    @strawberry.mutation(description="Draw up statements: all lines of a year until a day.")
    async def draw_up_statements(
        self,
        info: Info,
        network: UUID,
        key: str,
        providers: list[UUID],
        year: int,
        until: date,
        clear: bool = False,  # noqa: FBT001, FBT002 - as GraphQL names it
        body: DecidingBody | None = None,
        decided_on: date | None = None,
        reference: str | None = None,
    ) -> StatementAnswer:
        """Whole months, up to that of the day. `clear`: also what is below the minimum is paid.
        A decision is asked where a period that was agreed is not over yet."""
        given = {
            "network": network,
            "key": key,
            "providers": providers,
            "year": year,
            "until": until,
            "clear": clear,
            "body": body,
            "decidedOn": decided_on,
            "reference": reference,
        }
        wish = Wish(
            "drawUpStatements",
            given,
            lambda: commands.DrawUpStatements(
                organisation_ids=tuple(providers),
                year=year,
                until=until,
                clear=clear,
                decision=decision_if_any(body, decided_on, reference),
            ),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, STATEMENT)

    @strawberry.mutation(description="Set a line aside: it is in no statement until it is clear.")
    async def dispute_line(
        self, info: Info, network: UUID, key: str, participation: UUID, reason: DisputeReason
    ) -> ParticipationAnswer:
        """A statement that was drawn up stays as it is: the next one has it taken off."""
        wish = wish_about(
            ("participations", str(participation)),
            "disputeLine",
            {"network": network, "key": key, "participation": participation, "reason": reason},
            lambda: commands.DisputeLine(participation_id=participation, reason=reason.value),
        )
        return await answer(info.context, wish, PARTICIPATION)

    @strawberry.mutation(description="A line that was set aside stands, and is payable again.")
    async def settle_dispute(
        self, info: Info, network: UUID, key: str, participation: UUID
    ) -> ParticipationAnswer:
        """One that does not stand is cancelled after this."""
        wish = wish_about(
            ("participations", str(participation)),
            "settleDispute",
            {"network": network, "key": key, "participation": participation},
            lambda: commands.SettleDispute(participation_id=participation),
        )
        return await answer(info.context, wish, PARTICIPATION)
