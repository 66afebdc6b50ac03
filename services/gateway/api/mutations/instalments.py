"""Mutations about participations that are paid in instalments."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from services.budget.contracts.commands import (
    AgreeInstalments,
    ConfirmInstalment,
    StopInstalments,
)
from services.cards.contracts.commands import RegisterInInstalments
from services.gateway.api.answers import PARTICIPATION, ParticipationAnswer
from services.gateway.api.cards import card_token
from services.gateway.api.context import Info
from services.gateway.api.instalment_types import InstalmentConfirmer
from services.gateway.api.instalments import terms_of
from services.gateway.api.reads import read_row
from services.gateway.api.scalars import NOTHING, Cents
from services.gateway.api.sending import Refused, answer, wish_about
from services.gateway.domain.checks import BadInput
from services.gateway.domain.instalments import as_texts, read_instalments
from services.kernel.contract import Command


@strawberry.type
class InstalmentMutations:
    """A season or a camp is held whole, and payable to the provider part by part."""

    @strawberry.mutation(description="Take part in what is paid in instalments.")
    async def register_in_instalments(
        self,
        info: Info,
        network: UUID,
        key: str,
        card_number: str,
        offer: UUID,
        on: date,
        times: int | None = None,
        first_due: date | None = None,
        instalments: JSON | None = None,
        confirmed_by: InstalmentConfirmer = InstalmentConfirmer.PROVIDER,
        other_help_cents: Cents = NOTHING,
    ) -> ParticipationAnswer:
        """`times` equal parts, a month apart from `firstDue` on; or `instalments`, each with
        `due` and `cents`, which sum to the price. The whole share of the network is set aside."""
        terms = _terms(times, first_due, instalments, confirmed_by)
        given = {
            "network": network,
            "key": key,
            "cardNumber": card_number,
            "offer": offer,
            "on": on,
            **_given(terms),
            "otherHelpCents": other_help_cents,
        }
        wish = wish_about(
            ("offers", str(offer)),
            "registerInInstalments",
            given,
            lambda: RegisterInInstalments(
                card_token=card_token(info.context, network, card_number),
                offer_id=offer,
                on=on,
                terms=terms_of(terms),
                other_help_cents=other_help_cents,
            ),
        )
        return await answer(info.context, wish, PARTICIPATION)

    @strawberry.mutation(description="Agree that what is held is paid in instalments.")
    async def agree_instalments(
        self,
        info: Info,
        network: UUID,
        key: str,
        participation: UUID,
        times: int | None = None,
        first_due: date | None = None,
        instalments: JSON | None = None,
        confirmed_by: InstalmentConfirmer = InstalmentConfirmer.PROVIDER,
    ) -> ParticipationAnswer:
        """Of a participation that is held, while nothing of it is confirmed. The arguments are
        those of `registerInInstalments`."""
        terms = _terms(times, first_due, instalments, confirmed_by)

        async def command() -> Command:
            row = await read_row(info.context, str(network), "participations", str(participation))
            if row is not None and (row["slip_id"] or row["claim_id"] or row["group_id"]):
                raise Refused("decided_elsewhere", "participation")
            return AgreeInstalments(participation_id=participation, terms=terms_of(terms))

        wish = wish_about(
            ("participations", str(participation)),
            "agreeInstalments",
            {"network": network, "key": key, "participation": participation, **_given(terms)},
            command,
        )
        return await answer(info.context, wish, PARTICIPATION)

    @strawberry.mutation(description="An instalment is due: it is payable to the provider.")
    async def confirm_instalment(
        self, info: Info, network: UUID, key: str, participation: UUID, instalment: int
    ) -> ParticipationAnswer:
        """In their order, each from its day on. The first one confirms the participation."""
        given = {
            "network": network,
            "key": key,
            "participation": participation,
            "instalment": instalment,
        }
        return await _about(
            info,
            "confirmInstalment",
            given,
            lambda: ConfirmInstalment(participation_id=participation, number=instalment),
        )

    @strawberry.mutation(description="Let go the instalments that are not confirmed.")
    async def stop_instalments(
        self, info: Info, network: UUID, key: str, participation: UUID
    ) -> ParticipationAnswer:
        """She leaves half-way. What is confirmed stays; part of it can go back by a correction.
        Where nothing is confirmed yet, she does not take part."""
        return await _about(
            info,
            "stopInstalments",
            {"network": network, "key": key, "participation": participation},
            lambda: StopInstalments(participation_id=participation),
        )


def _terms(
    times: int | None, first_due: date | None, instalments: Any, confirmed_by: InstalmentConfirmer
) -> dict[str, Any]:
    """The terms as they came in, by the names of the arguments."""
    return {
        "times": times,
        "firstDue": first_due,
        "instalments": instalments,
        "confirmedBy": confirmed_by,
    }


def _given(terms: dict[str, Any]) -> dict[str, Any]:
    """The terms as they are checked, and told apart from others."""
    try:
        parts = as_texts(read_instalments(terms["instalments"]))
    except BadInput:
        parts = []  # `terms_of` says what is wrong with them
    return {**terms, "instalments": parts}


async def _about(
    info: Info, operation: str, given: dict[str, Any], command: Callable[[], Command]
) -> ParticipationAnswer:
    about = ("participations", str(given["participation"]))
    return await answer(info.context, wish_about(about, operation, given, command), PARTICIPATION)
