"""Before a view takes in who is registered: the tokens under which she is found.

Her names are opened with her own key, and only their keyed hashes are kept. Without a key there
are none: she is erased.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from services.cards.contracts.events import HolderCorrected, HolderRegistered
from services.gateway.domain.lookup import NameIndex, index_of
from services.gateway.storage.key_follower import KeyFollower
from services.kernel.incoming import Incoming
from services.kernel.sealing import CannotOpen, PersonKey


@dataclass
class NameIndexing:
    """Makes the index of each person that a batch tells of."""

    keys: KeyFollower
    lookup_key: bytes

    async def __call__(self, messages: Sequence[Incoming]) -> Mapping[UUID, Any]:
        """By the event's id. Raises Unavailable and asyncpg errors: the turn then waits."""
        told = [
            (one.envelope, one.message)
            for one in messages
            if isinstance(one.message, HolderRegistered | HolderCorrected)
        ]
        keys = await self.keys.keys_of(str(event.holder_id) for _, event in told)
        found: dict[UUID, NameIndex] = {}
        for envelope, event in told:
            key = keys.get(str(event.holder_id))
            if key is not None and (index := self._index(key, envelope.stream, event.identity)):
                found[envelope.id] = index
        return found

    def _index(self, key: PersonKey, stream: str, identity: str) -> NameIndex | None:
        try:
            return index_of(self.lookup_key, stream, orjson.loads(key.open(identity)))
        except (CannotOpen, ValueError, AttributeError):
            return None
