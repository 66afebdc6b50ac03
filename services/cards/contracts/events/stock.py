"""Facts about stock. Numbers of cards that nobody has are of no person, but could be misused."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.cards.contracts.commands.cards import Carrier
from services.kernel.contract import Event, Sealed


class CounterOpened(Event, name="cards.counter_opened.v1"):
    """Cards may wait at this place."""

    counter_id: UUID
    name: str
    organisation_id: UUID | None = None
    low_at: int


class BlankCard(BaseModel):
    """A card that nobody has yet: found by `token`, its `number` sealed with the pack's key."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    token: str
    number: Sealed


class PackOrdered(Event, name="cards.pack_ordered.v1"):
    """So many cards are ordered for a counter. The pack's key is destroyed when it comes."""

    pack_id: UUID
    counter_id: UUID
    scheme_id: UUID
    carrier: Carrier
    cards: tuple[BlankCard, ...]


class PackPrinted(Event, name="cards.pack_printed.v1"):
    """The numbers of the pack were shown, once."""

    pack_id: UUID


class PackReceived(Event, name="cards.pack_received.v1"):
    """The pack lies at its counter."""

    pack_id: UUID
    counter_id: UUID
    count: int


class PackCancelled(Event, name="cards.pack_cancelled.v1"):
    """The pack does not come."""

    pack_id: UUID


class PackMoved(Event, name="cards.pack_moved.v1"):
    """What was left of the pack lies at another counter."""

    pack_id: UUID
    from_counter_id: UUID
    to_counter_id: UUID
    count: int


class CardSpoiled(Event, name="cards.card_spoiled.v1"):
    """A card from stock will be given to nobody."""

    token: str
    pack_id: UUID
    reason: Literal["misprint", "damaged", "lost", "stolen"]


class StockCorrected(Event, name="cards.stock_corrected.v1"):
    """So many cards were counted; `difference` is what that is more than the books said."""

    counter_id: UUID
    scheme_id: UUID
    carrier: Carrier
    counted: int
    difference: int
    reason: Literal["miscounted", "lost", "stolen", "found", "damaged"]
