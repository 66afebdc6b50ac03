"""Mutations about what holders paid first, and about guarantee slips."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import strawberry

from services.cards.contracts import commands
from services.gateway.api.answers import PARTICIPATION, ParticipationAnswer
from services.gateway.api.cards import by_role, card_token, sealed_reason, today
from services.gateway.api.claim_types import ClaimAnswer, ClaimProof, GuaranteeSlipAnswer
from services.gateway.api.claims import CLAIM, SLIP
from services.gateway.api.context import Info
from services.gateway.api.scalars import NOTHING, Cents
from services.gateway.api.sending import about_holder, answer, wish_about
from services.kernel.contract import Command

SLIP_DAYS = 90
"""How long a slip works where nobody says until when."""


def about_claim(
    info: Info, network: UUID, key: str, holder: UUID, claim: UUID, **more: Any
) -> dict[str, Any]:
    """The arguments of a wish about a claim."""
    return {"network": network, "key": key, "holder": holder, "claim": claim, **more}


def filing(info: Info, given: Mapping[str, Any]) -> commands.FileClaim:
    """The command that files a claim."""
    return commands.FileClaim(
        holder_id=given["holder"],
        scheme_id=given["scheme"],
        offer_id=given["offer"],
        on=given["on"],
        paid_cents=given["paidCents"],
        other_help_cents=given["otherHelpCents"],
        required=tuple(one.value for one in given["required"] or ()),
        seen=tuple(one.value for one in given["seen"]),
        by=by_role(info.context),
    )


@strawberry.type
class ClaimMutations:
    """What a holder paid herself, and slips so that she need not."""

    @strawberry.mutation(description="A holder asks back what the network bears of a price.")
    async def file_claim(
        self,
        info: Info,
        network: UUID,
        key: str,
        holder: UUID,
        scheme: UUID,
        offer: UUID,
        on: date,
        paid_cents: Cents,
        seen: list[ClaimProof],
        required: list[ClaimProof] | None = None,
        other_help_cents: Cents = NOTHING,
    ) -> ClaimAnswer:
        """Judged by the rules of the day on which she took part, over what she paid.

        Once all that is required was `seen` its share is set aside, until it is decided. What the
        regulation asks is required; where it asks nothing what `required` names, else that she
        paid.
        """
        given = {
            "network": network,
            "key": key,
            "holder": holder,
            "scheme": scheme,
            "offer": offer,
            "on": on,
            "paidCents": paid_cents,
            "seen": seen,
            "required": required,
            "otherHelpCents": other_help_cents,
        }
        wish = about_holder("fileClaim", given, lambda: filing(info, given))
        return await answer(info.context, wish, CLAIM)

    @strawberry.mutation(description="More proofs were seen for a claim.")
    async def complete_claim(
        self,
        info: Info,
        network: UUID,
        key: str,
        holder: UUID,
        claim: UUID,
        seen: list[ClaimProof],
    ) -> ClaimAnswer:
        """Without any: set the share aside again, where nothing is any more."""
        given = about_claim(info, network, key, holder, claim, seen=seen)

        def command() -> Command:
            return commands.CompleteClaim(
                holder_id=holder,
                claim_id=claim,
                seen=tuple(one.value for one in seen),
                by=by_role(info.context),
            )

        return await answer(info.context, about_holder("completeClaim", given, command), CLAIM)

    @strawberry.mutation(description="Grant a claim, or refuse it with a reason.")
    async def decide_claim(
        self,
        info: Info,
        network: UUID,
        key: str,
        holder: UUID,
        claim: UUID,
        granted: bool,  # noqa: FBT001 - as GraphQL names it
        reason: str | None = None,
    ) -> ClaimAnswer:
        """What is granted is payable to her."""
        given = about_claim(info, network, key, holder, claim, granted=granted, reason=reason)

        def command() -> Command:
            return commands.DecideClaim(
                holder_id=holder,
                claim_id=claim,
                granted=granted,
                reason=None if reason is None else sealed_reason(info.context, reason),
                by=by_role(info.context),
            )

        return await answer(info.context, about_holder("decideClaim", given, command), CLAIM)

    @strawberry.mutation(description="Undo a claim that was granted by mistake.")
    async def reverse_claim(
        self, info: Info, network: UUID, key: str, holder: UUID, claim: UUID, reason: str
    ) -> ClaimAnswer:
        """It is payable to her no longer."""
        given = about_claim(info, network, key, holder, claim, reason=reason)

        def command() -> Command:
            return commands.ReverseClaim(
                holder_id=holder,
                claim_id=claim,
                reason=sealed_reason(info.context, reason),
                by=by_role(info.context),
            )

        return await answer(info.context, about_holder("reverseClaim", given, command), CLAIM)

    @strawberry.mutation(description="A holder takes her claim back.")
    async def withdraw_claim(
        self, info: Info, network: UUID, key: str, holder: UUID, claim: UUID
    ) -> ClaimAnswer:
        """What was set aside is free again."""
        given = about_claim(info, network, key, holder, claim)

        def command() -> Command:
            return commands.WithdrawClaim(
                holder_id=holder, claim_id=claim, by=by_role(info.context)
            )

        return await answer(info.context, about_holder("withdrawClaim", given, command), CLAIM)

    @strawberry.mutation(description="Guarantee a provider the network's share of a price.")
    async def issue_guarantee_slip(
        self,
        info: Info,
        network: UUID,
        key: str,
        holder: UUID,
        scheme: UUID,
        offer: UUID,
        on: date,
        price_cents: Cents,
        valid_until: date | None = None,
    ) -> GuaranteeSlipAnswer:
        """Until a day at most 180 days ahead; where none is named, 90."""
        given = {
            "network": network,
            "key": key,
            "holder": holder,
            "scheme": scheme,
            "offer": offer,
            "on": on,
            "priceCents": price_cents,
            "validUntil": valid_until,
        }
        wish = about_holder(
            "issueGuaranteeSlip",
            given,
            lambda: commands.IssueSlip(
                holder_id=holder,
                scheme_id=scheme,
                offer_id=offer,
                on=on,
                price_cents=price_cents,
                valid_until=valid_until or today() + timedelta(days=SLIP_DAYS),
                by=by_role(info.context),
            ),
        )
        return await answer(info.context, wish, SLIP)

    @strawberry.mutation(description="The provider of the offer takes what a slip guarantees.")
    async def redeem_guarantee_slip(
        self,
        info: Info,
        network: UUID,
        key: str,
        slip_number: str,
        offer: UUID,
        price_cents: Cents,
    ) -> ParticipationAnswer:
        """`priceCents` is what the offer costs now: at most what was guaranteed.

        One that is unknown, used, over or of another offer is not valid, and no more is told.
        """
        given = {
            "network": network,
            "key": key,
            "slipNumber": slip_number,
            "offer": offer,
            "priceCents": price_cents,
        }
        wish = wish_about(
            ("offers", str(offer)),
            "redeemGuaranteeSlip",
            given,
            lambda: commands.RedeemSlip(
                slip_token=card_token(info.context, network, slip_number),
                offer_id=offer,
                price_cents=price_cents,
            ),
        )
        return await answer(info.context, wish, PARTICIPATION)

    @strawberry.mutation(description="Take back a slip that was not used.")
    async def void_guarantee_slip(
        self, info: Info, network: UUID, key: str, slip: UUID
    ) -> GuaranteeSlipAnswer:
        """What was set aside is free again."""
        wish = wish_about(
            ("slips", str(slip)),
            "voidGuaranteeSlip",
            {"network": network, "key": key, "slip": slip},
            lambda: commands.VoidSlip(slip_id=slip),
        )
        return await answer(info.context, wish, SLIP)
