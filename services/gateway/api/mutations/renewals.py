"""Mutations about rights that are renewed by themselves: arranging it, and stopping."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

import strawberry

from services.cards.contracts import commands
from services.gateway.api import statuses
from services.gateway.api.context import Info
from services.gateway.api.mutations.mandates import in_network
from services.gateway.api.mutations.statuses import checked_deliberation, checked_words
from services.gateway.api.sending import Shown, answer
from services.gateway.api.status_types import (
    OnlineSource,
    RenewalArrangementAnswer,
    RenewalArrangementDone,
    StatusBasis,
)

_ARRANGEMENT: Final = Shown(
    statuses.arrangement,
    lambda operation, shown: RenewalArrangementDone(operation=operation, arrangement=shown),
)


@strawberry.type
class RenewalMutations:
    """Renewals at night."""

    @strawberry.mutation(description="Let rights in a scheme be renewed by themselves on a status.")
    async def arrange_renewals(
        self,
        info: Info,
        network: UUID,
        key: str,
        scheme: UUID,
        status: str,
        source: OnlineSource,
        legal_basis: StatusBasis,
        deliberation: str,
        days_before: int,
    ) -> RenewalArrangementAnswer:
        """The source is asked about each holder, once, so many days before her right ends.

        Only where the regulation grants automatically, and on a basis of authority. `status`: a
        word of the regulation. About the same scheme and status there is one arrangement.
        """
        given = {
            "network": network,
            "key": key,
            "scheme": scheme,
            "status": status,
            "source": source,
            "legalBasis": legal_basis,
            "deliberation": deliberation,
            "daysBefore": days_before,
        }
        wish = in_network("arrangeRenewals", given, lambda: _to_arrange(given))
        return await answer(info.context, wish, _ARRANGEMENT)

    @strawberry.mutation(description="Ask no more by itself about rights that near their end.")
    async def stop_renewals(
        self, info: Info, network: UUID, key: str, arrangement: UUID
    ) -> RenewalArrangementAnswer:
        """What was asked already is still answered."""
        given = {"network": network, "key": key, "arrangement": arrangement}
        wish = in_network(
            "stopRenewals", given, lambda: commands.StopRenewals(arrangement_id=arrangement)
        )
        return await answer(info.context, wish, _ARRANGEMENT)


def _to_arrange(given: Mapping[str, Any]) -> commands.ArrangeRenewals:
    """The command, from the arguments. Raises Refused."""
    return commands.ArrangeRenewals(
        scheme_id=given["scheme"],
        status=checked_words([given["status"]], "status")[0],
        source=given["source"].value,
        legal_basis=given["legalBasis"].value,
        deliberation=checked_deliberation(given["deliberation"]),
        days_before=given["daysBefore"],
    )
