"""What cards copies of partners: networks and offers. A replay runs only these."""

from collections.abc import Mapping
from typing import Final

from services.cards.domain import copies
from services.kernel.contract import Event
from services.kernel.rules import Copier
from services.partners.contracts.events import NetworkOpened, OfferPublished, OfferWithdrawn

COPIES: Final[Mapping[type[Event], Copier]] = {
    NetworkOpened: Copier(copies.copy_network),
    OfferPublished: Copier(copies.copy_offer),
    OfferWithdrawn: Copier(copies.copy_withdrawal, copies.needs_of_withdrawal),
}
