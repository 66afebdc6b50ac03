"""Questions on social status over the real platform, against a source of the tests' own.

A platform by itself, since its cards is told of sources: with certificates, an address, a folder.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.kit.city import City, a_network, today
from tests.kit.client import Api, Json
from tests.kit.everything import finds, kafka_records, metrics_of, table_rows
from tests.kit.evidence import nobody_writes_what_a_source_never_said, what_is_said_decides
from tests.kit.magda_answers import Held, Person, a_number
from tests.kit.magda_server import Certificates, MagdaServer, certificates
from tests.kit.platform import RunningPlatform, running_platform
from tests.kit.regulations import document_data
from tests.kit.waiting import eventually

STATUS = "increased_reimbursement"
ASKING = {
    "statuses": [STATUS],
    "legalBasis": "OWN_REQUEST",
    "purpose": "FIRST_GRANT",
    "deliberation": "18/123",
}


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Certificates of the source and of cards."""
    return certificates(tmp_path_factory.mktemp("papers"))


@pytest.fixture(scope="module")
async def server(papers: Certificates) -> AsyncIterator[MagdaServer]:
    """The source."""
    async with MagdaServer(papers) as server:
        yield server


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where files are exchanged."""
    return tmp_path_factory.mktemp("crossroads")


@pytest.fixture(scope="module")
def platform(
    server: MagdaServer, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningPlatform]:
    """A platform whose cards knows both sources."""
    settings = server.settings() | {"SAMENSPEL_STATUS_CROSSROADS_FOLDER": str(folder)}
    with running_platform(tmp_path_factory.mktemp("statuses"), settings=settings) as running:
        yield running


@pytest.fixture(scope="module")
async def asking(platform: RunningPlatform) -> AsyncIterator[Api]:
    """Asks its gateway."""
    async with Api(platform.platform) as api:
        yield api


@pytest.fixture
async def town(asking: Api, server: MagdaServer) -> AsyncIterator[City]:
    """A network of this test alone, and a source that is well."""
    yield await a_network(asking)
    server.away, server.delay, server.raw = False, None, None


async def ask(town: City, holder: str, **changes: Any) -> Json:
    """A question that is taken."""
    return await town.make("askStatus", holder=holder, **{**ASKING, "on": str(today()), **changes})


async def a_scheme(town: City, mode: str) -> str:
    """A scheme for who holds the status; its id."""
    status = {"kind": "status", "any_of": [STATUS], "evidence": ["authentic"]}
    route = {"name": "status", "title": "Statuut", "conditions": [status]}
    document = document_data(route, scheme="Kansenpas", deciding={"modes": [mode]})
    made = await town.make("adoptRegulation", document=json.dumps(document))
    return str(made["scheme"])


async def settled(town: City, holder: str, count: int = 1) -> list[Json]:
    """The questions about a person, once none of them waits."""

    async def look() -> list[Json]:
        return await town.pages("statusQuestions", holder=holder)

    return await eventually(
        look, lambda found: len(found) == count and not any(one["waiting"] for one in found)
    )


async def test_the_source_says_yes_and_staff_see_yes_and_until_when(
    town: City, server: MagdaServer
) -> None:
    number, until = a_number(), f"{today().year}-12-31"
    server.persons[number] = Person({"BIM_BVT": Held(periods=(("2020-01-01", until),))})
    holder = await town.a_holder(nationalNumber=number)
    asked = await ask(town, holder)
    again = await ask(town, holder)
    assert again["id"] == asked["id"], "the same question is asked once a day"
    (shown,) = await settled(town, holder)
    assert (shown["outcome"], shown["until"], shown["statuses"]) == ("YES", until, [STATUS])
    assert [one.number for one in server.asked].count(number) == 1
    case = {"holder": holder, "scheme": await a_scheme(town, "application")}
    await nobody_writes_what_a_source_never_said(town, case, STATUS)
    await what_is_said_decides(town, case)
    assert server.asked[-1].sender == "stad.example.org/samenspel"


async def test_while_the_source_is_away_the_question_waits_and_is_answered_when_it_is_back(
    town: City, server: MagdaServer
) -> None:
    number = a_number()
    holder = await town.a_holder(nationalNumber=number)
    server.away, before = True, server.connections
    await ask(town, holder)

    async def tried() -> int:
        return server.connections - before

    await eventually(tried, lambda count: count > 0)
    (waiting,) = await town.pages("statusQuestions", waiting=True)
    assert (waiting["outcome"], waiting["problem"]) == (None, None)
    server.away = False
    (shown,) = await settled(town, holder)
    assert (shown["outcome"], shown["until"]) == ("NO", None)


async def test_cards_killed_while_it_asks_asks_again(
    town: City, server: MagdaServer, platform: RunningPlatform
) -> None:

    number = a_number()
    server.delay, server.heard = asyncio.Event(), asyncio.Event()
    holder = await town.a_holder(nationalNumber=number)
    await ask(town, holder)
    await server.heard.wait()
    killing = asyncio.to_thread(platform.kill, "cards-0")
    await killing
    server.delay.set()
    (shown,) = await settled(town, holder)
    assert shown["outcome"] == "NO"
    assert [one.number for one in server.asked].count(number) >= 2


async def test_a_number_that_the_source_does_not_know_is_told_in_dutch(
    town: City, server: MagdaServer
) -> None:
    number = a_number()
    server.persons[number] = Person(error=("30003", "KSZ", "FOUT"))
    holder = await town.a_holder(nationalNumber=number)
    await ask(town, holder)
    (shown,) = await settled(town, holder)
    assert (shown["outcome"], shown["problem"]) == (None, "status_number_unknown")
    assert shown["message"] == "De bron kent dit rijksregisternummer niet."


async def test_a_question_without_ground_is_refused(town: City) -> None:
    numbered, other = await town.a_holder(nationalNumber=a_number()), await town.a_holder()
    wish: Json = {**ASKING, "on": str(today())}
    (await town.do("askStatus", holder=other, **wish)).refused("national_number_missing")
    lists: Json = {**wish, "holder": numbered, "source": "CROSSROADS"}
    (await town.do("askStatus", **lists)).refused("legal_basis_missing")
    lists["legalBasis"] = "GENERAL_AUTHORISATION"
    (await town.do("askStatus", **lists)).refused("not_automatic")
    words: Json = {**wish, "holder": numbered, "statuses": ["Jan Peeters"]}
    (await town.do("askStatus", **words)).refused("status_word_invalid")


async def test_a_paper_that_was_seen_is_on_record_with_its_kind_nowhere_in_clear(
    town: City,
) -> None:
    holder = await town.a_holder()
    worker = town.token("outreach_worker")
    seen = await town.do(
        "recordStatusSeen",
        token=worker,
        holder=holder,
        status=STATUS,
        paper="HEALTH_FUND_STICKER",
        outcome="YES",
        on=str(today()),
    )
    assert (seen.made["source"], seen.made["outcome"]) == ("PAPER", "YES")
    (entry,) = await town.pages("statusRegister", token=town.token("data_protection_officer"))
    assert (entry["askedBy"], entry["source"]) == ("outreach_worker", "PAPER")


async def test_the_register_says_who_asked_on_what_ground_and_never_the_answer(
    town: City, server: MagdaServer
) -> None:
    number = a_number()
    holder = await town.a_holder(nationalNumber=number)
    await ask(town, holder)
    await settled(town, holder)
    officer = town.token("data_protection_officer")
    (entry,) = await town.pages("statusRegister", token=officer)
    assert (entry["askedBy"], entry["legalBasis"], entry["purpose"], entry["deliberation"]) == (
        "coordinator",
        "OWN_REQUEST",
        "FIRST_GRANT",
        "18/123",
    )
    assert not {"outcome", "statuses", "until"} & entry.keys()
    (total,) = await town.pages("statusTotals", token=officer, year=today().year)
    assert (total["questions"], total["source"]) == (1, "MAGDA")
    reply = await town.api.query("statusQuestions", officer, network=town.id)
    assert reply.codes == ["not_allowed"]
    herself = town.token("card_holder", holder=holder)
    assert len(await town.pages("statusQuestions", token=herself, holder=holder)) == 1


async def test_totals_of_questions_are_paged_through(town: City) -> None:
    purposes = ("FIRST_GRANT", "RENEWAL", "CHECK")
    for purpose in purposes:
        await ask(town, await town.a_holder(nationalNumber=a_number()), purpose=purpose)
    found = await town.pages("statusTotals", year=today().year)
    assert sorted(total["purpose"] for total in found) == sorted(purposes)


async def test_an_erased_persons_answers_are_gone_and_the_register_stays(
    town: City, server: MagdaServer
) -> None:
    holder = await town.a_holder(nationalNumber=a_number())
    await ask(town, holder)
    await settled(town, holder)
    await town.make("eraseHolder", holder=holder)
    (shown,) = await town.pages("statusQuestions", holder=holder)
    assert (shown["outcome"], shown["statuses"], shown["waiting"]) == (None, [], False)
    assert len(await town.pages("statusRegister")) == 1


async def test_no_number_and_no_status_stands_anywhere_in_clear(
    town: City, server: MagdaServer, platform: RunningPlatform
) -> None:
    """Of a status that no regulation of these tests names: those are for everybody to read."""
    number = a_number()
    server.persons[number] = Person(
        {"LIVING_WAGES_PCSA_HELP": Held(periods=(("2020-01-01", "2031-03-17"),))}
    )
    holder = await town.a_holder(nationalNumber=number)
    await ask(town, holder, statuses=["living_wage"])
    (shown,) = await settled(town, holder)
    assert shown["until"] == "2031-03-17"
    secret = {
        "number": number,
        "status": "living_wage",
        "name at the source": "LIVING_WAGES_PCSA_HELP",
        "until": "2031-03-17",
    }
    read = 0
    for reader in (kafka_records, table_rows):
        async for place, piece in reader(platform.platform):
            read += len(piece)
            assert finds(piece, secret) == set(), place
    assert read > 10_000
    for path in (platform.home / "logs").glob("*.log"):
        assert finds(path.read_bytes(), secret) == set(), path.name
    metrics = await metrics_of(platform, "cards-0")
    assert finds(metrics, secret) == set()
    assert b'samenspel_status_questions_total{outcome="answered",source="magda"}' in metrics


async def test_a_list_goes_out_for_automatic_granting_and_its_answers_come_back(
    town: City, folder: Path
) -> None:
    scheme = await a_scheme(town, "automatic")
    number = a_number()
    holder = await town.a_holder(nationalNumber=number)
    ground = {"source": "CROSSROADS", "legalBasis": "GENERAL_AUTHORISATION", "scheme": scheme}
    await ask(town, holder, **ground)

    async def sent() -> list[Json]:
        return await town.pages("statusQuestions", holder=holder)

    await eventually(sent, lambda found: bool(found[0]["sentAt"]))
    (out,) = (folder / "out" / town.id).glob("*.csv")
    assert f"{number};BIM_BVT;{today()}" in out.read_text().splitlines()
    place = folder / "in" / town.id
    place.mkdir(parents=True)
    draft = place / "antwoord.draft"
    draft.write_text(
        f"number;status;from;until;answer\n{number};BIM_BVT;;{today().year + 1}-06-30;1\n"
    )
    draft.rename(place / "antwoord.csv")
    (shown,) = await settled(town, holder)
    assert (shown["outcome"], shown["until"]) == ("YES", f"{today().year + 1}-06-30")
    await eventually(lambda: town.pages("schemeRights", holder=holder), bool)
