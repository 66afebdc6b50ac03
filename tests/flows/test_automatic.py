"""Rights that are granted and renewed by themselves, on what a source of status says.

A platform by itself, since its cards is told of a source: that of the tests' own.
"""

import json
from collections.abc import AsyncIterator, Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from tests.kit.city import City, a_network, today
from tests.kit.client import Api, Json
from tests.kit.magda_answers import Held, Person, a_number
from tests.kit.magda_server import MagdaServer, certificates
from tests.kit.platform import RunningPlatform, running_platform
from tests.kit.regulations import document_data
from tests.kit.waiting import eventually

STATUS = "increased_reimbursement"
ARRANGED: Json = {
    "status": STATUS,
    "source": "MAGDA",
    "legalBasis": "GENERAL_AUTHORISATION",
    "deliberation": "18/123",
    "daysBefore": 40,
}


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[MagdaServer]:
    """The source."""
    async with MagdaServer(certificates(tmp_path_factory.mktemp("papers"))) as server:
        yield server


@pytest.fixture(scope="module")
def platform(
    server: MagdaServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningPlatform]:
    """A platform whose cards knows it."""
    home = tmp_path_factory.mktemp("automatic")
    with running_platform(home, settings=server.settings()) as running:
        yield running


@pytest.fixture(scope="module")
async def asking(platform: RunningPlatform) -> AsyncIterator[Api]:
    """Asks its gateway."""
    async with Api(platform.platform) as api:
        yield api


@pytest.fixture
async def town(asking: Api) -> City:
    """A network of this test alone."""
    return await a_network(asking)


async def a_scheme(town: City, mode: str = "automatic") -> str:
    """A scheme for who holds the status, a month at a time; its id."""
    status = {"kind": "status", "any_of": [STATUS], "evidence": ["authentic"]}
    route = {"name": "status", "title": "Statuut", "conditions": [status]}
    validity = {"term": {"kind": "months", "months": 1}, "lifelong_card": True}
    changes: Json = {"deciding": {"modes": ["application", mode]}, "validity": validity}
    document = document_data(route, scheme="Kansenpas", **changes)
    return str((await town.make("adoptRegulation", document=json.dumps(document)))["scheme"])


async def a_person(town: City, server: MagdaServer, *, holds: bool) -> tuple[str, str]:
    """Somebody of whom the source knows; her id and number."""
    number = a_number()
    says(server, number, holds=holds)
    return await town.a_holder(nationalNumber=number), number


def says(server: MagdaServer, number: str, *, holds: bool) -> None:
    """What the source says of a number from now on."""
    yes, no = Held(periods=(("2020-01-01", f"{today().year + 3}-12-31"),)), Held(code="0")
    server.persons[number] = Person({"BIM_BVT": yes if holds else no})


async def ask(town: City, holder: str, scheme: str, **changes: Any) -> None:
    """A question by the desk, from which a right may follow."""
    await town.make(
        "askStatus",
        holder=holder,
        scheme=scheme,
        statuses=[STATUS],
        on=str(today()),
        legalBasis="OWN_REQUEST",
        **{"purpose": "FIRST_GRANT", **changes},
    )


async def rights(town: City, holder: str) -> list[Json]:
    """Her rights in schemes."""
    return await town.pages("schemeRights", holder=holder)


async def granted(town: City, holder: str) -> Json:
    """Her right, once it is there."""
    found = await eventually(lambda: rights(town, holder), lambda some: len(some) == 1)
    return found[0]


async def test_a_yes_of_the_source_grants_the_right_with_a_decision_that_she_can_read(
    town: City, server: MagdaServer
) -> None:
    scheme = await a_scheme(town)
    holder, _number = await a_person(town, server, holds=True)
    await ask(town, holder, scheme)
    right = await granted(town, holder)
    herself = town.token("card_holder", holder=holder)
    (decision,) = await town.pages("decisions", token=herself, holder=holder)
    assert (decision["outcome"], decision["channel"]) == ("ENTITLED", "STATUS_LIST")
    assert decision["right"] == right["id"]
    assert decision["explanation"] is not None


async def test_where_the_regulation_does_not_grant_by_itself_a_yes_is_only_on_record(
    town: City, server: MagdaServer
) -> None:
    scheme = await a_scheme(town, "delegated")
    holder, _number = await a_person(town, server, holds=True)
    await ask(town, holder, scheme)

    async def look() -> list[Json]:
        return await town.pages("statusQuestions", holder=holder)

    await eventually(look, lambda found: not found[0]["waiting"])
    assert await rights(town, holder) == []
    (await town.do("arrangeRenewals", scheme=scheme, **ARRANGED)).refused("not_automatic")


async def renewed(town: City, right: Json) -> Json:
    """The right, once it goes on."""

    async def look() -> list[Json]:
        return await rights(town, right["holder"])

    found = await eventually(look, lambda some: some[0]["validUntil"] > right["validUntil"])
    return found[0]


async def test_at_night_who_still_holds_the_status_goes_on_and_the_others_are_left_to_people(
    town: City, server: MagdaServer
) -> None:
    scheme, offer = await a_scheme(town), await town.an_offer(1_000)
    keeps, _number = await a_person(town, server, holds=True)
    loses, number = await a_person(town, server, holds=True)
    another, its_number = await a_person(town, server, holds=True)
    people = (keeps, loses, another)
    for holder in people:
        await ask(town, holder, scheme)
    before = {holder: await granted(town, holder) for holder in people}
    card = await town.make("issueSchemeCard", holder=loses, scheme=scheme)
    says(server, number, holds=False)
    says(server, its_number, holds=False)
    await town.make("arrangeRenewals", scheme=scheme, **ARRANGED)
    right = await renewed(town, before[keeps])
    assert right["id"] == before[keeps]["id"], "the same right goes on"

    async def left() -> list[Json]:
        return await town.pages("renewalsLeft", scheme=scheme, first=1)

    both = await eventually(left, lambda found: len(found) == 2)
    assert {one["holder"] for one in both} == {loses, another}
    one = next(one for one in both if one["holder"] == loses)
    assert one["renewalLeft"] is True
    assert one["validUntil"] == before[loses]["validUntil"], "nothing is taken from her"
    end = date.fromisoformat(one["validUntil"])
    asked = {"cardNumber": card["number"], "offer": offer["id"]}
    reduced = await town.read("quote", on=str(end), **asked)
    full = await town.read("quote", on=str(end + timedelta(days=1)), **asked)
    assert (reduced["holderCents"], full["holderCents"]) == (200, 1_000)
    entries = await town.pages("statusRegister", token=town.token("data_protection_officer"))
    at_night = [entry for entry in entries if entry["purpose"] == "RENEWAL"]
    assert {entry["holder"] for entry in at_night} == set(people)
    assert {entry["deliberation"] for entry in at_night} == {"18/123"}


async def test_what_was_arranged_is_shown_and_stopped(town: City) -> None:
    scheme = await a_scheme(town)
    early = await town.do("arrangeRenewals", scheme=scheme, **{**ARRANGED, "daysBefore": 61})
    early.refused("days_before_invalid")
    files = await town.do("arrangeRenewals", scheme=scheme, **{**ARRANGED, "source": "CROSSROADS"})
    files.refused("source_not_configured")
    arranged = await town.make("arrangeRenewals", scheme=scheme, **ARRANGED)
    assert (arranged["active"], arranged["daysBefore"]) == (True, 40)
    stopped = await town.make("stopRenewals", arrangement=arranged["id"])
    assert stopped["active"] is False
    assert [one["id"] for one in await town.pages("renewalArrangements")] == [arranged["id"]]
