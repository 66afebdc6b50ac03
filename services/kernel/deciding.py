"""From one message to its events: decide, number, evolve; whole or not at all. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from services.kernel.contract import Event
from services.kernel.effects import Cursor, Effects, Failed
from services.kernel.envelope import Envelope
from services.kernel.ids import made_by
from services.kernel.incoming import Incoming
from services.kernel.rules import Addressed, Context, Decider, Reactor, Rules
from services.kernel.state import State

MAX_EVENT_BYTES = 900_000


def answering(events: Sequence[object]) -> int | None:
    """The place of a decision's outcome among what it made: the last event that can be one."""
    found = [place for place, event in enumerate(events) if _terminal(event)]
    return found[-1] if found else None


def _terminal(event: object) -> bool:
    return isinstance(event, Event) and event.terminal


@dataclass
class Deciding:
    """A stream under its lock: where it stands, its rows, and what this turn makes.

    `now` is the real clock: for deadlines only, never for rules. `poison` are messages that the
    database refused: their rules are taken to fail.
    """

    rules: Rules
    stream: str
    head: int
    published: int
    cursors: dict[str, Cursor]
    known: set[UUID]
    prepared: Mapping[UUID, Any]
    now: datetime
    poison: frozenset[UUID] = frozenset()
    state: State = field(default_factory=State)
    effects: Effects = field(default_factory=Effects)

    def decide(self, incoming: Incoming, rule: Decider | Reactor, *, answers: bool) -> None:
        """Apply a rule. Raises what it raises, and then nothing of it has happened."""
        decide = rule.decide if isinstance(rule, Decider) else rule.react
        context, mark = self.context(incoming), self.state.mark()
        heads = self.head, len(self.effects.journal), len(self.effects.addressed)
        try:
            if incoming.envelope.id in self.poison:
                raise Failed("refused by the database")
            made = decide(incoming.message, context, self.state)
            events = [item for item in made if isinstance(item, Event)]
            self.emit(events, incoming, answers=answers)
            self._address([item for item in made if isinstance(item, Addressed)], incoming)
        except Exception:
            self.state.revert(mark)
            self.head = heads[0]
            del self.effects.journal[heads[1] :], self.effects.addressed[heads[2] :]
            raise
        self.effects.answered += 1

    def emit(self, events: Iterable[Event], incoming: Incoming, *, answers: bool) -> None:
        """Number events, let the rows follow, and put them in the journal.

        Of several that can be the outcome the last one is: the others stand before it.
        """
        cause, told = incoming.envelope, tuple(events)
        outcome = answering(told) if answers else None
        for place, event in enumerate(told):
            envelope = self._envelope(event, cause, answers=place == outcome)
            evolve = self.rules.events.get(type(event))
            if evolve is not None:
                self.state.apply(evolve(event, self.context_of(envelope), self.state))
            self.head += 1
            self.effects.journal.append(envelope)
            self.effects.known.append(cause.id)
        if not incoming.is_event:
            self.effects.known.append(cause.id)

    def _envelope(self, event: Event, cause: Envelope, *, answers: bool) -> Envelope:
        data = event.model_dump_json().encode()
        if len(data) > MAX_EVENT_BYTES:
            raise ValueError("the event is too large")
        sequence = self.head + 1
        return Envelope(
            id=made_by(cause.id, f"{self.rules.service}:{self.stream}:{sequence}"),
            type=event.wire_name,
            source=self.rules.service,
            stream=self.stream,
            time=cause.time,
            data=data,
            correlation=cause.correlation,
            sequence=sequence,
            causation=cause.id,
            outcome=cause.correlation if answers else None,
            after={name: c.sequence for name, c in self.cursors.items() if c.sequence},
            deadline=None if event.terminal else cause.deadline,
            actor=cause.actor,
            traceparent=cause.traceparent,
        )

    def _address(self, items: Iterable[Addressed], incoming: Incoming) -> None:
        cause = incoming.envelope
        for item in items:
            envelope = Envelope(
                id=made_by(cause.id, f"{item.role}:{item.stream}"),
                type=item.command.wire_name,
                source=self.rules.service,
                stream=item.stream,
                time=cause.time,
                data=item.command.model_dump_json().encode(),
                correlation=cause.correlation,
                causation=cause.id,
                actor=cause.actor,
                traceparent=cause.traceparent,
            )
            self.effects.addressed.append((f"{item.service}.commands", envelope))

    def context(self, incoming: Incoming) -> Context:
        """What a rule may know of a message."""
        return self.context_of(incoming.envelope)

    def context_of(self, envelope: Envelope) -> Context:
        """What a rule may know of an envelope."""
        return Context(
            id=envelope.id,
            stream=envelope.stream,
            time=envelope.time,
            correlation=envelope.correlation,
            deadline=envelope.deadline,
            actor=envelope.actor,
            prepared=self.prepared.get(envelope.id),
        )
