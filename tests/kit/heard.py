"""What budget hears while a story is told in memory: to be told to a real turn.

The rules make their ids from what they are asked. So a real turn that is told the same must write
the same events and the same rows, to the last column, whatever happened to it on the way. Pure.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, TypeVar

from services.budget.consumers import RULES as BUDGET
from services.budget.contracts import commands
from services.budget.contracts import events as budget
from services.cards.consumers import RULES as CARDS
from services.cards.contracts import events as cards
from services.kernel.contract import Catalogue, Command, Event
from services.kernel.envelope import Envelope
from services.kernel.incoming import Incoming, read
from services.kernel.rules import Context
from services.kernel.state import Row
from services.partners.consumers import RULES as PARTNERS
from services.partners.contracts import events as partners
from tests.kit.rules import Driver
from tests.kit.town import Town, expect

CATALOGUE: Final = Catalogue([commands, budget, partners, cards])
E = TypeVar("E", bound=Event)


class Listening(Driver):
    """A driver that keeps what budget is told of networks, as it comes from Kafka."""

    def __init__(self, label: str) -> None:
        super().__init__(PARTNERS, CARDS, BUDGET, label=label)
        self.heard: list[Incoming] = []
        self._told: Counter[tuple[str, str]] = Counter()

    def deliver(self, service: str, message: Command | Event, context: Context) -> None:
        """Note what is for budget, with its place in its source's stream."""
        super().deliver(service, message, context)
        if service == "budget" and context.stream != "platform":
            self.heard.append(self._incoming(message, context))

    def told(self, stream: str) -> list[Incoming]:
        """Every event of a stream, of all services, in the order in which they came about."""
        facts = [fact for fact in self.journal if fact.stream == stream]
        ends = Counter[str]()
        told = []
        for fact in facts:
            ends[fact.service] += 1
            told.append(self._sent(fact.event, fact.context, ends[fact.service]))
        return told

    def _incoming(self, message: Command | Event, context: Context) -> Incoming:
        source, sequence = message.wire_name.split(".")[0], None
        if isinstance(message, Event):
            self._told[source, context.stream] += 1
            sequence = self._told[source, context.stream]
        return self._sent(message, context, sequence)

    @staticmethod
    def _sent(message: Command | Event, context: Context, sequence: int | None) -> Incoming:
        source = message.wire_name.split(".")[0]
        envelope = Envelope(
            id=context.id,
            type=message.wire_name,
            source=source if isinstance(message, Event) else "gateway",
            stream=context.stream,
            time=context.time,
            data=message.model_dump_json().encode(),
            correlation=context.correlation,
            sequence=sequence,
            actor=context.actor,
        )
        topic = f"{source}.events" if isinstance(message, Event) else f"{source}.commands"
        return read(CATALOGUE, topic, envelope)


class Heard:
    """A story of a network's money. Who tells one sets `town`, which `driver` drives."""

    town: Town

    def __init__(self, label: str) -> None:
        self.driver = Listening(label)

    @property
    def stream(self) -> str:
        """The network's."""
        return self.town.stream

    @property
    def streams(self) -> Sequence[str]:
        """Those of all networks of the story."""
        return [self.stream]

    def journal(self, stream: str) -> list[tuple[str, bytes]]:
        """What budget told of a network, undisturbed: type and data."""
        return [
            (fact.event.wire_name, fact.event.model_dump_json().encode())
            for fact in self.driver.journal
            if (fact.service, fact.stream) == ("budget", stream)
        ]

    def rows(self, stream: str) -> Mapping[tuple[type[Row], str], Row]:
        """What stands in budget's tables of a network, undisturbed."""
        return self.driver.rows["budget", stream]

    def ask(self, wish: Command, outcome: type[E], who: str = "an") -> E:
        """What came of a wish of somebody: this."""
        self.driver.actor = who
        return expect(self.town.ask(wish), outcome)

    def told(self, kind: type[E]) -> list[E]:
        """What budget told so far, of one kind."""
        return [fact.event for fact in self.driver.journal if isinstance(fact.event, kind)]
