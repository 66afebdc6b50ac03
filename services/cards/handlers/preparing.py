"""Before rules run: personal fields are opened and sealed again with the person's own key.

Rules then find sealed values in `context.prepared` and need no key and no randomness.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.cards.contracts.commands import (
    DestroyKey,
    DestroyKeys,
    RegisterHolder,
    SettleNumber,
)
from services.cards.domain.prepared import (
    PersonErased,
)
from services.cards.handlers.identities import GivenIdentity, seal_identities
from services.cards.handlers.preparing_automatic import Automatic
from services.cards.handlers.preparing_cases import prepare_cases
from services.cards.handlers.preparing_files import prepare_files
from services.cards.handlers.preparing_numbers import Numbers
from services.cards.handlers.preparing_payments import prepare_payments
from services.cards.handlers.preparing_people import (
    prepare_person,
    tells_of_person,
    told_person,
)
from services.cards.handlers.status_preparing import prepare_status, status_person
from services.cards.storage.keyring import Keyring
from services.cards.storage.vault import Vault
from services.kernel.incoming import Incoming
from services.kernel.sealing import CannotOpen, PersonKey


@dataclass
class Preparing:
    """Makes ready what the rules of cards may use.

    `private_key` opens what was sealed to cards; `numbers` draws numbers of cards; `sources` of
    statuses are those that this process can ask.
    """

    keyring: Keyring
    vault: Vault
    private_key: bytes
    numbers: Numbers
    sources: Collection[str] = ()

    async def __call__(self, messages: Sequence[Incoming]) -> Mapping[UUID, Any]:
        """What each message needs, by its id. Raises asyncpg errors and Unavailable."""
        await self._tidy(messages)
        persons = {m.envelope.id: person for m in messages if (person := _person(m)) is not None}
        make = [persons[m.envelope.id] for m in messages if isinstance(m.message, RegisterHolder)]
        keys = await self.keyring.keys(persons.values(), make=make)
        identities: dict[UUID, GivenIdentity] = {}
        found: dict[UUID, Any] = {}
        for message in messages:
            person = persons.get(message.envelope.id)
            if person is None:
                continue
            key = keys[person]
            try:
                ready = PersonErased() if key is None else self._prepare(message, person, key)
            except CannotOpen:
                continue  # the rule finds nothing prepared: an internal error, shown to operators
            if isinstance(ready, GivenIdentity):
                identities[message.envelope.id] = ready
            else:
                found[message.envelope.id] = ready
        found |= await self.numbers.prepare(messages)
        found |= await prepare_payments(self.keyring, self.private_key, messages)
        found |= await prepare_cases(self.keyring, self.private_key, messages)
        automatic = Automatic(self.keyring, self.vault, self.private_key, self.sources)
        found |= await automatic.prepare(messages)
        found |= await prepare_files(self.keyring, self.private_key, messages)
        return found | await seal_identities(self.vault, identities)

    async def _tidy(self, messages: Sequence[Incoming]) -> None:
        """Destroy what is to be destroyed, and settle what was decided."""
        told = [m.message for m in messages]
        gone = [message.holder_id for message in told if isinstance(message, DestroyKey)]
        purposes = [o for m in told if isinstance(m, DestroyKeys) for o in m.owners]
        await self.keyring.destroy([*gone, *purposes])
        await self.vault.forget(gone)
        await self.vault.settle(
            {m.holder_id: m.number_id for m in told if isinstance(m, SettleNumber)}
        )

    def _prepare(self, incoming: Incoming, person: UUID, key: PersonKey) -> Any:
        if tells_of_person(incoming.message):
            return prepare_person(incoming, person, key, self.private_key)
        return prepare_status(incoming, key, self.private_key, self.sources)


def _person(incoming: Incoming) -> UUID | None:
    return told_person(incoming) or status_person(incoming.message)
