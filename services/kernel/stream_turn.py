"""One stream's part of a turn: messages are taken one by one, effects are collected. Pure.

What happens when something goes wrong stands in one table: docs/failures.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from services.kernel.contract import Command
from services.kernel.deciding import Deciding
from services.kernel.effects import Aside, Cursor, Failed
from services.kernel.ids import PLATFORM
from services.kernel.incoming import Incoming
from services.kernel.refusal import (
    DEADLINE_PASSED,
    INTERNAL_ERROR,
    NETWORK_UNKNOWN,
    UNKNOWN_COMMAND,
    UNREADABLE,
    Refusal,
)
from services.kernel.rules import Decider, Reactor
from services.kernel.state import Place


@dataclass
class StreamTurn(Deciding):
    """Takes the messages of one stream."""

    def __post_init__(self) -> None:
        self.first_head = self.head
        self._named: dict[UUID, set[Place]] = {}

    # -- what a message needs ---------------------------------------------------------------

    def needs(self, incoming: Incoming) -> set[Place]:
        """The places that this message reads, as far as they can be told now."""
        context, found = self.context(incoming), set[Place]()
        try:
            for rule in self._rules_for(incoming):
                found.update(rule.needs(incoming.message, context, self.state))
        except Exception:
            # The same bug shows again when the message is decided, and is answered there.
            found = set()
        self._named[incoming.envelope.id] = found
        return found

    def _rules_for(self, incoming: Incoming) -> list[Any]:
        rules, kind = self.rules, cast(Any, type(incoming.message))
        if not incoming.is_event:
            found: list[Any] = [rules.commands.get(kind)]
        elif incoming.reaction_only:
            found = [rules.reactions.get(kind)]
        else:
            found = [rules.copies.get(kind), rules.reactions.get(kind)]
        return [rule for rule in found if rule is not None]

    def _missing(self, incoming: Incoming) -> bool:
        """Whether it reads a place that is not loaded, now that earlier messages had effect.

        What it names can only have changed with the rows that it named before.
        """
        named = self._named.get(incoming.envelope.id)
        if named is None or not named.isdisjoint(self.state.changed):
            named = self.needs(incoming)
        return any(not self.state.has(place) for place in named)

    # -- taking messages --------------------------------------------------------------------

    def take_all(self, messages: Sequence[Incoming]) -> None:
        """Take messages in order; from the first that needs more rows on, they are deferred."""
        for place, incoming in enumerate(messages):
            if self._relevant(incoming) and self._missing(incoming):
                self.effects.deferred = list(messages[place:])
                return
            self._take(incoming)

    def _relevant(self, incoming: Incoming) -> bool:
        if incoming.reaction_only:
            return True
        if incoming.is_event:
            cursor = self._cursor(incoming.envelope.source)
            return cursor.sequence + 1 == incoming.envelope.sequence and not cursor.stopped
        return incoming.taken or incoming.envelope.id not in self.known

    def _take(self, incoming: Incoming) -> None:
        if incoming.is_event and not incoming.reaction_only:
            self._take_event(incoming)
        elif incoming.taken:
            self._take_again(incoming)
        elif incoming.envelope.id not in self.known:
            self.known.add(incoming.envelope.id)
            self._take_command(incoming)

    def _take_again(self, incoming: Incoming) -> None:
        """A message that was set aside: it goes on as soon as nothing needs to be awaited."""
        if self._behind(incoming) and not self._late(incoming):
            return
        self.effects.taken.append(incoming.envelope.id)
        if not incoming.is_event:
            self._take_command(incoming)
            return
        try:
            self._react(incoming)
        except Exception as problem:
            self.effects.aside.append(Aside(incoming, "parked", type(problem).__name__))
            self.effects.failures.append(self.stream)

    # -- events of others -------------------------------------------------------------------

    def _take_event(self, incoming: Incoming) -> None:
        envelope = incoming.envelope
        cursor, sequence = self._cursor(envelope.source), envelope.sequence or 0
        if sequence > cursor.seen:
            cursor.seen, cursor.moved = sequence, True
        if sequence != cursor.sequence + 1 or cursor.stopped:
            return
        mark = self.state.mark()
        cursor.sequence, cursor.moved = sequence, True
        try:
            self._copy(incoming)
            self._react_in_turn(incoming)
        except Exception as problem:
            self.state.revert(mark)
            cursor.sequence, cursor.stopped = sequence - 1, type(problem).__name__
            self.effects.failures.append(self.stream)
            return
        self.effects.applied.append(envelope)

    def _copy(self, incoming: Incoming) -> None:
        if incoming.unreadable:
            raise Failed(UNREADABLE)
        copier = self.rules.copies.get(type(incoming.message))  # type: ignore[arg-type]
        if copier is None:
            return
        if incoming.envelope.id in self.poison:
            raise Failed("refused by the database")
        self.state.apply(copier.copy(incoming.message, self.context(incoming), self.state))

    def _react_in_turn(self, incoming: Incoming) -> None:
        reactor = self.rules.reactions.get(type(incoming.message))  # type: ignore[arg-type]
        if reactor is None or incoming.envelope.id in self.known:
            return
        if self._behind(incoming) and not self._late(incoming):
            self.effects.aside.append(Aside(incoming, "behind"))
        else:
            self._react(incoming)

    def _react(self, incoming: Incoming) -> None:
        reactor = self.rules.reactions[type(incoming.message)]  # type: ignore[index]
        if reactor.decline is None:
            self.decide(incoming, reactor, answers=False)
            return
        try:
            if self._late(incoming):
                raise Refusal(DEADLINE_PASSED)
            self.decide(incoming, reactor, answers=True)
        except Refusal as refusal:
            self._decline(incoming, reactor, refusal)
        except Exception as problem:
            self._note_failure(incoming, problem)
            self._decline(incoming, reactor, Refusal(INTERNAL_ERROR))

    def _decline(self, incoming: Incoming, reactor: Reactor, refusal: Refusal) -> None:
        assert reactor.decline is not None
        answer = reactor.decline(incoming.message, refusal.code, refusal.field, refusal.facts)
        self.emit([answer], incoming, answers=True)

    # -- commands ---------------------------------------------------------------------------

    def _take_command(self, incoming: Incoming) -> None:
        if self._behind(incoming) and not self._late(incoming):
            self.effects.aside.append(Aside(incoming, "behind"))
            return
        try:
            decider = self._decider(incoming)
            self.decide(incoming, decider, answers=True)
        except Refusal as refusal:
            self._reject(incoming, refusal)
        except Exception as problem:
            self._command_failed(incoming, problem)

    def _decider(self, incoming: Incoming) -> Decider:
        message = incoming.message
        if message is None:
            raise Refusal(UNREADABLE if incoming.unreadable else UNKNOWN_COMMAND)
        assert isinstance(message, Command)
        if self._late(incoming):
            raise Refusal(DEADLINE_PASSED)
        if not message.internal and not self._founded():
            raise Refusal(NETWORK_UNKNOWN, "network")
        if type(message) not in self.rules.commands:
            raise Refusal(UNKNOWN_COMMAND)
        return self.rules.commands[type(message)]

    def _founded(self) -> bool:
        if self.stream == PLATFORM or self.rules.founder is None:
            return True
        if self.rules.founder == self.rules.service:
            return self.head > 0
        return self._cursor(self.rules.founder).sequence > 0

    def _command_failed(self, incoming: Incoming, problem: Exception) -> None:
        message = incoming.message
        if isinstance(message, Command) and message.internal:
            self.effects.aside.append(Aside(incoming, "parked", type(problem).__name__))
            self.effects.failures.append(self.stream)
        else:
            self._note_failure(incoming, problem)
            self._reject(incoming, Refusal(INTERNAL_ERROR))

    def _reject(self, incoming: Incoming, refusal: Refusal) -> None:
        assert self.rules.rejection is not None
        rejection = self.rules.rejection(
            code=refusal.code, field=refusal.field, facts=refusal.facts
        )
        self.emit([rejection], incoming, answers=True)

    def _note_failure(self, incoming: Incoming, problem: Exception) -> None:
        self.effects.failures.append(self.stream)
        self.effects.aside.append(Aside(incoming, "copy", type(problem).__name__))

    # -- small questions --------------------------------------------------------------------

    def _cursor(self, source: str) -> Cursor:
        return self.cursors.setdefault(source, Cursor())

    def _behind(self, incoming: Incoming) -> bool:
        """Whether the sender had seen something that this service has yet to take in."""
        return any(
            source in self.rules.sources
            and self._cursor(source).sequence < sequence
            and not self._cursor(source).stopped
            for source, sequence in incoming.envelope.after.items()
        )

    def _late(self, incoming: Incoming) -> bool:
        deadline = incoming.envelope.deadline
        return deadline is not None and deadline < self.now
