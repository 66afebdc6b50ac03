"""The worker that asks open questions: it loses nothing, repeats nothing in vain, gives up in time.

The source is the real one, against a server of the tests' own; what the database and Kafka do for
it is played by a few lists.
"""

from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest

from services.cards.contracts.commands import (
    RecordStatusAnswer,
    RecordStatusFailure,
    RecordStatusSent,
)
from services.cards.handlers.asking import LONGEST_PAUSE_S, Asking, Open
from services.cards.handlers.status_sources.circuit import Circuit
from services.cards.handlers.status_sources.crossroads import CrossroadsSource
from services.cards.handlers.status_sources.crossroads_lines import Layout
from services.cards.handlers.status_sources.magda import Agreement, MagdaSource, tls
from services.cards.handlers.status_sources.magda_request import Sender
from services.kernel.broker import Unavailable
from services.kernel.contract import Command
from services.kernel.sealing import PersonKey
from tests.kit.magda_answers import Held, Person
from tests.kit.magda_server import Certificates, MagdaServer, certificates

NUMBER = "62691699717"
START = datetime(2026, 7, 1, 10, 0, tzinfo=UTC)


class World:
    """What is around the worker: rows, keys, numbers, commands sent, and the time."""

    def __init__(self) -> None:
        self.open: dict[UUID, Open] = {}
        self.told: list[tuple[UUID, Command]] = []
        self.person_keys: dict[UUID, PersonKey | None] = {}
        self.person_numbers: dict[UUID, str] = {}
        self.seconds = 0.0
        self.kafka_away = False

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds)

    async def keys(self, persons: Iterable[UUID]) -> Mapping[UUID, PersonKey | None]:
        return {person: self.person_keys.get(person) for person in persons}

    async def numbers(self, _stream: str, persons: Iterable[UUID]) -> Mapping[UUID, str]:
        known = self.person_numbers
        return {person: known[person] for person in persons if person in known}

    async def find(self, source: str, without: Collection[UUID], at_most: int) -> Sequence[Open]:
        found = [one for one in self.open.values() if one.source == source]
        return [one for one in found if one.id not in without][:at_most]

    async def tell(self, _stream: str, question: UUID, command: Command) -> None:
        if self.kafka_away:
            raise Unavailable("away")
        self.told.append((question, command))

    def record(self) -> None:
        """What was told is decided: answered questions are closed, sent ones noted."""
        for question, command in self.told:
            if isinstance(command, RecordStatusSent) and question in self.open:
                self.open[question] = replace(self.open[question], sent=True)
            elif not isinstance(command, RecordStatusSent):
                self.open.pop(question, None)

    def asks(self, number: str | None = NUMBER, source: str = "magda") -> UUID:
        """One open question about a new person."""
        person, key = uuid4(), PersonKey.new()
        self.person_keys[person] = key
        if number is not None:
            self.person_numbers[person] = number
        statuses = key.seal(orjson.dumps({"statuses": ["increased_reimbursement"]}))
        until = START + timedelta(days=3)
        question = Open("net", uuid4(), person, source, statuses, date(2026, 7, 1), until, False)
        self.open[question.id] = question
        return question.id


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Certificates for this module."""
    return certificates(tmp_path_factory.mktemp("magda"))


@pytest.fixture
async def server(papers: Certificates) -> AsyncIterator[MagdaServer]:
    """The source."""
    async with MagdaServer(papers) as server:
        yield server


@pytest.fixture
async def worker(server: MagdaServer, papers: Certificates) -> AsyncIterator[Asking]:
    """A worker with the real source, in a world of its own."""
    trust = tls(papers.authority, papers.certificate, papers.key)
    world = World()
    circuit = Circuit(lambda: world.seconds)
    source = MagdaSource(Agreement(server.url, Sender("a", "b")), trust, circuit=circuit)
    yield a_worker(world, {"magda": source})
    await source.close()


def a_worker(world: World, sources: Mapping[str, Any]) -> Asking:
    """A worker in a world. What it seals to cards, the test can read."""
    return Asking(
        sources=sources,
        numbers=world,
        keyring=world,
        find=world.find,
        tell=world.tell,
        seal=lambda content: content.decode(),
        clock=lambda: world.seconds,
        now=world.now,
    )


def world_of(worker: Asking) -> World:
    """The world that a worker is in."""
    assert isinstance(worker.keyring, World)
    return worker.keyring


async def test_an_answer_is_told_once_with_yes_day_and_end_and_nothing_else(
    server: MagdaServer, worker: Asking
) -> None:
    world = world_of(worker)
    question = world.asks()
    server.persons[NUMBER] = Person({"BIM_BVT": Held(periods=(("2026-01-01", "2026-12-31"),))})
    assert await worker.round() == 1
    ((about, command),) = world.told
    assert about == question
    assert isinstance(command, RecordStatusAnswer)
    assert orjson.loads(command.answer) == {
        "outcome": "yes",
        "on": "2026-07-01",
        "until": "2026-12-31",
        "statuses": ["increased_reimbursement"],
    }
    # Not recorded yet: it is not asked again at once.
    assert await worker.round() == 0


async def test_a_merged_files_number_is_asked(server: MagdaServer, worker: Asking) -> None:
    world, duplicate = world_of(worker), uuid4()
    question = world.asks(number=None)
    world.person_numbers[duplicate] = NUMBER
    world.open[question] = replace(world.open[question], merged_ids=(duplicate,))
    await worker.round()
    assert [one.number for one in server.asked] == [NUMBER]


async def test_a_crash_between_asking_and_recording_only_asks_again(
    server: MagdaServer, worker: Asking, papers: Certificates
) -> None:
    world = world_of(worker)
    world.asks()
    world.kafka_away = True
    with pytest.raises(Unavailable):
        await worker.round()
    assert len(server.asked) == 1
    world.kafka_away = False
    after_the_crash = a_worker(world, worker.sources)
    await after_the_crash.round()
    assert len(server.asked) == 2
    assert [type(command) for _, command in world.told] == [RecordStatusAnswer]


async def test_while_the_source_is_away_the_question_stays_open_and_the_pauses_grow(
    server: MagdaServer, worker: Asking
) -> None:
    world = world_of(worker)
    question = world.asks()
    server.away = True
    tries = []
    while world.seconds < 3_600:
        if await worker.round():
            tries.append(world.seconds)
        world.seconds += 1
    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert pauses == sorted(pauses)
    assert pauses[0] <= 6
    assert pauses[-1] <= LONGEST_PAUSE_S + 1
    assert len(tries) < 15
    assert world.told == []
    assert question in world.open
    server.away = False
    world.seconds += LONGEST_PAUSE_S
    await worker.round()
    assert [type(command) for _, command in world.told] == [RecordStatusAnswer]


async def test_after_its_time_a_question_is_given_up(server: MagdaServer, worker: Asking) -> None:
    world = world_of(worker)
    world.asks()
    server.away = True
    world.seconds = timedelta(days=3).total_seconds()
    await worker.round()
    ((_, command),) = world.told
    assert isinstance(command, RecordStatusFailure)
    assert command.code == "source_away"


async def test_what_no_later_day_will_cure_is_not_asked_twice(
    server: MagdaServer, worker: Asking
) -> None:
    world = world_of(worker)
    server.persons[NUMBER] = Person(error=("30003", "KSZ", "FOUT"))
    unknown, missing, erased = world.asks(), world.asks(None), world.asks()
    world.person_keys[world.open[erased].holder_id] = None
    await worker.round()
    codes = {
        about: command.code
        for about, command in world.told
        if isinstance(command, RecordStatusFailure)
    }
    assert codes == {
        unknown: "number_unknown",
        missing: "number_missing",
        erased: "number_missing",
    }
    assert len(server.asked) == 1


async def test_one_question_that_fails_holds_no_other_back(
    server: MagdaServer, worker: Asking
) -> None:
    world = world_of(worker)
    other = "08670548333"
    server.persons[NUMBER] = Person(error=("99999", "MAGDA", "FOUT"))
    world.asks()
    good = world.asks(other)
    await worker.round()
    assert [about for about, _ in world.told] == [good]


async def test_a_long_list_goes_out_in_one_file_and_keeps_nobody_at_a_counter_waiting(
    server: MagdaServer, worker: Asking, tmp_path: Path
) -> None:
    world = world_of(worker)
    both = a_worker(world, {**worker.sources, "crossroads": CrossroadsSource(tmp_path, Layout())})
    for _ in range(2_000):
        world.asks(source="crossroads")
    at_the_counter = world.asks()
    await both.round()
    assert world.told[0][0] == at_the_counter
    assert isinstance(world.told[0][1], RecordStatusAnswer)
    assert len(world.told) == 2_001
    assert len(list((tmp_path / "out/net").iterdir())) == 1
