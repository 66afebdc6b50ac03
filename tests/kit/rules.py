"""Drives the rules of services in memory: decide, evolve, and let the others hear. Pure.

A test of pure functions, no stand-in for Kafka: events are heard in order, once. Rules see only
the rows that their `needs` named within four rounds, as in a turn.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID, uuid5

from services.kernel.contract import Command, Event
from services.kernel.deciding import answering
from services.kernel.ids import SAMENSPEL, made_by
from services.kernel.refusal import Refusal
from services.kernel.rules import Addressed, Context, Copier, Decider, Reactor, Rules
from services.kernel.state import Change, Gone, NotLoaded, Place, Row, State, WholeState

ROUNDS_MAX = 4
NOON = datetime(2026, 7, 1, 10, 0, tzinfo=UTC)

R = TypeVar("R", bound=Row)


def own_tables(rules: Rules) -> set[type[Row]]:
    """The tables that a service's own events fill; the others are copies."""
    return {table for table in rules.tables if not table.__module__.endswith(".copies")}


@dataclass(frozen=True)
class Fact:
    """An event in a service's journal of one stream."""

    service: str
    stream: str
    event: Event
    context: Context


@dataclass
class Inbox:
    """What a service has yet to take in. Paused, it only collects."""

    waiting: deque[tuple[Command | Event, Context]] = field(default_factory=deque)
    paused: bool = False


