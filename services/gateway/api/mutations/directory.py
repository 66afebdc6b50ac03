"""Mutations that partners decides: networks, organisations, offers."""

from datetime import date
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
from services.gateway.api.enums import OrganisationRole
from services.gateway.api.scalars import Cents
from services.gateway.api.sending import Wish, answer
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
    ) -> OfferAnswer:
        """A provider publishes its own offers only."""
        given = {
            "network": network,
            "key": key,
            "organisation": organisation,
            "title": title,
            "priceCents": price_cents,
            "holderBp": holder_bp,
            "organisationBp": organisation_bp,
            "networkBp": network_bp,
        }
        wish = Wish(
            "publishOffer",
            given,
            lambda: commands.PublishOffer(
                organisation_id=organisation,
                title=title,
                price_cents=price_cents,
                holder_bp=holder_bp,
                organisation_bp=organisation_bp,
                network_bp=network_bp,
            ),
            Scope(network=str(network), organisation=str(organisation)),
        )
        return await answer(info.context, wish, OFFER)

    @strawberry.mutation(description="Take an offer back: nothing new is registered on it.")
    async def withdraw_offer(self, info: Info, network: UUID, key: str, offer: UUID) -> OfferAnswer:
        """A provider withdraws its own offers only."""
        wish = Wish(
            "withdrawOffer",
            {"network": network, "key": key, "offer": offer},
            lambda: commands.WithdrawOffer(offer_id=offer),
            Scope(network=str(network)),
            guard=("offers", str(offer)),
        )
        return await answer(info.context, wish, OFFER)
