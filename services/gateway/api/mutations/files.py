"""Mutations about applications as files: drafted by one, continued by another, decided together."""

from datetime import date
from typing import Final
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from services.cards.contracts import commands
from services.gateway.api import files
from services.gateway.api.application_types import ApplicationChannel
from services.gateway.api.cases import check_seen
from services.gateway.api.channels import by_hand
from services.gateway.api.context import Info, RequestContext
from services.gateway.api.file_types import ApplicationAnswer, ApplicationDone, HouseholdMode
from services.gateway.api.mutations.applications import (
    Command,
    Given,
    as_text,
    facts_invalid,
    on_record,
    proof_missing,
)
from services.gateway.api.replies import Rejected
from services.gateway.api.sealing import sealed
from services.gateway.api.sending import Shown, Wish, answer
from services.gateway.domain.access import Scope
from services.gateway.domain.facts import Told, WrongFacts, read_members, read_object

APPLICATION: Final = Shown(
    files.application,
    lambda operation, shown: ApplicationDone(operation=operation, application=shown),
)


@strawberry.type
class FileMutations:
    """Applications."""

    @strawberry.mutation(description="Keep an application as far as it is known.")
    async def save_draft(
        self,
        info: Info,
        network: UUID,
        key: str,
        scheme: UUID,
        holders: list[UUID],
        content: JSON,
        channel: ApplicationChannel = ApplicationChannel.COUNTER,
        application: UUID | None = None,
        seen: int = 0,
    ) -> ApplicationAnswer:
        """Without `application` it is new. `seen`: the `saves` that you have read, so that nobody
        overwrites what a colleague wrote meanwhile. `content` is sealed: any JSON object."""
        given = {
            "network": network,
            "key": key,
            "scheme": scheme,
            "holders": holders,
            "content": as_text(content),
            "channel": channel,
            "application": application,
            "seen": seen,
        }

        async def command() -> commands.SaveDraft:
            await check_seen(info.context, network, "holders", holders)
            return commands.SaveDraft(
                scheme_id=scheme,
                holder_ids=tuple(holders),
                content=sealed(info.context, read_object(as_text(content), "content")),
                channel=by_hand(channel),
                application_id=application,
                seen=seen,
                referrer_id=files.referrer_of(info.context, network),
            )

        return await filed(info.context, about_file("saveDraft", given, command))

    @strawberry.mutation(description="Hand an application in: the term to decide runs.")
    async def submit_application(
        self, info: Info, network: UUID, key: str, application: UUID
    ) -> ApplicationAnswer:
        """From the day on which it is handed in."""
        given = {"network": network, "key": key, "application": application}
        return await filed(
            info.context,
            about_file(
                "submitApplication",
                given,
                lambda: commands.SubmitApplication(
                    application_id=application, referrer_id=files.referrer_of(info.context, network)
                ),
            ),
        )

    @strawberry.mutation(description="Record that a proof was seen; it is not kept.")
    async def record_proof(
        self,
        info: Info,
        network: UUID,
        key: str,
        application: UUID,
        kind: str,
        holder: UUID | None = None,
    ) -> ApplicationAnswer:
        """Its kind is sealed: it tells of poverty."""
        given = {
            "network": network,
            "key": key,
            "application": application,
            "kind": kind,
            "holder": holder,
        }
        said = {"kind": kind, "holder": str(holder) if holder else None}
        return await filed(
            info.context,
            about_file(
                "recordProof",
                given,
                lambda: commands.RecordProof(
                    application_id=application,
                    proof=sealed(info.context, said),
                    referrer_id=files.referrer_of(info.context, network),
                ),
            ),
        )

    @strawberry.mutation(description="Ask the applicant for proofs that are missing.")
    async def ask_proof(
        self,
        info: Info,
        network: UUID,
        key: str,
        application: UUID,
        kinds: list[str],
        until: date,
    ) -> ApplicationAnswer:
        """Until a day to come."""
        given = {
            "network": network,
            "key": key,
            "application": application,
            "kinds": kinds,
            "until": until,
        }
        return await filed(
            info.context,
            about_file(
                "askProof",
                given,
                lambda: commands.AskProof(
                    application_id=application,
                    asked=sealed(info.context, {"kinds": kinds}),
                    until=until,
                ),
            ),
        )

    @strawberry.mutation(description="Say who goes on with an application.")
    async def assign_application(
        self,
        info: Info,
        network: UUID,
        key: str,
        application: UUID,
        assignee: str | None = None,
    ) -> ApplicationAnswer:
        """You, where nobody is named. `assignee` is an opaque id."""
        given = {"network": network, "key": key, "application": application, "assignee": assignee}
        return await filed(
            info.context,
            about_file(
                "assignApplication",
                given,
                lambda: commands.AssignApplication(application_id=application, assignee=assignee),
            ),
        )

    @strawberry.mutation(description="The applicant no longer asks: what was kept is destroyed.")
    async def withdraw_application(
        self, info: Info, network: UUID, key: str, application: UUID
    ) -> ApplicationAnswer:
        """It cannot be taken up again."""
        given = {"network": network, "key": key, "application": application}
        return await filed(
            info.context,
            about_file(
                "withdrawApplication",
                given,
                lambda: commands.WithdrawApplication(application_id=application),
            ),
        )

    @strawberry.mutation(description="Decide about a household in one go: one proof, one command.")
    async def decide_household(
        self,
        info: Info,
        network: UUID,
        key: str,
        scheme: UUID,
        members: JSON,
        shared: JSON | None = None,
        mode: HouseholdMode = HouseholdMode.THOSE_THAT_SUCCEED,
        application: UUID | None = None,
        mandate: str | None = None,
        reason: str | None = None,
        channel: ApplicationChannel = ApplicationChannel.COUNTER,
        valid_until: date | None = None,
    ) -> ApplicationAnswer:
        """`members`: a list of `{holder, facts, follows}`; who `follows` is a dependant of whoever
        of the others is entitled. `shared`: facts of all of them, such as one proof for all."""
        given = {
            "network": network,
            "key": key,
            "scheme": scheme,
            "members": as_text(members),
            "shared": as_text(shared or {}),
            "mode": mode,
            "application": application,
            "mandate": mandate,
            "reason": reason,
            "channel": channel,
            "validUntil": valid_until,
        }
        return await filed(
            info.context,
            about_file("decideHousehold", given, lambda: household_command(info.context, given)),
        )


