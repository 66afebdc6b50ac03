"""Mutations about persons that cards decides: holders, eligibility, rights.

Personal fields are sealed to cards before they leave this process.
"""

from datetime import date
from uuid import UUID

import strawberry

from services.cards.contracts import commands
from services.gateway.api.answers import (
    HOLDER,
    RIGHT,
    HolderAnswer,
    RightAnswer,
)
from services.gateway.api.context import Info
from services.gateway.api.scalars import Cents
from services.gateway.api.sealing import sealed, sealed_identity
from services.gateway.api.sending import Refused, Wish, about_holder, answer
from services.gateway.domain.access import Scope
from services.partners.contracts.municipalities import MUNICIPALITIES


@strawberry.type
class PeopleMutations:
    """Holders, eligibility, rights."""

    @strawberry.mutation(description="Register a person.")
    async def register_holder(
        self,
        info: Info,
        network: UUID,
        key: str,
        municipality: str,
        given_name: str,
        family_name: str,
        birth_date: date,
        national_number: str | None = None,
    ) -> HolderAnswer:
        """The municipality is one of the network's, by REFNIS code."""

        def command() -> commands.RegisterHolder:
            # It travels in clear, so nothing but a code may stand in it.
            if municipality not in MUNICIPALITIES:
                raise Refused("municipality_unknown", "municipality")
            identity = sealed_identity(info.context, given)
            return commands.RegisterHolder(municipality=municipality, identity=identity)

        given = {
            "network": network,
            "key": key,
            "municipality": municipality,
            "givenName": given_name,
            "familyName": family_name,
            "birthDate": birth_date,
            "nationalNumber": national_number,
        }
        scope = Scope(network=str(network), municipality=municipality)
        return await answer(info.context, Wish("registerHolder", given, command, scope), HOLDER)

    @strawberry.mutation(description="Decide until when a person is entitled, and on what ground.")
    async def decide_eligibility(
        self,
        info: Info,
        network: UUID,
        key: str,
        holder: UUID,
        ground: str,
        valid_until: date,
    ) -> HolderAnswer:
        """The ground tells of poverty: it is sealed, and never shown again."""
        given = {
            "network": network,
            "key": key,
            "holder": holder,
            "ground": ground,
            "validUntil": valid_until,
        }
        wish = about_holder(
            "decideEligibility",
            given,
            lambda: commands.DecideEligibility(
                holder_id=holder,
                ground=sealed(info.context, {"ground": ground}),
                valid_until=valid_until,
            ),
        )
        return await answer(info.context, wish, HOLDER)

    @strawberry.mutation(description="Grant a right: a ceiling per calendar year, in cents.")
    async def grant_right(
        self,
        info: Info,
        network: UUID,
        key: str,
        holder: UUID,
        yearly_ceiling_cents: Cents,
        valid_from: date,
        valid_until: date,
    ) -> RightAnswer:
        """The ceiling counts the network's share, by the day of participation."""
        given = {
            "network": network,
            "key": key,
            "holder": holder,
            "yearlyCeilingCents": yearly_ceiling_cents,
            "validFrom": valid_from,
            "validUntil": valid_until,
        }
        wish = about_holder(
            "grantRight",
            given,
            lambda: commands.GrantRight(
                holder_id=holder,
                yearly_ceiling_cents=yearly_ceiling_cents,
                valid_from=valid_from,
                valid_until=valid_until,
            ),
        )
        return await answer(info.context, wish, RIGHT)

    @strawberry.mutation(description="Erase a person: nobody reads her data ever again.")
    async def erase_holder(self, info: Info, network: UUID, key: str, holder: UUID) -> HolderAnswer:
        """Accounts and statistics stay as they are."""
        wish = about_holder(
            "eraseHolder",
            {"network": network, "key": key, "holder": holder},
            lambda: commands.EraseHolder(holder_id=holder),
        )
        return await answer(info.context, wish, HOLDER)
