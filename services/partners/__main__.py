"""The process of partners: networks, organisations, offers. `python -m services.partners`."""

import services.partners.contracts.commands as commands
import services.partners.contracts.events as events
from services.kernel.contract import Catalogue
from services.kernel.running import run, serve
from services.kernel.service import Process
from services.kernel.settings import Settings
from services.partners.consumers import RULES

CATALOGUE = Catalogue([commands, events])

if __name__ == "__main__":
    own = Settings()
    run(own, lambda: serve(Process(RULES, own, CATALOGUE)))
