"""The worker that writes to holders: takes what is due, sends it once, notes how it stands.

What it cannot send by itself waits for a person: letters to print, people to call.
"""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from services.gateway.api.composing import Ready, composed
from services.gateway.api.delivering import NotDelivered, Port
from services.gateway.api.metrics import MESSAGES
from services.gateway.domain.messaging import BY_HAND, way_of
from services.gateway.storage.beside import Beside
from services.gateway.storage.keys import KeyChain
from services.gateway.storage.outbox import ATTEMPTS_MAX, Message, note, take
from services.gateway.storage.reading import DATABASE_AWAY, Database
from services.kernel import logs

LOOK_EVERY_S: Final = 2.0
AT_ONCE: Final = 20
FIRST_PAUSE: Final = timedelta(seconds=30)
log = logs.logger()


class Messenger(Beside):
    """Sends for every network. Several may run: each message is taken by one."""

    def __init__(self, database: Database, keys: KeyChain, ports: Mapping[str, Port]) -> None:
        self._database, self._keys, self._ports = database, keys, ports

    async def _work_for_ever(self) -> None:
        while True:
            try:
                taken = await take(self._database, datetime.now(UTC), AT_ONCE)
                for message in taken:
                    await self.send(message)
            except DATABASE_AWAY as why:
                log.warning("messages_wait", cause=type(why).__name__)
                taken = []
            if len(taken) < AT_ONCE:
                await asyncio.sleep(LOOK_EVERY_S)

    async def send(self, message: Message) -> None:
        """Send one message that was taken. Raises DATABASE_AWAY."""
        try:
            ready = await composed(self._database, self._keys, message)
        except DATABASE_AWAY:
            raise
        except Exception as why:
            # Whatever it is, it must not keep the others waiting.
            log.error("message_fails", cause=type(why).__name__, kind=message.kind)
            await self._note(message, state="failed", failure="internal_error")
            return
        if ready is None:
            await self._note(message, state="dropped", closed_at=datetime.now(UTC))
            return
        asked = message.facts.get("way")
        way = way_of(ready.kind, ready.reached, frozenset(self._ports), asked)
        if way in BY_HAND:
            await self._note(message, state="waiting", channel=way)
            return
        await note(self._database, message, channel=way)
        await self._deliver(message, ready, way)

    async def _deliver(self, message: Message, ready: Ready, way: str) -> None:
        to = ready.reached.mail if way == "mail" else ready.reached.phone
        assert to is not None
        paper = await ready.document() if way == "mail" and ready.kind == "refused" else None
        try:
            await self._ports[way].send(message.key, to, ready.letter, paper)
        except NotDelivered as why:
            await self._not_delivered(message, why)
            return
        await self._note(message, state="sent", closed_at=datetime.now(UTC))

    async def _not_delivered(self, message: Message, why: NotDelivered) -> None:
        attempts = message.attempts + 1
        if why.unsure:
            await self._note(message, state="uncertain", failure=why.code)
        elif why.for_good or attempts >= ATTEMPTS_MAX:
            # Her own way does not work: then on paper.
            await self._note(message, state="waiting", channel="letter", failure=why.code)
        else:
            pause = FIRST_PAUSE * 2**attempts
            await self._note(
                message,
                state="queued",
                failure=why.code,
                attempts=attempts,
                next_at=datetime.now(UTC) + pause,
            )

    async def _note(self, message: Message, **columns: object) -> None:
        await note(self._database, message, **columns)
        MESSAGES.labels(message.kind, columns["state"]).inc()
