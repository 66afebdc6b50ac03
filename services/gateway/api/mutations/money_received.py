"""Mutations about money that came in."""

from datetime import date
from uuid import UUID

import strawberry

from services.budget.contracts import commands
from services.gateway.api.budget_types import SourceKind
from services.gateway.api.clearing_types import MoneyReceivedAnswer, ReceiptPart
from services.gateway.api.clearings import RECEIVED
from services.gateway.api.context import Info
from services.gateway.api.scalars import Cents
from services.gateway.api.sending import Wish, answer
from services.gateway.domain.access import Scope


@strawberry.type
class MoneyReceivedMutations:
    """A source is entered by decision; here it is said that its money came."""

    @strawberry.mutation(description="Money of a funding source came in.")
    async def record_receipt(
        self,
        info: Info,
        network: UUID,
        key: str,
        year: int,
        source: SourceKind,
        part: ReceiptPart,
        cents: Cents,
        on: date,
        reference: str,
        municipality: str | None = None,
        entity: UUID | None = None,
    ) -> MoneyReceivedAnswer:
        """An advance, the balance, or another part. `municipality` and `entity`: whose source."""
        told = {
            "year": year,
            "municipality": municipality,
            "cents": cents,
            "on": on,
            "reference": reference,
        }
        whose = {"network": network, "key": key, "source": source, "part": part, "entity": entity}
        wish = Wish(
            "recordReceipt",
            {**whose, **told},
            lambda: commands.RecordReceipt(
                source=source.value, part=part.value, entity_id=entity, **told
            ),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, RECEIVED)

    @strawberry.mutation(description="Money that was recorded as received was recorded wrongly.")
    async def take_receipt_back(
        self, info: Info, network: UUID, key: str, receipt: UUID
    ) -> MoneyReceivedAnswer:
        """Its transfer is reversed; what is right is recorded anew."""
        wish = Wish(
            "takeReceiptBack",
            {"network": network, "key": key, "receipt": receipt},
            lambda: commands.TakeReceiptBack(receipt_id=receipt),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, RECEIVED)
