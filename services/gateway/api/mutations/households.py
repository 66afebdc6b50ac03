"""Mutations about households, and about children of two networks."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

import strawberry

from services.cards.contracts import commands
from services.cards.contracts.events.households import HouseholdMember
from services.gateway.api.answers import HOLDER, HolderAnswer
from services.gateway.api.contact_types import MemberRole
from services.gateway.api.context import Info, RequestContext
from services.gateway.api.household_types import HOUSEHOLD, HouseholdAnswer
from services.gateway.api.other_networks import known_network
from services.gateway.api.reads import read_row
from services.gateway.api.sending import Refused, Wish, about_holder, answer
from services.gateway.domain.access import Scope


async def _seen(context: RequestContext, network: UUID, persons: dict[str, list[UUID]]) -> None:
    """Refuse a person whom who is asking may not see: nobody is put where she is not known."""
    named = [(argument, str(one)) for argument, ids in persons.items() for one in ids]
    rows = await asyncio.gather(
        *(read_row(context, str(network), "holders", person) for _, person in named)
    )
    for (argument, _), row in zip(named, rows, strict=True):
        if row is None:
            raise Refused("holder_unknown", argument)


@strawberry.type
class HouseholdMutations:
    """Founding, joining, changing, leaving; sharing a child's cap with another network."""

    @strawberry.mutation(description="Persons form a household.")
    async def found_household(
        self,
        info: Info,
        network: UUID,
        key: str,
        adults: list[UUID],
        children: list[UUID] | None = None,
        dependants: list[UUID] | None = None,
    ) -> HouseholdAnswer:
        """A child who lives in another household too joins this one with her share."""
        persons = {
            "adults": adults,
            "children": children or [],
            "dependants": dependants or [],
        }

        async def command() -> commands.FoundHousehold:
            await _seen(info.context, network, persons)
            members = [
                *(HouseholdMember(holder_id=one, role="adult") for one in persons["adults"]),
                *(HouseholdMember(holder_id=one, role="child") for one in persons["children"]),
                *(
                    HouseholdMember(holder_id=one, role="dependant")
                    for one in persons["dependants"]
                ),
            ]
            return commands.FoundHousehold(members=tuple(members))

        given = {
            "network": network,
            "key": key,
            "adults": adults,
            "children": children,
            "dependants": dependants,
        }
        wish = Wish("foundHousehold", given, command, Scope(network=str(network)))
        return await answer(info.context, wish, HOUSEHOLD)

    @strawberry.mutation(description="A person is part of a household too.")
    async def join_household(
        self,
        info: Info,
        network: UUID,
        key: str,
        household: UUID,
        holder: UUID,
        role: MemberRole,
        share_percent: int = 100,
    ) -> HouseholdAnswer:
        """Under 100 percent: a child of parents who live apart."""
        member = Member(household, holder, role, share_percent)
        return await _change(info, "joinHousehold", commands.JoinHousehold, network, key, member)

    @strawberry.mutation(description="A member is something else, or her share is another.")
    async def change_member(
        self,
        info: Info,
        network: UUID,
        key: str,
        household: UUID,
        holder: UUID,
        role: MemberRole,
        share_percent: int = 100,
    ) -> HouseholdAnswer:
        """Her shares in two households are no more than the whole."""
        member = Member(household, holder, role, share_percent)
        return await _change(info, "changeMember", commands.ChangeMember, network, key, member)

    @strawberry.mutation(description="A person is no longer part of a household.")
    async def leave_household(
        self, info: Info, network: UUID, key: str, household: UUID, holder: UUID
    ) -> HouseholdAnswer:
        """The household stays, even empty."""
        wish = about_holder(
            "leaveHousehold",
            {"network": network, "key": key, "household": household, "holder": holder},
            lambda: commands.LeaveHousehold(household_id=household, holder_id=holder),
        )
        return await answer(info.context, wish, HOUSEHOLD)

    @strawberry.mutation(description="A child lives in two networks: share her one yearly cap.")
    async def agree_co_parenting(
        self,
        info: Info,
        network: UUID,
        key: str,
        holder: UUID,
        share_percent: int,
        other_network: UUID,
        payer_network: UUID,
    ) -> HolderAnswer:
        """The other network records the rest of the cap on its own side."""

        async def command() -> commands.AgreeCoParenting:
            await known_network(info.context, other_network)
            return commands.AgreeCoParenting(
                holder_id=holder,
                share_percent=share_percent,
                other_network_id=other_network,
                payer_network_id=payer_network,
            )

        given = {
            "network": network,
            "key": key,
            "holder": holder,
            "sharePercent": share_percent,
            "otherNetwork": other_network,
            "payerNetwork": payer_network,
        }
        wish = about_holder("agreeCoParenting", given, command)
        return await answer(info.context, wish, HOLDER)

    @strawberry.mutation(description="The whole yearly cap is this network's again.")
    async def end_co_parenting(
        self, info: Info, network: UUID, key: str, holder: UUID
    ) -> HolderAnswer:
        """From now on; what was used stays used."""
        wish = about_holder(
            "endCoParenting",
            {"network": network, "key": key, "holder": holder},
            lambda: commands.EndCoParenting(holder_id=holder),
        )
        return await answer(info.context, wish, HOLDER)


@dataclass(frozen=True, slots=True)
class Member:
    """A person's place in a household, as it was asked."""

    household: UUID
    holder: UUID
    role: MemberRole
    share_percent: int


async def _change(
    info: Info,
    operation: str,
    kind: type[commands.JoinHousehold | commands.ChangeMember],
    network: UUID,
    key: str,
    member: Member,
) -> HouseholdAnswer:
    given = {
        "network": network,
        "key": key,
        "household": member.household,
        "holder": member.holder,
        "role": member.role,
        "sharePercent": member.share_percent,
    }
    wish = about_holder(
        operation,
        given,
        # Only now: what was sent may not be an id at all, which is found out first.
        lambda: kind(
            household_id=member.household,
            holder_id=member.holder,
            role=member.role.value,
            share_percent=member.share_percent,
        ),
    )
    return await answer(info.context, wish, HOUSEHOLD)
