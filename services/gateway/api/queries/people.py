"""Queries about persons: holders, cards, participations."""

from datetime import date
from uuid import UUID

import strawberry

from services.gateway.api import build, household_types, reads
from services.gateway.api.cards import card_check
from services.gateway.api.context import Info
from services.gateway.api.finding import find
from services.gateway.api.household_types import Household
from services.gateway.api.merged_files import participations_of
from services.gateway.api.participation_types import Participation
from services.gateway.api.quoting import quote
from services.gateway.api.reads import connection_of, listed, page_of, read_list
from services.gateway.api.scalars import NOTHING, Cents
from services.gateway.api.standing_types import QuoteAnswer
from services.gateway.api.trying import looking_up
from services.gateway.api.types import CardCheck, Connection, Holder
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.gateway.storage import lists


@strawberry.type
class PeopleQueries:
    """Holders, cards, participations."""

    @strawberry.field(description="The persons of a network.")
    async def holders(
        self, info: Info, network: UUID, first: int | None = 50, after: str | None = None
    ) -> Connection[Holder]:
        """Within your municipality, where your token names one."""
        checked(network=network)
        info.context.permit("holders", Scope(network=str(network)))
        page = page_of(first, after)
        rows = await read_list(info.context, str(network), lists.HOLDERS, {}, page)
        return connection_of(rows, await reads.show_holders(info.context, rows.rows))

    @strawberry.field(description="One person.")
    async def holder(self, info: Info, network: UUID, id: UUID) -> Holder | None:  # noqa: A002
        """Null where she is unknown, or not for you. A card holder sees herself."""
        checked(network=network, id=id)
        info.context.permit("holder", Scope(network=str(network), holder=str(id)))
        return await reads.holder(info.context, str(network), str(id))

    @strawberry.field(description="Persons by card, or by name and birth date, the likest first.")
    async def find_holders(
        self,
        info: Info,
        network: UUID,
        text: str | None = None,
        birth_date: date | None = None,
        card_number: str | None = None,
        first: int | None = 20,
        after: str | None = None,
    ) -> Connection[Holder]:
        """Names in whatever order and spelling. Within your municipality, if you have one."""
        checked(network=network, text=text, birth_date=birth_date, card_number=card_number)
        info.context.permit("findHolders", Scope(network=str(network)))
        return await find(
            info.context,
            network,
            text=text,
            birth_date=birth_date,
            card_number=card_number,
            first=first,
            after=after,
        )

    @strawberry.field(description="Who lives together.")
    async def household(
        self,
        info: Info,
        network: UUID,
        id: UUID,  # noqa: A002
    ) -> Household | None:
        """Null where it is unknown, or not for you. A card holder sees her own."""
        checked(network=network, id=id)
        info.context.permit("household", Scope(network=str(network)))
        return await household_types.read(info.context, str(network), str(id))

    @strawberry.field(description="Whether a card is valid today: no more than a desk may know.")
    async def card(self, info: Info, network: UUID, number: str) -> CardCheck:
        """An unknown card is not valid."""
        checked(network=network, number=number)
        info.context.permit("card", Scope(network=str(network)))
        async with looking_up(info.context, str(network)) as lookup:
            found = await card_check(info.context, network, number)
            if found is None or not found["valid"]:
                await lookup.not_valid()
                return CardCheck(valid=False, valid_until=None)
        return CardCheck(valid=True, valid_until=found["valid_until"])

    @strawberry.field(description="What a participation would cost whom. Sets nothing aside.")
    async def quote(
        self,
        info: Info,
        network: UUID,
        card_number: str,
        offer: UUID,
        on: date,
        other_help_cents: Cents = NOTHING,
    ) -> QuoteAnswer:
        """A provider quotes its own offers, and is told only whether the card is valid and what
        to ask."""
        return await quote(info.context, network, card_number, offer, on, other_help_cents)

    @strawberry.field(description="One participation.")
    async def participation(
        self,
        info: Info,
        network: UUID,
        id: UUID,  # noqa: A002
    ) -> Participation | None:
        """Null where it is unknown, or not for you."""
        checked(network=network, id=id)
        info.context.permit("participation", Scope(network=str(network)))
        return await reads.participation(info.context, str(network), str(id))

    @strawberry.field(description="Participations, oldest first.")
    async def participations(
        self,
        info: Info,
        network: UUID,
        holder: UUID | None = None,
        organisation: UUID | None = None,
        waiting: bool = False,  # noqa: FBT001, FBT002 - as GraphQL names it
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[Participation]:
        """A provider sees those at its own offers, a card holder her own. `waiting`: only those
        that wait for their turn."""
        checked(network=network, holder=holder, organisation=organisation)
        scope = Scope(
            network=str(network),
            organisation=str(organisation) if organisation else None,
            holder=str(holder) if holder else None,
        )
        info.context.permit("participations", scope)
        page = page_of(first, after)
        filters = {"organisation_id": organisation, "status": "waiting" if waiting else None}
        grant = info.context.grant
        whose = str(holder) if holder else grant and grant.holder
        rows = await (
            participations_of(info.context, str(network), whose, filters, page)
            if whose
            else read_list(info.context, str(network), lists.PARTICIPATIONS, filters, page)
        )
        person = reads.shows_persons(info.context)
        return connection_of(rows, [build.participation(row, person=person) for row in rows.rows])

    @strawberry.field(description="Who waits for money of an envelope, in their order.")
    async def waiting_list(
        self,
        info: Info,
        network: UUID,
        envelope: UUID,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[Participation]:
        """The first of them is confirmed first, and nobody is passed over for a smaller share."""
        checked(network=network, envelope=envelope)
        info.context.permit("waitingList", Scope(network=str(network)))
        page, filters = page_of(first, after), {"waits_for": envelope}
        person = reads.shows_persons(info.context)
        return await listed(
            info.context,
            str(network),
            lists.WAITING,
            filters,
            page,
            lambda row: build.participation(row, person=person),
        )
