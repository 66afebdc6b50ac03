"""At the door of what takes a number: providers that tried too many wait before it opens.

The bucket lies in the database; mutations ask it as they are accepted. Here is what queries do,
and how many numbers one provider may have under way at a time, so that a thousand asked at once
are not all looked at before the first is counted.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Final
from weakref import WeakValueDictionary

from services.gateway.api.context import Coded, RequestContext
from services.gateway.api.metrics import NOT_VALID_ANSWERS, SLOWED_ANSWERS
from services.gateway.domain.attempts import SLOWED, is_provider
from services.gateway.storage.attempts import may_look, note_not_valid

AT_ONCE: Final = 20


class Turns:
    """So many numbers of a provider at a time in this process; the others wait their turn."""

    def __init__(self) -> None:
        self._rooms: WeakValueDictionary[tuple[str, str], asyncio.Semaphore] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, stream: str, party: str) -> AsyncIterator[None]:
        """The turn of a provider; who is none has no need of one."""
        if not is_provider(party):
            yield
            return
        room = self._rooms.get((stream, party))
        if room is None:
            room = self._rooms[(stream, party)] = asyncio.Semaphore(AT_ONCE)
        async with room:
            yield


@asynccontextmanager
async def looking_up(context: RequestContext, network: str) -> AsyncIterator["Lookup"]:
    """Around a query by number. Raises Coded where who asks has to wait."""
    party = context.bounds(network).party
    async with context.gateway.turns.of(network, party):
        lookup = Lookup(context, network, party)
        await lookup.begin()
        yield lookup


class Lookup:
    """One number that is looked up."""

    def __init__(self, context: RequestContext, network: str, party: str) -> None:
        self._context, self._network, self._party = context, network, party

    async def begin(self) -> None:
        """Before anything is looked at. Raises Coded."""
        if not is_provider(self._party):
            return
        database = self._context.gateway.database
        wait_s = await may_look(database, self._network, self._party, datetime.now(UTC))
        if wait_s is not None:
            SLOWED_ANSWERS.inc()
            raise Coded(SLOWED, facts={"wait_s": wait_s})

    async def not_valid(self) -> None:
        """The number does not work."""
        if not is_provider(self._party):
            return
        gateway = self._context.gateway
        NOT_VALID_ANSWERS.inc()
        await note_not_valid(
            gateway.database,
            self._network,
            self._party,
            datetime.now(UTC),
            gateway.settings.patience.as_data(),
        )
