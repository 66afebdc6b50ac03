"""Mutations about lists in which providers say what they claim."""

from datetime import date
from uuid import UUID

import strawberry

from services.gateway.api.claim_list_types import ClaimListAnswer, ClaimListCompared
from services.gateway.api.claim_lists import Asked, claim_list, compared
from services.gateway.api.context import Coded, Info
from services.gateway.api.sending import rejected
from services.gateway.domain.access import Scope
from services.gateway.domain.checks import BadInput, check
from services.gateway.storage.reading import DATABASE_AWAY


@strawberry.type
class ClaimListMutations:
    """A provider's own administration beside ours."""

    @strawberry.mutation(description="Compare a provider's list (CSV, base64) with what stands.")
    async def compare_claim_list(
        self,
        info: Info,
        network: UUID,
        key: str,
        organisation: UUID,
        first_day: date,
        last_day: date,
        file: str,
    ) -> ClaimListAnswer:
        """Nothing is paid by it. Columns: dag, prijs, and deelname or kaart; other columns, names
        among them, stay unread."""
        given = {
            "network": network,
            "key": key,
            "organisation": organisation,
            "firstDay": first_day,
            "lastDay": last_day,
        }
        scope = Scope(network=str(network), organisation=str(organisation))
        try:
            check(given)
            info.context.permit("compareClaimList", scope)
            asked = Asked(network, key, organisation, first_day, last_day)
            kept = await compared(info.context, asked, file)
        except BadInput as problem:
            return rejected(problem.code, problem.field)
        except Coded as problem:
            return rejected(problem.code, problem.argument)
        except DATABASE_AWAY:
            return rejected("unavailable")
        return ClaimListCompared(claim_list=claim_list(kept))
