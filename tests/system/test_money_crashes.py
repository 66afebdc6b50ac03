"""Budget ends between any two statements of any turn, and takes up again what it was told.

Told the same as the rules in memory, it must write the same journal and the same rows: whatever
crashed, came twice, came too early, or was taken by two processes at once.
"""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from random import Random
from uuid import uuid4

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from deploy.audit import database, journals, ledger
from deploy.audit.folds import FoldState
from deploy.audit.kafka_log import EventLog, read
from deploy.audit.picture import Part
from deploy.cli.connection import Platform
from deploy.provision_database import OWNER
from deploy.rebuild import rebuild
from services.budget.consumers import RULES
from services.budget.contracts.commands import TakeClearingAnswer, TakeClearingClaim
from services.gateway.consumers import RULES as VIEWS
from services.kernel.broker import Outbox
from services.kernel.consuming import consuming
from services.kernel.incoming import Incoming
from services.kernel.migrate import migrate
from services.kernel.rules import Context, Rules
from services.kernel.sweep import SILENT, Sweep
from services.kernel.turn import Turn
from tests.kit.crashing import PARTITIONS, Plan, one_life
from tests.kit.heard import Heard
from tests.kit.money_stories import STORIES
from tests.kit.platform import running_platform

pytestmark = pytest.mark.timeout(600)

ADDRESSED = (TakeClearingClaim, TakeClearingAnswer)
"""What networks tell each other."""
FIRST, *OTHERS = STORIES
EVERY_STORY = [FIRST, *(pytest.param(one, marks=pytest.mark.slow) for one in OTHERS)]
"""One story takes a minute at every statement: `make test-all` has the others."""


@dataclass
class Machine:
    """Real PostgreSQL and Kafka, without any service: the tests are budget."""

    runner: asyncio.Runner
    platform: Platform
    outbox: Outbox

    def lives(
        self,
        messages: Sequence[Incoming],
        plan: Plan,
        *,
        beside: int = 0,
        rules: Rules = RULES,
    ) -> bool:
        """A process takes these messages; whether it came through. So many others do as well."""

        async def all_at_once() -> list[bool]:
            dsn = self.platform.dsn(rules.service, rules.service)
            plans = [plan, *(Plan() for _other in range(beside))]
            lives = [
                one_life(rules, dsn, self.outbox, one, lambda turn: turn.run(messages))
                for one in plans
            ]
            return list(await asyncio.gather(*lives))

        return self.runner.run(all_at_once())[0]

    def sweeps(self) -> None:
        """What a process does in the seconds after: it publishes what is not yet, and notes it."""

        async def swept(turn: Turn) -> None:
            for _second in range(2):
                await Sweep(turn).run(range(PARTITIONS), silent=SILENT)

        dsn = self.platform.dsn("budget", "budget")
        self.runner.run(one_life(RULES, dsn, self.outbox, Plan(), swept))

    def part(self, stream: str, rules: Rules = RULES) -> Part:
        """What a service keeps of a stream."""

        async def loaded() -> Part:
            name = rules.service
            async with database.opened(self.platform, [name]) as databases:
                return await database.part(databases[name], name, stream, rules.tables)

        return self.runner.run(loaded())

    def on_kafka(self, stream: str) -> dict[int, bytes]:
        """The events of a stream on budget's topic."""

        async def noted() -> dict[int, bytes]:
            log = EventLog("budget")
            async with consuming(self.platform.kafka, "budget.events") as consumer:
                ends = await consumer.end_offsets(consumer.assignment())
                async for record in read(consumer, "budget.events", ends, lambda _: None):
                    log.take(record)
            assert log.finding.violations == []
            return log.digests.get(stream, {})

        return self.runner.run(noted())


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    home = tmp_path_factory.mktemp("crashes")
    with running_platform(home, only=("kafka", "postgres")) as running, asyncio.Runner() as runner:
        for name in ("budget", "gateway"):
            migrate(name, running.platform.dsn(name, OWNER))
        runner.run(rebuild(running.platform, PARTITIONS, lambda _topic, _count: None))
        outbox = Outbox(running.platform.kafka, "crashes")
        runner.run(outbox.start())
        yield Machine(runner, running.platform, outbox)
        runner.run(outbox.stop())


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("kind", EVERY_STORY)
def test_a_crash_at_every_statement_of_every_turn_changes_nothing(
    machine: Machine, kind: type[Heard], after: bool
) -> None:
    story = kind(str(uuid4()))
    points = 0
    for message in story.driver.heard:
        for point in count(1):
            points += 1
            if machine.lives([message], Plan(point, after)):
                break
    assert points > 5 * len(story.driver.heard), "it hardly ever crashed"
    assert_undisturbed(machine, story)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("kind", EVERY_STORY)
