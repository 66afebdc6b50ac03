"""What can be asked of partners, and the rule that decides."""

from collections.abc import Mapping
from typing import Final

from services.kernel.contract import Command
from services.kernel.rules import Decider
from services.partners.contracts.commands import (
    AdmitOrganisation,
    FoundNetwork,
    OpenNetwork,
    PublishOffer,
    WithdrawOffer,
)
from services.partners.domain import network, offer, organisation

COMMANDS: Final[Mapping[type[Command], Decider]] = {
    OpenNetwork: Decider(network.open_network, network.needs_of_opening),
    FoundNetwork: Decider(network.found_network, network.needs_of_network),
    AdmitOrganisation: Decider(organisation.admit, organisation.needs_of_admission),
    PublishOffer: Decider(offer.publish, offer.needs_of_publishing),
    WithdrawOffer: Decider(offer.withdraw, offer.needs_of_withdrawal),
}