class Driver:
    """Services side by side, each with its own rows and journal per stream.

    `label`: ids of what is new are made from it; drivers of one label make the same ids.
    """

    def __init__(self, *services: Rules, label: str = "test") -> None:
        self.label = label
        self.services = {rules.service: rules for rules in services}
        self.inboxes = {name: Inbox() for name in self.services}
        self.rows: dict[tuple[str, str], dict[Place, Row]] = {}
        self.journal: list[Fact] = []
        self.outcomes: dict[UUID, Event] = {}
        self.now = NOON
        self.actor: str | None = None
        self.sent = 0

    # -- asking ---------------------------------------------------------------------------------

    def ask(self, command: Command, *, stream: str, prepared: Any = None) -> Event:
        """Send a command and let everything settle. Returns its one outcome."""
        return self.outcomes[self.send(command, stream=stream, prepared=prepared)]

    def send(self, command: Command, *, stream: str, prepared: Any = None) -> UUID:
        """Send a command at the driver's time. Returns its id."""
        context = self.fresh_context(stream, prepared)
        self.deliver(command.wire_name.split(".")[0], command, context)
        self.settle()
        return context.id

    def hear(self, event: Event, *, stream: str) -> list[Event]:
        """Let all services hear a foreign event. Returns what they said after it."""
        before = len(self.journal)
        context = self.fresh_context(stream, None)
        for name in self.services:
            self.deliver(name, event, context)
        self.settle()
        return [fact.event for fact in self.journal[before:]]

    def fresh_context(self, stream: str, prepared: Any) -> Context:
        """The context of something new, its id told by its number."""
        self.sent += 1
        made = uuid5(SAMENSPEL, f"{self.label}:{self.sent}")
        return Context(
            id=made,
            stream=stream,
            time=self.now,
            correlation=made,
            actor=self.actor,
            prepared=prepared,
        )

    # -- settling -------------------------------------------------------------------------------

    def pause(self, service: str) -> None:
        """The service is away: what is for it waits."""
        self.inboxes[service].paused = True

    def resume(self, service: str) -> None:
        """The service is back and takes in what waited."""
        self.inboxes[service].paused = False
        self.settle()

    def deliver(self, service: str, message: Command | Event, context: Context) -> None:
        """Put a message in the inbox of a service that is driven here."""
        if service in self.inboxes:
            self.inboxes[service].waiting.append((message, context))

    def settle(self) -> None:
        """Let every service that is not paused take in its messages, until all is quiet."""
        while busy := [
            name for name, inbox in self.inboxes.items() if inbox.waiting and not inbox.paused
        ]:
            message, context = self.inboxes[busy[0]].waiting.popleft()
            if isinstance(message, Command):
                self.take_command(self.services[busy[0]], message, context)
            else:
                self.take_event(self.services[busy[0]], message, context)

    def take_command(self, rules: Rules, command: Command, context: Context) -> None:
        """Decide a command; a refusal is its outcome."""
        decider = rules.commands[type(command)]
        state = self.load(rules, [decider], command, context)
        try:
            made = decider.decide(command, context, state)
        except Refusal as refusal:
            assert rules.rejection is not None
            no = rules.rejection(code=refusal.code, field=refusal.field, facts=refusal.facts)
            made = [no]
        self.emit(rules, made, context, state, answers=True)

    def take_event(self, rules: Rules, event: Event, context: Context) -> None:
        """Copy another service's event, then react to it."""
        copier, reactor = rules.copies.get(type(event)), rules.reactions.get(type(event))
        rounds = [rule for rule in (copier, reactor) if rule is not None]
        state = self.load(rules, rounds, event, context)
        if copier is not None:
            self.apply(rules, context.stream, state, list(copier.copy(event, context, state)))
        if reactor is None:
            return
        try:
            made = reactor.react(event, context, state)
        except Refusal as refusal:
            assert reactor.decline is not None
            made = [reactor.decline(event, refusal.code, refusal.field, refusal.facts)]
        self.emit(rules, made, context, state, answers=reactor.decline is not None)

    def emit(
        self,
        rules: Rules,
        made: Sequence[Event | Addressed],
        cause: Context,
        state: State,
        *,
        answers: bool,
    ) -> None:
        """Write events down, evolve, note the outcome, and let the others hear."""
        outcome = answering(made)
        for place, item in enumerate(made):
            # What is addressed has the id that a real turn gives it: it is sent until it is known.
            own = f"{rules.service}:{place}"
            if isinstance(item, Addressed):
                own = f"{item.role}:{item.stream}"
            context = Context(
                id=made_by(cause.id, own),
                stream=item.stream if isinstance(item, Addressed) else cause.stream,
                time=cause.time,
                correlation=cause.correlation,
            )
            if isinstance(item, Addressed):
                self.deliver(item.service, item.command, context)
                continue
            self.journal.append(Fact(rules.service, cause.stream, item, context))
            evolve = rules.events.get(type(item))
            if evolve is not None:
                changes = list(evolve(item, context, state))
                self.apply(rules, cause.stream, state, changes)
            if answers and place == outcome:
                assert cause.correlation not in self.outcomes, "a second outcome"
                self.outcomes[cause.correlation] = item
            for name in self.services.keys() - {rules.service}:
                self.deliver(name, item, context)

    # -- rows -----------------------------------------------------------------------------------

    def load(
        self,
        rules: Rules,
        asking: Sequence[Decider | Copier | Reactor],
        message: Command | Event,
        context: Context,
    ) -> State:
        """The rows that the rules name, in at most four rounds."""
        kept = self.rows.setdefault((rules.service, context.stream), {})
        state = State()
        for _round in range(ROUNDS_MAX):
            named = {place for rule in asking for place in rule.needs(message, context, state)}
            state.rows.update({place: kept.get(place) for place in named})
        for place in {place for rule in asking for place in rule.needs(message, context, state)}:
            if not state.has(place):
                raise NotLoaded(place)
        return state

    def apply(self, rules: Rules, stream: str, state: State, changes: Sequence[Change]) -> None:
        """Put changes into the state of the turn and into the kept rows."""
        kept = self.rows.setdefault((rules.service, stream), {})
        state.apply(changes)
        for change in changes:
            if isinstance(change, Gone):
                kept.pop(change.place, None)
            else:
                assert type(change) in rules.tables, f"{type(change)} is no table of it"
                kept[type(change).at(change.key)] = change

    def row(self, service: str, stream: str, table: type[R], key: object) -> R:
        """A row that is there."""
        found = self.rows[service, stream][table.at(key)]
        assert isinstance(found, table)
        return found

    def all_rows(self, service: str, stream: str, table: type[R]) -> Iterator[R]:
        """All rows of a table."""
        for found in self.rows.get((service, stream), {}).values():
            if isinstance(found, table):
                yield found

    def refolded(self, service: str, stream: str) -> dict[Place, Row]:
        """The rows that the journal alone tells of, as the audit folds them."""
        rules, state = self.services[service], WholeState()
        for fact in self.journal:
            evolve = rules.events.get(type(fact.event))
            if (fact.service, fact.stream) == (service, stream) and evolve is not None:
                state.apply(evolve(fact.event, fact.context, state))
        return {place: row for place, row in state.rows.items() if row is not None}

    def check_folds(self) -> None:
        """The rows of every service are the fold of its journal, to the last column."""
        for (service, stream), kept in self.rows.items():
            own = own_tables(self.services[service])
            rows = {place: row for place, row in kept.items() if place[0] in own}
            assert rows == self.refolded(service, stream)
