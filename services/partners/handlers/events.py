"""What happened in partners, and how its rows follow."""

from collections.abc import Mapping
from typing import Final

from services.kernel.contract import Event
from services.kernel.rules import Evolve
from services.partners.contracts.events import (
    NetworkOpened,
    NetworkReserved,
    OfferPublished,
    OfferWithdrawn,
    OrganisationAdmitted,
)
from services.partners.domain import network, offer, organisation

EVENTS: Final[Mapping[type[Event], Evolve]] = {
    NetworkReserved: network.reserved,
    NetworkOpened: network.opened,
    OrganisationAdmitted: organisation.admitted,
    OfferPublished: offer.published,
    OfferWithdrawn: offer.withdrawn,
}