async def household_command(context: RequestContext, given: Given) -> commands.DecideHousehold:
    """The command of a household, its facts sealed. Raises WrongFacts and Refused."""
    network: UUID = given["network"]
    members = read_members(given["members"], given["shared"])
    told = [Told(one.holder, one.facts, f"{n}.facts.") for n, one in enumerate(members)]
    said = {
        str(one.holder): {"facts": facts, "follows": one.follows}
        for one, facts in zip(members, await on_record(context, network, told), strict=True)
    }
    return commands.DecideHousehold(
        scheme_id=given["scheme"],
        holder_ids=tuple(one.holder for one in members),
        cases=sealed(context, {"cases": said, "reason": given["reason"]}),
        whole=given["mode"] is HouseholdMode.ALL,
        mandate=given["mandate"],
        channel=by_hand(given["channel"]),
        valid_until=given["validUntil"],
        application_id=given["application"],
        referrer_id=files.referrer_of(context, network),
    )


def about_file(operation: str, given: Given, command: Command) -> Wish:
    """A wish about an application, which its maker must be able to see."""
    known = given.get("application")
    guard = ("applications", str(known)) if known is not None else None
    return Wish(operation, given, command, Scope(network=str(given["network"])), guard)


async def filed(context: RequestContext, wish: Wish) -> ApplicationAnswer:
    """Carry out a wish about an application."""
    try:
        said = await answer(context, wish, APPLICATION)
    except WrongFacts as wrong:
        return facts_invalid(wrong)
    return proof_missing(said) if isinstance(said, Rejected) else said
