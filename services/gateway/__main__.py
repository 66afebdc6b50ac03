"""The process of the gateway: the only public face. `python -m services.gateway`."""

import services.budget.contracts.events as budget_events
import services.cards.contracts.events as cards_events
import services.partners.contracts.events as partners_events
from services.gateway.api.process import serve
from services.gateway.settings import GatewaySettings
from services.kernel.contract import Catalogue
from services.kernel.running import run

CATALOGUE = Catalogue([partners_events, cards_events, budget_events])

if __name__ == "__main__":
    own = GatewaySettings()
    run(own, lambda: serve(own, CATALOGUE))
