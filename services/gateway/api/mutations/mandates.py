"""Mutations about referrers: their mandates, and blank attests that lie with them."""

from typing import Final
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from services.cards.contracts import commands
from services.gateway.api import files
from services.gateway.api.context import Info, RequestContext
from services.gateway.api.file_types import (
    ApplicationAnswer,
    AttestSeriesAnswer,
    AttestSeriesDone,
    MandateAnswer,
    MandateDone,
    MandateLevel,
)
from services.gateway.api.mutations.applications import Command, Given, as_text
from services.gateway.api.mutations.files import filed
from services.gateway.api.sealing import sealed
from services.gateway.api.sending import Shown, Wish, about_holder, answer
from services.gateway.domain.access import Scope
from services.gateway.domain.facts import read_object

_MANDATE: Final = Shown(
    files.mandate, lambda operation, shown: MandateDone(operation=operation, mandate=shown)
)
_SERIES: Final = Shown(
    files.attest_series,
    lambda operation, shown: AttestSeriesDone(operation=operation, series=shown),
)


@strawberry.type
class MandateMutations:
    """Mandates and attests."""

    @strawberry.mutation(description="Say how far a referrer may go.")
    async def give_mandate(
        self, info: Info, network: UUID, key: str, referrer: UUID, level: MandateLevel
    ) -> MandateAnswer:
        """`referrer` is an organisation, or the network itself for its own outreach workers."""
        given = {"network": network, "key": key, "referrer": referrer, "level": level}
        wish = in_network(
            "giveMandate",
            given,
            lambda: commands.GiveMandate(referrer_id=referrer, level=level.value),
        )
        return await answer(info.context, wish, _MANDATE)

    @strawberry.mutation(description="Give a numbered series of blank attests to an organisation.")
    async def issue_attests(
        self, info: Info, network: UUID, key: str, referrer: UUID, scheme: UUID, count: int
    ) -> AttestSeriesAnswer:
        """Each is filled in once; where the regulation lets others issue attests."""
        given = {
            "network": network,
            "key": key,
            "referrer": referrer,
            "scheme": scheme,
            "count": count,
        }
        wish = in_network(
            "issueAttests",
            given,
            lambda: commands.IssueAttests(referrer_id=referrer, scheme_id=scheme, count=count),
        )
        return await answer(info.context, wish, _SERIES)

    @strawberry.mutation(description="Fill in one attest for a person: it is an application.")
    async def fill_attest(
        self,
        info: Info,
        network: UUID,
        key: str,
        series: UUID,
        number: int,
        holder: UUID,
        statement: JSON,
    ) -> ApplicationAnswer:
        """`statement` is sealed: any JSON object."""
        given = {
            "network": network,
            "key": key,
            "series": series,
            "number": number,
            "holder": holder,
            "statement": as_text(statement),
        }
        wish = about_holder("fillAttest", given, lambda: fill_command(info.context, given))
        return await filed(info.context, wish)

    @strawberry.mutation(description="Take back what is still blank of a series.")
    async def revoke_attests(
        self, info: Info, network: UUID, key: str, series: UUID
    ) -> AttestSeriesAnswer:
        """What is filled in stays."""
        wish = in_network(
            "revokeAttests",
            {"network": network, "key": key, "series": series},
            lambda: commands.RevokeAttests(series_id=series),
        )
        return await answer(info.context, wish, _SERIES)


def fill_command(context: RequestContext, given: Given) -> commands.FillAttest:
    """The command of one attest. Raises WrongFacts."""
    return commands.FillAttest(
        series_id=given["series"],
        number=given["number"],
        holder_id=given["holder"],
        statement=sealed(context, read_object(given["statement"], "statement")),
        referrer_id=files.referrer_of(context, given["network"]),
    )


def in_network(operation: str, given: Given, command: Command) -> Wish:
    """A wish about something of the whole network."""
    return Wish(operation, given, command, Scope(network=str(given["network"])))
