"""The process of cards: holders, rights, cards, participations. `python -m services.cards`."""

import services.budget.contracts.events as budget_events
import services.cards.contracts.commands as commands
import services.cards.contracts.events as events
import services.partners.contracts.events as partners_events
from services.cards.consumers import RULES
from services.cards.handlers.calendar import calendar
from services.cards.handlers.preparing import Preparing
from services.cards.handlers.preparing_numbers import Numbers
from services.cards.handlers.renewing_due import Renewals
from services.cards.handlers.status_worker import StatusWorker
from services.cards.settings import CardsSettings
from services.cards.storage.keyring import Keyring, erased_on_topic
from services.cards.storage.vault import Vault
from services.kernel.broker import Outbox
from services.kernel.contract import Catalogue
from services.kernel.hooks import Hooks
from services.kernel.running import run, serve
from services.kernel.sealing import PersonKey
from services.kernel.service import Process
from services.kernel.store import connect_pool

CATALOGUE = Catalogue([commands, events, partners_events, budget_events])


async def main(settings: CardsSettings) -> None:
    """Wire the keyring to the rules, and serve."""
    outbox = Outbox(settings.kafka, f"{settings.instance}-keys")
    await outbox.start()
    pool = await connect_pool(settings.keyring_database, 2, "keyring", settings.instance)
    readers = {"gateway": settings.gateway_public_key}
    keyring = Keyring(pool, outbox, PersonKey(settings.keyring_key), readers)
    vault = Vault(pool, keyring, settings.keyring_key)
    worker = StatusWorker(settings, vault, keyring)
    preparing = Preparing(
        keyring,
        vault,
        settings.cards_private_key,
        Numbers(
            keyring,
            settings.cards_private_key,
            settings.card_number_key,
            settings.card_lookup_key,
        ),
        frozenset(worker.sources),
    )
    await keyring.heed_erasures(await erased_on_topic(settings.kafka))
    hooks = Hooks(prepare=preparing, swept=worker.beside(keyring.repeat_erasures))
    renewals = Renewals(worker.asking.seal, worker.sources)
    worker.process = Process(RULES, settings, CATALOGUE, hooks=hooks, find_due=calendar(renewals))
    await serve(worker.process)
    await worker.stop()
    await outbox.stop()
    await pool.close()


if __name__ == "__main__":
    own = CardsSettings()
    run(own, lambda: main(own))
