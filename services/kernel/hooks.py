"""What a process adds to its turns."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from services.kernel.broker import Record
from services.kernel.envelope import Envelope
from services.kernel.incoming import Incoming
from services.kernel.store import Connection

Prepare = Callable[[Sequence[Incoming]], Awaitable[Mapping[UUID, Any]]]
InTurn = Callable[[Connection, Sequence[Envelope]], Awaitable[None]]
AfterTurn = Callable[[Sequence[Envelope]], Awaitable[None]]
RawHandler = Callable[[Connection, Sequence[Record]], Awaitable[None]]


@dataclass(frozen=True)
class Hooks:
    """What a process adds to its turns.

    `prepare` makes, before rules run, what they may use but not make (opened and sealed fields);
    `prepare_events` does so for events that are copied.
    `in_turn` runs in the transaction with the events newly taken in; `after_turn` behind it.
    `raw` takes the records of topics that have no sequence. `swept` runs behind each sweep.
    """

    prepare: Prepare | None = None
    prepare_events: Prepare | None = None
    in_turn: InTurn | None = None
    after_turn: AfterTurn | None = None
    raw: Mapping[str, RawHandler] = field(default_factory=dict)
    swept: Callable[[], Awaitable[None]] | None = None
