"""The shape of a rule, and the table of rules that makes a service. Pure.

A rule is two functions: `decide(command, context, state) -> events` and
`evolve(event, context, state) -> changes`. `needs(message, context, state)` names the places
that they read; it is asked again, up to four times, as what it named gets loaded.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from services.kernel.contract import Command, Event, Rejection
from services.kernel.ids import made_by
from services.kernel.state import Change, Place, Row, State


@dataclass(frozen=True, slots=True)
class Addressed:
    """A command that a decision sends to a stream of another service or of its own."""

    service: str
    stream: str
    command: Command
    role: str


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may know besides the message and the state.

    `time` is the command's time (UTC), stamped when it was accepted: never the time of
    processing. `prepared` holds what the service's `prepare` made for this message, such as
    fields that were opened and sealed again.
    """

    id: UUID
    stream: str
    time: datetime
    correlation: UUID
    deadline: datetime | None = None
    actor: str | None = None
    prepared: Any = None

    def make_id(self, role: str) -> UUID:
        """The id of a thing that this message makes."""
        return made_by(self.id, role)


Needs = Callable[[Any, Context, State], Iterable[Place]]
Decide = Callable[[Any, Context, State], Sequence[Event | Addressed]]
Evolve = Callable[[Any, Context, State], Iterable[Change]]


def nothing(_message: Any, _context: Context, _state: State) -> Iterable[Place]:
    """The needs of a rule that reads nothing."""
    return ()


@dataclass(frozen=True, slots=True)
class Decider:
    """How a command is decided. `needs` covers what `decide` and the `evolve` after it read."""

    decide: Decide
    needs: Needs = nothing


@dataclass(frozen=True, slots=True)
class Copier:
    """How another service's event is copied. Never refuses."""

    copy: Evolve
    needs: Needs = nothing


@dataclass(frozen=True, slots=True)
class Reactor:
    """How another service's event leads to events of our own.

    `decline(event, code, field, facts)` makes the answer where the event awaits one and the
    reaction refuses, fails or comes after the deadline.
    """

    react: Decide
    needs: Needs = nothing
    decline: Callable[[Any, str, str | None, Mapping[str, int | str | None]], Event] | None = None


@dataclass(frozen=True)
class Rules:
    """All rules of a service, and the tables that they fill.

    `rejection` is the service's own `command_rejected` event.
    `founder` is the service whose event number 1 founds a network's stream: until it is known
    here, commands for that network are refused.
    """

    service: str
    tables: tuple[type[Row], ...]
    rejection: type[Rejection] | None = None
    founder: str | None = None
    commands: Mapping[type[Command], Decider] = field(default_factory=dict)
    events: Mapping[type[Event], Evolve] = field(default_factory=dict)
    copies: Mapping[type[Event], Copier] = field(default_factory=dict)
    reactions: Mapping[type[Event], Reactor] = field(default_factory=dict)

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The services whose events this one hears, sorted."""
        heard = {*self.copies, *self.reactions}
        return tuple(sorted({kind.wire_name.split(".")[0] for kind in heard}))

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that it consumes: its commands and the events that it hears."""
        own = (f"{self.service}.commands",) if self.commands else ()
        return (*own, *(f"{source}.events" for source in self.sources))
