"""Mutations about stock: counters, packs, spoiled cards, counts."""

from uuid import UUID

import strawberry

from services.cards.contracts import commands
from services.gateway.api.cards import card_token
from services.gateway.api.context import Info
from services.gateway.api.enums import Carrier, CountReason, SpoilReason
from services.gateway.api.sending import Wish, answer
from services.gateway.api.stock_types import CounterAnswer, PackAnswer, PackSheetAnswer
from services.gateway.api.stocks import COUNTER, PACK, SHEET
from services.gateway.domain.access import Scope

OfPack = type[commands.PrintPack] | type[commands.ReceivePack] | type[commands.CancelPack]


def _of_pack(operation: str, kind: OfPack, network: UUID, key: str, pack: UUID) -> Wish:
    return Wish(
        operation,
        {"network": network, "key": key, "pack": pack},
        lambda: kind(pack_id=pack),
        Scope(network=str(network)),
    )


@strawberry.type
class StockMutations:
    """Cards that wait at counters."""

    @strawberry.mutation(description="Name a place where cards wait.")
    async def open_counter(
        self,
        info: Info,
        network: UUID,
        key: str,
        name: str,
        organisation: UUID | None = None,
        low_at: int = 10,
    ) -> CounterAnswer:
        """`lowAt`: at so many cards of a kind or fewer its stock is shown as low."""
        given = {
            "network": network,
            "key": key,
            "name": name,
            "organisation": organisation,
            "lowAt": low_at,
        }
        wish = Wish(
            "openCounter",
            given,
            lambda: commands.OpenCounter(name=name, organisation_id=organisation, low_at=low_at),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, COUNTER)

    @strawberry.mutation(description="Order cards of a kind for a counter: 1 to 500.")
    async def order_pack(
        self,
        info: Info,
        network: UUID,
        key: str,
        counter: UUID,
        scheme: UUID,
        count: int,
        carrier: Carrier = Carrier.CARD,
    ) -> PackAnswer:
        """Their numbers are drawn now."""
        given = {
            "network": network,
            "key": key,
            "counter": counter,
            "scheme": scheme,
            "count": count,
            "carrier": carrier,
        }
        wish = Wish(
            "orderPack",
            given,
            lambda: commands.OrderPack(
                counter_id=counter, scheme_id=scheme, carrier=carrier.value, count=count
            ),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, PACK)

    @strawberry.mutation(description="Show the numbers of an ordered pack, once, for the printer.")
    async def print_pack(self, info: Info, network: UUID, key: str, pack: UUID) -> PackSheetAnswer:
        """Asked again with the same key, it shows them again until the pack comes."""
        wish = _of_pack("printPack", commands.PrintPack, network, key, pack)
        return await answer(info.context, wish, SHEET)

    @strawberry.mutation(description="The pack lies at its counter.")
    async def receive_pack(self, info: Info, network: UUID, key: str, pack: UUID) -> PackAnswer:
        """The list of its numbers is destroyed."""
        wish = _of_pack("receivePack", commands.ReceivePack, network, key, pack)
        return await answer(info.context, wish, PACK)

    @strawberry.mutation(description="The pack does not come.")
    async def cancel_pack(self, info: Info, network: UUID, key: str, pack: UUID) -> PackAnswer:
        """Its numbers will never be given."""
        wish = _of_pack("cancelPack", commands.CancelPack, network, key, pack)
        return await answer(info.context, wish, PACK)

    @strawberry.mutation(description="Bring what is left of a pack to another counter.")
    async def move_pack(
        self, info: Info, network: UUID, key: str, pack: UUID, counter: UUID
    ) -> PackAnswer:
        """Only of a pack that has come."""
        wish = Wish(
            "movePack",
            {"network": network, "key": key, "pack": pack, "counter": counter},
            lambda: commands.MovePack(pack_id=pack, counter_id=counter),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, PACK)

    @strawberry.mutation(description="Take a card out of stock that cannot be given.")
    async def spoil_card(
        self, info: Info, network: UUID, key: str, number: str, spoil_reason: SpoilReason
    ) -> PackAnswer:
        """By its number. A card whose number cannot be read is counted out instead."""
        wish = Wish(
            "spoilCard",
            {"network": network, "key": key, "number": number, "spoilReason": spoil_reason},
            lambda: commands.SpoilCard(
                token=card_token(info.context, network, number), reason=spoil_reason.value
            ),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, PACK)

    @strawberry.mutation(description="So many cards of a kind were counted at a counter.")
    async def correct_stock(
        self,
        info: Info,
        network: UUID,
        key: str,
        counter: UUID,
        scheme: UUID,
        counted: int,
        count_reason: CountReason,
        carrier: Carrier = Carrier.CARD,
    ) -> CounterAnswer:
        """Whatever the books say; the difference is kept with its reason."""
        given = {
            "network": network,
            "key": key,
            "counter": counter,
            "scheme": scheme,
            "counted": counted,
            "countReason": count_reason,
            "carrier": carrier,
        }
        wish = Wish(
            "correctStock",
            given,
            lambda: commands.CorrectStock(
                counter_id=counter,
                scheme_id=scheme,
                carrier=carrier.value,
                counted=counted,
                reason=count_reason.value,
            ),
            Scope(network=str(network)),
        )
        return await answer(info.context, wish, COUNTER)
