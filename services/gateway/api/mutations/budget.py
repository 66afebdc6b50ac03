"""Mutations about whose money there is and for which action: each by who keeps the books."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from services.budget.contracts import commands
from services.budget.contracts.events import ALL_OFFERS, Decision
from services.gateway.api.budget_types import (
    CostCategory,
    DecidingBody,
    EntityKind,
    EnvelopeAnswer,
    FundingAnswer,
    LegalEntityAnswer,
    MoneyMoveAnswer,
    SourceKind,
    WhenEmpty,
)
from services.gateway.api.budgets import ENTITY, ENVELOPE, FUNDING, MOVE
from services.gateway.api.context import Coded, Info
from services.gateway.api.enums import OfferCategory
from services.gateway.api.own_money import may_move
from services.gateway.api.replies import Rejected
from services.gateway.api.scalars import Cents
from services.gateway.api.sending import Wish, answer, rejected
from services.gateway.domain.access import Scope
from services.gateway.domain.checks import BadInput, code_text
from services.gateway.domain.funding_parts import as_texts, read_parts
from services.kernel.contract import Command


def of_whom(network: UUID, municipality: str | None) -> Scope:
    """What is one municipality's is for whoever works for it; the rest for the whole network."""
    return Scope(network=str(network), municipality=municipality or "")


def decision_of(body: DecidingBody, on: date, reference: str | None) -> Decision:
    """A decision, as commands name it. Raises BadInput for a reference that is no code."""
    told = None if reference is None else code_text(reference, "reference")
    return Decision(body=body.value, on=on, reference=told)


def paid_categories(pays_for: list[OfferCategory] | None, *, pays_for_all: bool) -> tuple[str, ...]:
    """The categories of offers that an envelope pays for, as commands name them."""
    named = tuple(one.value for one in pays_for or ())
    return (ALL_OFFERS, *named) if pays_for_all else named


@dataclass(frozen=True, slots=True)
class _Terms:
    """The terms of an envelope, as the API takes them."""

    category: CostCategory
    bbc: str | None
    pays_for: list[OfferCategory] | None
    pays_for_all: bool
    when_empty: WhenEmpty
    funding: Any
    warn_at_percent: list[int] | None


def _about_terms(
    info: Info,
    operation: str,
    given: Mapping[str, Any],
    asked: _Terms,
    command: Callable[[dict[str, Any]], Command],
    scope: Scope,
) -> Wish | Rejected:
    """A wish with the terms of an envelope; or why they cannot be read."""
    try:
        info.context.permit(operation, scope)
        parts = read_parts(asked.funding)
    except (Coded, BadInput) as problem:
        return rejected(problem.code, getattr(problem, "field", None))
    told = {
        "category": asked.category,
        "bbc": asked.bbc,
        "paysFor": asked.pays_for,
        "paysForAll": asked.pays_for_all,
        "whenEmpty": asked.when_empty,
        "funding": as_texts(parts),
        "warnAtPercent": asked.warn_at_percent,
    }

    def made() -> Command:
        return command(
            {
                "category": asked.category.value,
                "bbc": asked.bbc,
                "pays_for": paid_categories(asked.pays_for, pays_for_all=asked.pays_for_all),
                "when_empty": asked.when_empty.value,
                "funding": parts,
                "warn_at_percent": tuple(asked.warn_at_percent or ()),
            }
        )

    return Wish(operation, {**given, **told}, made, scope)


def _move(given: Mapping[str, Any]) -> commands.MoveMoney:
    """The command that these arguments mean. Raises BadInput for a reference that is no code."""
    source = given["source"]
    return commands.MoveMoney(
        year=given["year"],
        from_envelope=given["fromEnvelope"],
        to_envelope=given["toEnvelope"],
        cents=given["cents"],
        source=None if source is None else source.value,
        decision=decision_of(given["body"], given["decidedOn"], given["reference"]),
        municipality=given["municipality"],
        entity_id=given["entity"],
    )


