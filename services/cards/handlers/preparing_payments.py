"""Before rules run: account numbers are sealed again with the person's key for payments.

That key is apart from the one of her identity, so that erasing her leaves the books provable
until their legal term has passed.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from services.cards.contracts.commands import SetPaymentAccount
from services.cards.domain.payment import owner_of
from services.cards.domain.prepared import PersonErased, SealedAccount
from services.cards.storage.keyring import Keyring
from services.kernel.incoming import Incoming
from services.kernel.sealing import CannotOpen, open_sealed


async def prepare_payments(
    keyring: Keyring, private_key: bytes, messages: Sequence[Incoming]
) -> Mapping[UUID, Any]:
    """The accounts in these messages, sealed. Raises asyncpg errors and Unavailable."""
    wishes = [
        (incoming.envelope.id, incoming.message)
        for incoming in messages
        if isinstance(incoming.message, SetPaymentAccount)
    ]
    if not wishes:
        return {}
    persons = await keyring.keys(wish.holder_id for _, wish in wishes)
    living = [owner_of(person) for person, key in persons.items() if key is not None]
    keys = await keyring.keys(living, make=living)
    found: dict[UUID, Any] = {}
    for command_id, wish in wishes:
        key = keys.get(owner_of(wish.holder_id))
        try:
            found[command_id] = (
                PersonErased()
                if key is None
                else SealedAccount(key.seal(open_sealed(private_key, wish.account)))
            )
        except CannotOpen:
            continue  # the rule finds nothing prepared: an internal error, shown to operators
    return found
