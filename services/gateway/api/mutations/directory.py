"""Mutations that partners decides: networks, organisations, offers."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import strawberry

from services.gateway.api.answers import (
    NETWORK,
    OFFER,
    ORGANISATION,
    NetworkAnswer,
    OfferAnswer,
    OrganisationAnswer,
)
from services.gateway.api.context import Info
from services.gateway.api.enums import OfferCategory, OrganisationRole, ProvidedBy
from services.gateway.api.scalars import Cents
from services.gateway.api.sending import Wish, answer, wish_about
from services.gateway.domain.access import Scope
from services.partners.contracts import commands


@strawberry.type
class DirectoryMutations:
    """Networks, organisations, offers."""

    @strawberry.mutation(description="Open a network. Amounts are per calendar year, in cents.")
    async def open_network(
        self,
        info: Info,
        key: str,
        slug: str,
        name: str,
        municipalities: list[str],
        period_from: date,
        period_until: date,
        drawing_right_cents: Cents,
        own_contribution_cents: Cents,
    ) -> NetworkAnswer:
        """Answered when the network takes commands."""
        given = {
            "key": key,
            "slug": slug,
            "name": name,
            "municipalities": municipalities,
            "periodFrom": period_from,
            "periodUntil": period_until,
            "drawingRightCents": drawing_right_cents,
            "ownContributionCents": own_contribution_cents,
        }
        wish = Wish(
            "openNetwork",
            given,
            lambda: commands.OpenNetwork(
                slug=slug,
                name=name,
                municipalities=tuple(municipalities),
                period_from=period_from,
                period_until=period_until,
                drawing_right_cents=drawing_right_cents,
                own_contribution_cents=own_contribution_cents,
            ),
        )
        return await answer(info.context, wish, NETWORK)

    @strawberry.mutation(description="Admit an organisation as a partner of the network.")
    async def admit_organisation(
        self,
        info: Info,
        network: UUID,
        key: str,
        name: str,
        roles: list[OrganisationRole],
        kbo: str | None = None,
    ) -> OrganisationAnswer:
        """`kbo` is the enterprise number, where it has one."""
        wish = Wish(
            "admitOrganisation",
            {"network": network, "key": key, "name": name, "kbo": kbo, "roles": roles},
            lambda: commands.AdmitOrganisation(
                name=name, kbo=kbo, roles=tuple(role.value for role in roles)
            ),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, ORGANISATION)

    @strawberry.mutation(description="Publish an offer; its basis points sum to 10,000.")
    async def publish_offer(
        self,
        info: Info,
        network: UUID,
        key: str,
        organisation: UUID,
        title: str,
        price_cents: Cents,
        holder_bp: int,
        organisation_bp: int,
        network_bp: int,
        category: OfferCategory = OfferCategory.OTHER,
        tags: list[str] | None = None,
        half_days: int | None = None,
        provided_by: ProvidedBy | None = None,
        starts_at: datetime | None = None,
        ends_at: datetime | None = None,
        check_in_before_minutes: int = commands.CHECK_IN_MINUTES,
        check_in_after_minutes: int = commands.CHECK_IN_MINUTES,
    ) -> OfferAnswer:
        """A provider publishes its own offers only. What it is decides which rules of a card
        regulation are for it; left out, a municipal service provides for the municipality. Desks
        check in from so many minutes before its session to so many after; without one all day."""
        given = {
            "network": network,
            "key": key,
            "organisation": organisation,
            "title": title,
            "priceCents": price_cents,
            "holderBp": holder_bp,
            "organisationBp": organisation_bp,
            "networkBp": network_bp,
            "category": category,
            "tags": tags,
            "halfDays": half_days,
            "providedBy": provided_by,
            "startsAt": starts_at,
            "endsAt": ends_at,
            "checkInBeforeMinutes": check_in_before_minutes,
            "checkInAfterMinutes": check_in_after_minutes,
        }
        return await answer(info.context, _about_offer(given), OFFER)

    @strawberry.mutation(description="Take an offer back: nothing new is registered on it.")
    async def withdraw_offer(self, info: Info, network: UUID, key: str, offer: UUID) -> OfferAnswer:
        """A provider withdraws its own offers only."""
        wish = wish_about(
            ("offers", str(offer)),
            "withdrawOffer",
            {"network": network, "key": key, "offer": offer},
            lambda: commands.WithdrawOffer(offer_id=offer),
        )
        return await answer(info.context, wish, OFFER)


def _about_offer(given: Mapping[str, Any]) -> Wish:
    """The wish of an organisation to publish an offer."""
    scope = Scope(network=str(given["network"]), organisation=str(given["organisation"]))
    return Wish("publishOffer", given, lambda: _to_publish(given), scope)


def _to_publish(given: Mapping[str, Any]) -> commands.PublishOffer:
    """The wish to publish an offer, from its arguments."""
    provided_by: ProvidedBy | None = given["providedBy"]
    return commands.PublishOffer(
        organisation_id=given["organisation"],
        title=given["title"],
        price_cents=given["priceCents"],
        holder_bp=given["holderBp"],
        organisation_bp=given["organisationBp"],
        network_bp=given["networkBp"],
        category=given["category"].value,
        tags=tuple(given["tags"] or ()),
        half_days=given["halfDays"],
        provided_by=None if provided_by is None else provided_by.value,
        starts_at=given["startsAt"],
        ends_at=given["endsAt"],
        check_in_before_minutes=given["checkInBeforeMinutes"],
        check_in_after_minutes=given["checkInAfterMinutes"],
    )
