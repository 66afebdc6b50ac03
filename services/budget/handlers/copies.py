"""What budget copies: the network, partners, offers; of regulations what they promise.

A replay runs only these.
"""

from collections.abc import Mapping
from typing import Final

from services.budget.domain import copies
from services.cards.contracts.events import RegulationAdopted
from services.kernel.contract import Event
from services.kernel.rules import Copier
from services.partners.contracts.events import NetworkOpened, OfferPublished, OrganisationAdmitted

COPIES: Final[Mapping[type[Event], Copier]] = {
    NetworkOpened: Copier(copies.copy_network),
    OrganisationAdmitted: Copier(copies.copy_organisation),
    OfferPublished: Copier(copies.copy_offer),
    RegulationAdopted: Copier(copies.copy_regulation),
}
