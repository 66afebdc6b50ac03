"""What can be asked about stock: counters, and packs of cards that wait at them."""

from typing import Final, Literal
from uuid import UUID

from services.cards.contracts.commands.cards import Carrier
from services.kernel.contract import Command

PRINTING: Final = "printing"
"""The purpose of the key with which the numbers of a pack are sealed until it comes."""


class OpenCounter(Command, name="cards.open_counter.v1"):
    """Name a place where cards wait: a counter of a partner, or any other.

    `low_at`: at so many cards or fewer of a kind its stock is low.
    """

    name: str
    organisation_id: UUID | None = None
    low_at: int = 10


class OrderPack(Command, name="cards.order_pack.v1"):
    """Order so many cards of a kind for a counter. Their numbers are drawn now."""

    counter_id: UUID
    scheme_id: UUID
    carrier: Carrier
    count: int


class PrintPack(Command, name="cards.print_pack.v1"):
    """Show the numbers of an ordered pack, once, to have them printed."""

    pack_id: UUID


class ReceivePack(Command, name="cards.receive_pack.v1"):
    """The pack lies at its counter. The list of its numbers is destroyed."""

    pack_id: UUID


class CancelPack(Command, name="cards.cancel_pack.v1"):
    """The pack does not come: its numbers will never be given."""

    pack_id: UUID


class MovePack(Command, name="cards.move_pack.v1"):
    """Bring what is left of a pack to another counter."""

    pack_id: UUID
    counter_id: UUID


class SpoilCard(Command, name="cards.spoil_card.v1"):
    """Take a card out of stock that cannot be given. `token` is the keyed hash of its number."""

    token: str
    reason: Literal["misprint", "damaged", "lost", "stolen"]


class CorrectStock(Command, name="cards.correct_stock.v1"):
    """So many cards of a kind were counted at a counter, whatever the books say."""

    counter_id: UUID
    scheme_id: UUID
    carrier: Carrier
    counted: int
    reason: Literal["miscounted", "lost", "stolen", "found", "damaged"]