@strawberry.type
class BudgetMutations:
    """Legal entities, funding sources, envelopes."""

    @strawberry.mutation(description="Register a legal entity whose money the network spends.")
    async def register_legal_entity(
        self,
        info: Info,
        network: UUID,
        key: str,
        name: str,
        kind: EntityKind,
        kbo: str | None = None,
        municipality: str | None = None,
    ) -> LegalEntityAnswer:
        """`kbo` is its enterprise number; `municipality` the REFNIS code of whose it is."""
        given = {
            "network": network,
            "key": key,
            "name": name,
            "kind": kind,
            "kbo": kbo,
            "municipality": municipality,
        }
        wish = Wish(
            "registerLegalEntity",
            given,
            lambda: commands.RegisterLegalEntity(
                name=name, kind=kind.value, kbo=kbo, municipality=municipality
            ),
            of_whom(network, municipality),
        )
        return await answer(info.context, wish, ENTITY)

    @strawberry.mutation(description="Say what a funding source has in a year: all of it.")
    async def enter_funding(
        self,
        info: Info,
        network: UUID,
        key: str,
        year: int,
        source: SourceKind,
        total_cents: Cents,
        municipality: str | None = None,
        entity: UUID | None = None,
    ) -> FundingAnswer:
        """The drawing right as the government's table gives it, in whole euros: that is entered
        for the network. Less than before takes back what is not spent or set apart."""
        whose = None if source is SourceKind.DRAWING_RIGHT else municipality
        given = {
            "network": network,
            "key": key,
            "year": year,
            "source": source,
            "totalCents": total_cents,
            "municipality": municipality,
            "entity": entity,
        }
        wish = Wish(
            "enterFunding",
            given,
            lambda: commands.EnterFunding(
                year=year,
                source=source.value,
                total_cents=total_cents,
                municipality=municipality,
                entity_id=entity,
            ),
            of_whom(network, whose),
        )
        return await answer(info.context, wish, FUNDING)

    @strawberry.mutation(description="Open an envelope for an action of a year.")
    async def open_envelope(
        self,
        info: Info,
        network: UUID,
        key: str,
        year: int,
        action: str,
        category: CostCategory,
        municipality: str | None = None,
        bbc: str | None = None,
        pays_for: list[OfferCategory] | None = None,
        pays_for_all: bool = False,  # noqa: FBT001, FBT002 - as GraphQL names it
        when_empty: WhenEmpty = WhenEmpty.REFUSE,
        funding: JSON | None = None,
        warn_at_percent: list[int] | None = None,
    ) -> EnvelopeAnswer:
        """Empty: money comes by `moveMoney`. Participations in offers of the named categories, or
        of all, are paid from it. `funding`: parts with `weight` and `sources`, in which it pays;
        none: every source in its order."""
        asked = _Terms(category, bbc, pays_for, pays_for_all, when_empty, funding, warn_at_percent)
        whose = {"municipality": municipality}
        given = {"network": network, "key": key, "year": year, "action": action, **whose}
        wish = _about_terms(
            info,
            "openEnvelope",
            given,
            asked,
            lambda terms: commands.OpenEnvelope(year=year, action=action, **whose, **terms),
            of_whom(network, municipality),
        )
        if isinstance(wish, Rejected):
            return wish
        return await answer(info.context, wish, ENVELOPE)

    @strawberry.mutation(description="Give an envelope other terms, for what comes from now on.")
    async def change_envelope(
        self,
        info: Info,
        network: UUID,
        key: str,
        envelope: UUID,
        category: CostCategory,
        bbc: str | None = None,
        pays_for: list[OfferCategory] | None = None,
        pays_for_all: bool = False,  # noqa: FBT001, FBT002 - as GraphQL names it
        when_empty: WhenEmpty = WhenEmpty.REFUSE,
        funding: JSON | None = None,
        warn_at_percent: list[int] | None = None,
    ) -> EnvelopeAnswer:
        """All of them anew: what is left out is so no more. Year and action stay."""
        asked = _Terms(category, bbc, pays_for, pays_for_all, when_empty, funding, warn_at_percent)
        wish = _about_terms(
            info,
            "changeEnvelope",
            {"network": network, "key": key, "envelope": envelope},
            asked,
            lambda terms: commands.ChangeEnvelope(envelope_id=envelope, **terms),
            Scope(network=str(network)),
        )
        if isinstance(wish, Rejected):
            return wish
        guarded = replace(wish, guard=("envelopes", str(envelope)))
        return await answer(info.context, guarded, ENVELOPE)

    @strawberry.mutation(description="Set money apart, or move it between actions, by a decision.")
    async def move_money(
        self,
        info: Info,
        network: UUID,
        key: str,
        year: int,
        cents: Cents,
        body: DecidingBody,
        decided_on: date,
        from_envelope: UUID | None = None,
        to_envelope: UUID | None = None,
        source: SourceKind | None = None,
        reference: str | None = None,
        municipality: str | None = None,
        entity: UUID | None = None,
    ) -> MoneyMoveAnswer:
        """Without `fromEnvelope`: of what is not set apart; without `toEnvelope`: back to it.
        `municipality`, `entity`, `source`: only what is theirs moves."""
        given: dict[str, Any] = {
            "network": network,
            "key": key,
            "year": year,
            "cents": cents,
            "body": body,
            "decidedOn": decided_on,
            "fromEnvelope": from_envelope,
            "toEnvelope": to_envelope,
            "source": source,
            "reference": reference,
            "municipality": municipality,
            "entity": entity,
        }

        async def command() -> Command:
            sides = (from_envelope, to_envelope)
            await may_move(info.context, network, sides, municipality)
            return _move(given)

        scope = Scope(network=str(network), municipality=municipality)
        wish = Wish("moveMoney", given, command, scope)
        return await answer(info.context, wish, MOVE)
