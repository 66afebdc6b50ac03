"""The process of budget: the ledger and what is paid from it. `python -m services.budget`."""

import services.budget.contracts.commands as commands
import services.budget.contracts.events as events
import services.cards.contracts.events as cards_events
import services.partners.contracts.events as partners_events
from services.budget.consumers import RULES
from services.budget.handlers.calendar import Calendar
from services.kernel.contract import Catalogue
from services.kernel.running import run, serve
from services.kernel.service import Process
from services.kernel.settings import Settings

CATALOGUE = Catalogue([commands, events, partners_events, cards_events])

if __name__ == "__main__":
    own = Settings()
    run(own, lambda: serve(Process(RULES, own, CATALOGUE, find_due=Calendar())))