def test_views_that_crash_at_every_statement_show_what_was_told(
    machine: Machine, kind: type[Heard], after: bool
) -> None:
    story = kind(str(uuid4()))
    for stream in story.streams:
        views, told = FoldState(), story.driver.told(stream)
        for message in told:
            for point in count(1):
                if machine.lives([message], Plan(point, after), rules=VIEWS):
                    break
            copier = VIEWS.copies.get(type(message.message))  # type: ignore[arg-type]
            if copier is not None:
                views.apply(list(copier.copy(message.message, context_of(message), views)))
        assert sum(one.envelope.source == "budget" for one in told) == len(story.journal(stream))
        found = machine.part(stream, VIEWS)
        rows = {type(row).at(key): row for of in found.rows.values() for key, row in of.items()}
        assert rows == {place: row for place, row in views.rows.items() if row is not None}


def context_of(message: Incoming) -> Context:
    """The context in which a view takes an event in."""
    envelope = message.envelope
    return Context(
        id=envelope.id,
        stream=envelope.stream,
        time=envelope.time,
        correlation=envelope.correlation,
        actor=envelope.actor,
    )


@pytest.mark.parametrize("kind", STORIES)
def test_many_writers_at_once_spend_the_last_euro_once(machine: Machine, kind: type[Heard]) -> None:
    """Eight processes are each told the same, in batches, all at the same time."""
    story, chance, done = kind(str(uuid4())), Random(8), 0
    while done < len(story.driver.heard):
        end = _end(chance, story, done)
        assert machine.lives(story.driver.heard[done:end], Plan(), beside=7)
        done = end
    assert_undisturbed(machine, story)


@settings(max_examples=8, deadline=None, phases=[Phase.generate])
@given(st.integers(0, 2**32))
def test_crashes_duplicates_and_disorder_across_networks_change_nothing(
    machine: Machine, seed: int
) -> None:
    chance = Random(seed)
    stories = [chance.choice(STORIES)(str(uuid4())) for _ in range(chance.randint(1, 3))]
    told = [0] * len(stories)
    while any(done < len(story.driver.heard) for done, story in zip(told, stories, strict=True)):
        upto = [_end(chance, story, done) for story, done in zip(stories, told, strict=True)]
        while not _lived(machine, chance, stories, told, upto):
            pass  # Kafka keeps what was not committed there, and gives it again
        told = upto
    for story in stories:
        assert_undisturbed(machine, story)


def _lived(
    machine: Machine,
    chance: Random,
    stories: Sequence[Heard],
    told: Sequence[int],
    upto: Sequence[int],
) -> bool:
    """Whether a process came through with a batch: that of these, and what came at a wrong time."""
    queues = [
        [*_again(chance, story, done), *story.driver.heard[done:end], *_early(chance, story, end)]
        for story, done, end in zip(stories, told, upto, strict=True)
    ]
    plan = Plan(chance.randint(0, 14), after=chance.random() < 0.5)
    return machine.lives(_mixed(chance, queues), plan, beside=int(chance.random() < 0.3))


def _end(chance: Random, story: Heard, done: int) -> int:
    """How far a batch goes: a turn takes events before commands, so none stands behind one; and
    what one network tells another is sent only once it is committed."""
    heard = story.driver.heard
    end = done
    while end < min(done + chance.randint(1, 9), len(heard)):
        if end > done and heard[end].is_event and not heard[end - 1].is_event:
            break
        if end > done and isinstance(heard[end].message, ADDRESSED):
            break
        end += 1
    return end


def _again(chance: Random, story: Heard, done: int) -> list[Incoming]:
    """Messages that came before come once more."""
    return chance.sample(story.driver.heard[:done], min(done, chance.randint(0, 3)))


def _early(chance: Random, story: Heard, end: int) -> list[Incoming]:
    """An event comes before one that its source told earlier."""
    waiting = [one for one in story.driver.heard[end:] if one.is_event]
    early = [
        one
        for place, one in enumerate(waiting)
        if any(_goes_before(before, one) for before in waiting[:place])
    ]
    return chance.sample(early, min(len(early), chance.randint(0, 1)))


def _goes_before(one: Incoming, other: Incoming) -> bool:
    """Whether both are of the same source and network: it told of one before the other."""
    places = [(each.topic, each.envelope.stream) for each in (one, other)]
    return places[0] == places[1]


def _mixed(chance: Random, queues: list[list[Incoming]]) -> list[Incoming]:
    """All of them, those of one network in their order."""
    mixed = []
    while left := [queue for queue in queues if queue]:
        mixed.append(chance.choice(left).pop(0))
    return mixed


def assert_undisturbed(machine: Machine, story: Heard) -> None:
    """Journal and rows are those of the rules in memory, the books are sound, all is published."""
    machine.sweeps()
    for stream in story.streams:
        part = machine.part(stream)
        told = [(one.envelope.type, one.envelope.data) for one in part.journal]
        assert told == story.journal(stream)
        found = {type(row).at(key): row for rows in part.rows.values() for key, row in rows.items()}
        assert found == dict(story.rows(stream))
        assert not part.aside
        on_kafka = machine.on_kafka(stream)
        for finding in (
            ledger.judge_transfers(stream, part),
            ledger.judge_envelopes(stream, part),
            journals.judge_contiguous(stream, part),
            journals.judge_on_kafka(stream, part, on_kafka, part.published),
        ):
            assert finding.violations == []
            assert sum(finding.looked.values()) > 0
        assert part.published == part.head
