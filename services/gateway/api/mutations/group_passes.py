"""Mutations about group passes: giving, blocking, using."""

from datetime import date
from uuid import UUID

import strawberry

from services.cards.contracts import commands
from services.gateway.api.cards import card_token
from services.gateway.api.context import Info
from services.gateway.api.enums import BlockReason
from services.gateway.api.mutations.budget import of_whom
from services.gateway.api.sending import Wish, answer, wish_about
from services.gateway.api.stock_types import GroupPassAnswer, GroupVisitAnswer
from services.gateway.api.stocks import GROUP_PASS, GROUP_VISIT
from services.gateway.domain.access import Scope


@strawberry.type
class GroupPassMutations:
    """Tickets per year for an organisation."""

    @strawberry.mutation(description="Give an organisation a pass with tickets per year.")
    async def issue_group_pass(
        self,
        info: Info,
        network: UUID,
        key: str,
        organisation: UUID,
        scheme: UUID,
        tickets_per_year: int,
        valid_until: date,
        municipality: str | None = None,
    ) -> GroupPassAnswer:
        """Its number is random and tells nothing. `municipality`: whose own money may pay for its
        visits before what is everybody's."""
        given = {
            "network": network,
            "key": key,
            "organisation": organisation,
            "scheme": scheme,
            "ticketsPerYear": tickets_per_year,
            "validUntil": valid_until,
            "municipality": municipality,
        }
        wish = Wish(
            "issueGroupPass",
            given,
            lambda: commands.IssueGroupPass(
                organisation_id=organisation,
                scheme_id=scheme,
                tickets_per_year=tickets_per_year,
                valid_until=valid_until,
                municipality=municipality,
            ),
            of_whom(network, municipality),
        )
        return await answer(info.context, wish, GROUP_PASS)

    @strawberry.mutation(description="Let a group pass work no longer.")
    async def block_group_pass(
        self, info: Info, network: UUID, key: str, group_pass: UUID, reason: BlockReason
    ) -> GroupPassAnswer:
        """What was used of it stays."""
        wish = Wish(
            "blockGroupPass",
            {"network": network, "key": key, "groupPass": group_pass, "reason": reason},
            lambda: commands.BlockGroupPass(pass_id=group_pass, reason=reason.value),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, GROUP_PASS)

    @strawberry.mutation(description="A group takes part: so many tickets of its pass.")
    async def register_group_visit(
        self,
        info: Info,
        network: UUID,
        key: str,
        pass_number: str,
        offer: UUID,
        on: date,
        tickets: int,
    ) -> GroupVisitAnswer:
        """A provider registers at its own offers. What is left is in `groupPass`."""
        given = {
            "network": network,
            "key": key,
            "passNumber": pass_number,
            "offer": offer,
            "on": on,
            "tickets": tickets,
        }
        wish = wish_about(
            ("offers", str(offer)),
            "registerGroupVisit",
            given,
            lambda: commands.RegisterGroupVisit(
                pass_token=card_token(info.context, network, pass_number),
                offer_id=offer,
                on=on,
                tickets=tickets,
            ),
        )
        return await answer(info.context, wish, GROUP_VISIT)

    @strawberry.mutation(description="The group did not come: its tickets are free again.")
    async def cancel_group_visit(
        self, info: Info, network: UUID, key: str, visit: UUID
    ) -> GroupVisitAnswer:
        """A provider cancels what was registered at its own offers."""
        wish = wish_about(
            ("group_visits", str(visit)),
            "cancelGroupVisit",
            {"network": network, "key": key, "visit": visit},
            lambda: commands.CancelGroupVisit(visit_id=visit),
        )
        return await answer(info.context, wish, GROUP_VISIT)
