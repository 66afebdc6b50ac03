"""The sources of social status as this process is told of them, and the worker that asks them."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from services.cards.contracts.commands.statuses import OnlineSource
from services.cards.handlers.asking import Asking, Open
from services.cards.handlers.status_sources.crossroads import CrossroadsSource
from services.cards.handlers.status_sources.crossroads_lines import Layout
from services.cards.handlers.status_sources.magda import (
    MAGDA_NAMES,
    Agreement,
    MagdaSource,
    tls,
)
from services.cards.handlers.status_sources.magda_request import Sender
from services.cards.handlers.status_sources.port import Absent, StatusSource
from services.cards.settings import CardsSettings
from services.cards.storage.keyring import Keyring
from services.cards.storage.open_questions import open_questions
from services.cards.storage.vault import Vault
from services.kernel.contract import Command
from services.kernel.envelope import Envelope
from services.kernel.ids import made_by
from services.kernel.sealing import seal_to
from services.kernel.service import Process


def status_sources(settings: CardsSettings) -> dict[str, StatusSource]:
    """The sources that are configured; none: only paper, seen by somebody.

    Raises OSError, ssl.SSLError or ValueError where what is configured is wrong: better not to
    start than to seem to ask.
    """
    found: dict[str, StatusSource] = {}
    if settings.status_magda_url is not None:
        found["magda"] = _magda(settings)
    if settings.status_crossroads_folder is not None:
        layout = Layout.model_validate_json(settings.status_crossroads_layout or "{}")
        found["crossroads"] = CrossroadsSource(Path(settings.status_crossroads_folder), layout)
    return found


def _magda(settings: CardsSettings) -> MagdaSource:
    url, certificate, key = (
        settings.status_magda_url,
        settings.status_magda_certificate,
        settings.status_magda_key,
    )
    if not url or not url.startswith("https://") or not certificate or not key:
        raise ValueError("MAGDA wants an https address, a certificate and its key")
    names = {**MAGDA_NAMES, **settings.status_magda_names}
    senders = {network: Sender(*of) for network, of in settings.status_magda_senders.items()}
    sender = (
        None
        if senders
        else Sender(settings.status_magda_identification, settings.status_magda_capacity)
    )
    agreement = Agreement(url, sender, names, settings.status_magda_refusals, senders)
    return MagdaSource(agreement, tls(settings.status_magda_authority, certificate, key))


class StatusWorker:
    """The worker beside a process. `process` is set before it serves."""

    process: Process

    def __init__(self, settings: CardsSettings, vault: Vault, keyring: Keyring) -> None:
        own = X25519PrivateKey.from_private_bytes(settings.cards_private_key).public_key()
        public = own.public_bytes_raw()
        self.sources = status_sources(settings)
        self.asking = Asking(
            sources={name: self.sources.get(name, Absent()) for name in get_args(OnlineSource)},
            numbers=vault,
            keyring=keyring,
            find=self._find,
            tell=self._tell,
            seal=lambda content: seal_to(public, content),
        )

    def beside(self, swept: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        """What runs behind each sweep: this, and the worker is woken."""

        async def both() -> None:
            await swept()
            await self.asking.kick()

        return both

    async def stop(self) -> None:
        """Ask no more."""
        await self.asking.stop()
        for source in self.sources.values():
            if isinstance(source, MagdaSource):
                await source.close()

    async def _find(self, source: str, without: Collection[UUID], at_most: int) -> Sequence[Open]:
        partitions = self.process.inbox.partitions()
        rows = await open_questions(self.process.pool, partitions, source, without, at_most)
        return [
            Open(
                stream=row["stream"],
                id=UUID(row["key"]),
                holder_id=UUID(row["holder_id"]),
                source=row["source"],
                statuses=row["statuses"],
                day=row["day"],
                give_up_at=row["give_up_at"],
                sent=row["sent_at"] is not None,
                merged_ids=tuple(UUID(one) for one in row["merged_ids"]),
            )
            for row in rows
        ]

    async def _tell(self, stream: str, question: UUID, command: Command) -> None:
        """The same command for the same question, however often it is sent."""
        envelope = Envelope(
            id=made_by(question, command.wire_name),
            type=command.wire_name,
            source="cards",
            stream=stream,
            time=datetime.now(UTC),
            data=command.model_dump_json().encode(),
            correlation=question,
        )
        await self.process.outbox.send("cards.commands", envelope)
