"""The MAGDA source against a server of the tests' own, over TLS with certificates on both sides."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from services.cards.handlers.status_sources.circuit import FAILURES_MAX, FIRST_PAUSE_S, Circuit
from services.cards.handlers.status_sources.magda import (
    ANSWER_BYTES_MAX,
    Agreement,
    MagdaSource,
    tls,
)
from services.cards.handlers.status_sources.magda_request import Sender
from services.cards.handlers.status_sources.port import Answer, Failure, Question, Reply
from tests.kit.magda_answers import Asked, Held, Person, fault
from tests.kit.magda_server import Certificates, MagdaServer, certificates, response

NUMBER, OTHER = "62691699717", "08670548333"
DAY = date(2026, 7, 1)
BIM, LIVING_WAGE = "BIM_BVT", "LIVING_WAGES_PCSA_HELP"
BOTH = ("increased_reimbursement", "living_wage")
SENDER = Sender("stad.example.org/samenspel", "vrijetijd")


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
async def source(server: MagdaServer, papers: Certificates) -> AsyncIterator[MagdaSource]:
    """Asks it, patient for a second."""
    source = a_source(server, papers)
    yield source
    await source.close()


def a_source(server: MagdaServer, papers: Certificates, answer_s: float = 5.0) -> MagdaSource:
    """A source that asks this server."""
    trust = tls(papers.authority, papers.certificate, papers.key)
    agreement = Agreement(server.url, SENDER, refusals=("40301",))
    return MagdaSource(agreement, trust, answer_s=answer_s)


def a_question(number: str = NUMBER, statuses: tuple[str, ...] = BOTH) -> Question:
    """A question about somebody."""
    return Question(uuid4(), "network", number, statuses, DAY)


async def ask(source: MagdaSource, *questions: Question) -> list[Reply]:
    """Ask, and see that every question has its own reply."""
    replies = list(await source.ask(questions))
    assert [reply.question for reply in replies] == [question.id for question in questions]
    return replies


async def test_one_status_that_is_held_is_a_yes_until_the_end_of_its_period(
    server: MagdaServer, source: MagdaSource
) -> None:
    periods = (("2020-01-01", "2021-12-31"), ("2026-01-01", "2026-12-31"), ("2027-01-01", None))
    server.persons[NUMBER] = Person({BIM: Held(periods=periods)})
    question = a_question()
    assert await ask(source, question) == [Answer(question.id, "yes", date(2026, 12, 31))]
    assert server.asked == [
        Asked(NUMBER, (BIM, LIVING_WAGE), "2026-07-01", *_sender(), reference=str(question.id))
    ]


def _sender() -> tuple[str, str]:
    return SENDER.identification, SENDER.capacity


async def test_the_longest_of_two_statuses_counts_and_an_open_end_is_not_invented(
    server: MagdaServer, source: MagdaSource
) -> None:
    both = {
        BIM: Held(periods=(("2026-01-01", "2026-09-30"),)),
        LIVING_WAGE: Held(periods=(("2026-01-01+01:00", "2026-12-31+01:00"),)),
    }
    server.persons[NUMBER] = Person(both)
    server.persons[OTHER] = Person({**both, BIM: Held()})
    replies = await ask(source, a_question(), a_question(OTHER))
    assert [reply.until for reply in replies if isinstance(reply, Answer)] == [
        date(2026, 12, 31),
        None,
    ]


async def test_no_status_is_a_no_but_what_the_source_leaves_out_is_not_known(
    server: MagdaServer, source: MagdaSource
) -> None:
    server.persons[OTHER] = Person(leaves_out=frozenset({BIM}))
    first, second = a_question(), a_question(OTHER)
    assert await ask(source, first, second) == [
        Answer(first.id, "no"),
        Answer(second.id, "unknown"),
    ]


async def test_a_warning_makes_a_no_unsure_and_leaves_a_yes(
    server: MagdaServer, source: MagdaSource
) -> None:
    warning = ("20001", "KSZ", "WAARSCHUWING")
    server.persons[NUMBER] = Person(error=warning)
    server.persons[OTHER] = Person({BIM: Held()}, error=warning)
    replies = await ask(source, a_question(), a_question(OTHER))
    assert [reply.outcome for reply in replies if isinstance(reply, Answer)] == ["unknown", "yes"]


@pytest.mark.parametrize(
    ("error", "code", "again"),
    [
        (("30003", "KSZ", "FOUT"), "number_unknown", False),
        (("40301", "MAGDA", "FOUT"), "not_authorised", False),
        (("99999", "MAGDA", "FOUT"), "source_error", True),
    ],
)
@pytest.mark.parametrize("early", [False, True])
async def test_an_error_of_the_source_is_told_by_its_kind(
    server: MagdaServer,
    source: MagdaSource,
    error: tuple[str, str, str],
    code: str,
    again: bool,
    early: bool,
) -> None:
    server.persons[NUMBER] = Person(error=error, early=early)
    question = a_question()
    (reply,) = await ask(source, question)
    assert isinstance(reply, Failure)
    assert (reply.code, reply.again) == (code, again)


async def test_nothing_found_is_not_known(server: MagdaServer, source: MagdaSource) -> None:
    server.persons[NUMBER] = Person(error=("30001", "KSZ", "FOUT"))
    question = a_question()
    assert await ask(source, question) == [Answer(question.id, "unknown")]


async def test_a_status_that_the_source_has_no_name_for_is_not_asked(
    server: MagdaServer, source: MagdaSource
) -> None:
    question = a_question(statuses=("increased_reimbursement", "school_allowance"))
    assert await ask(source, question) == [
        Failure(question.id, "status_not_at_source", again=False)
    ]
    assert server.connections == 0


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (response(200, b"<html>onderhoud</html>"), "answer_invalid"),
        (response(200, b"\x00\xff garbage"), "answer_invalid"),
        (response(200, b"<a>" + b"x" * (ANSWER_BYTES_MAX + 1) + b"</a>"), "answer_invalid"),
        (response(200, fault("no")), "source_error"),
        (response(500, fault("no")), "source_error"),
        (response(500, b"stuk"), "source_away"),
        (response(503, b""), "source_away"),
        (response(429, b""), "source_away"),
        (response(404, b""), "answer_invalid"),
        (response(301, b""), "answer_invalid"),
        (response(403, b""), "not_authorised"),
        (response(200, fault("no"))[:-10], "source_away"),
        (b"not even HTTP\r\n\r\n", "source_away"),
    ],
    ids=lambda value: value if isinstance(value, str) else f"{len(value)} bytes",
)
async def test_whatever_else_comes_back_the_question_is_asked_again(
    server: MagdaServer, source: MagdaSource, raw: bytes, code: str
) -> None:
    server.raw = raw
    question = a_question()
    assert await ask(source, question) == [Failure(question.id, code, again=True)]  # type: ignore[arg-type]


async def test_a_source_that_does_not_answer_in_time_is_away(
    server: MagdaServer, papers: Certificates
) -> None:
    server.delay = asyncio.Event()
    source = a_source(server, papers, answer_s=0.2)
    question = a_question()
    assert await ask(source, question) == [Failure(question.id, "source_away", again=True)]
    server.delay.set()
    await source.close()


async def test_an_answer_that_is_slow_but_in_time_counts(
    server: MagdaServer, source: MagdaSource
) -> None:
    server.delay = asyncio.Event()
    question = a_question()
    asking = asyncio.create_task(ask(source, question))
    await server.heard.wait()
    assert not asking.done()
    server.delay.set()
    assert await asking == [Answer(question.id, "no")]


async def test_a_certificate_that_the_source_does_not_trust_is_refused(
    server: MagdaServer, papers: Certificates
) -> None:
    trust = tls(papers.authority, papers.stranger_certificate, papers.stranger_key)
    source = MagdaSource(Agreement(server.url, SENDER), trust)
    question = a_question()
    assert await ask(source, question) == [Failure(question.id, "source_away", again=True)]
    assert server.asked == []
    await source.close()


async def test_a_source_that_we_do_not_trust_is_told_no_number(
    server: MagdaServer, papers: Certificates, tmp_path: Path
) -> None:
    stranger = certificates(tmp_path)
    source = MagdaSource(
        Agreement(server.url, SENDER), tls(stranger.authority, papers.certificate, papers.key)
    )
    question = a_question()
    assert await ask(source, question) == [Failure(question.id, "source_away", again=True)]
    assert server.asked == []
    await source.close()


async def test_a_source_that_is_away_is_left_alone_and_found_again(
    server: MagdaServer, papers: Certificates
) -> None:
    now = [0.0]
    trust = tls(papers.authority, papers.certificate, papers.key)
    circuit = Circuit(lambda: now[0])
    source = MagdaSource(Agreement(server.url, SENDER), trust, circuit=circuit)
    server.away = True
    for _ in range(FAILURES_MAX):
        await ask(source, a_question())
    before = server.connections
    await ask(source, *(a_question() for _ in range(50)))
    assert server.connections == before
    now[0] += FIRST_PAUSE_S
    await ask(source, *(a_question() for _ in range(50)))
    assert server.connections == before + 1, "one question tries, the others wait"
    server.away = False
    now[0] += 2 * FIRST_PAUSE_S
    question = a_question()
    assert await ask(source, question) == [Answer(question.id, "no")]
    assert circuit.failures == 0
    await source.close()


def test_a_question_shows_no_number() -> None:
    assert NUMBER not in repr(a_question())


async def test_each_network_asks_under_its_own_agreement_and_no_other_asks_at_all(
    server: MagdaServer, papers: Certificates
) -> None:
    trust = tls(papers.authority, papers.certificate, papers.key)
    senders = {"network": Sender("gemeente.example.org", "vrije tijd")}
    source = MagdaSource(Agreement(server.url, SENDER, senders=senders), trust)
    own, foreign = a_question(), replace(a_question(), network="another")
    assert await ask(source, own, foreign) == [
        Answer(own.id, "no"),
        Failure(foreign.id, "not_authorised", again=False),
    ]
    assert [(one.sender, one.capacity) for one in server.asked] == [
        ("gemeente.example.org", "vrije tijd")
    ]
    await source.close()


@pytest.mark.parametrize(("who", "what"), [("", "a"), ("a", ""), ("a" * 121, "a"), ("a", "a" * 25)])
def test_a_sender_that_the_schema_does_not_allow_is_refused_at_start(who: str, what: str) -> None:
    with pytest.raises(ValueError, match="sender"):
        Sender(who, what)
