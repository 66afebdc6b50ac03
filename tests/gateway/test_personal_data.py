"""Nothing personal in clear: not on Kafka, in logs, metrics, errors, nor at rest in any table.

A whole scenario with marked persons; then everything is read, and their marks are looked for in
clear and in the usual disguises. Each reader must also find a mark that may be there, so that
none of them reads the wrong place, or nothing.
"""

import base64
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote
from uuid import uuid4

import httpx2
import pytest

from deploy.cli.connection import Platform
from tests.kit.city import City, a_network, today
from tests.kit.client import Api, Json, Reply
from tests.kit.everything import finds, kafka_records, partitions, table_rows
from tests.kit.marked import everything_recorded, marks
from tests.kit.waiting import eventually

TOPICS: Final = frozenset(
    {
        *(
            f"{name}.{kind}"
            for name in ("cards", "partners", "budget")
            for kind in ("commands", "events")
        ),
        "cards.keys",
        "samenspel.status",
    }
)
BORN: Final = "1931-08-29"


@dataclass
class Scenario:
    """What was done, the marks that nobody may find, and one that everybody may."""

    city: City
    open_mark: str
    secret: dict[str, str]
    refusals: list[Reply] = field(default_factory=list)


def a_national_number() -> str:
    """A test number: born on BORN, its month raised by 60, with its check digits."""
    base = f"316829{uuid4().int % 998 + 1:03d}"
    return f"{base}{97 - int(base) % 97:02d}"


@pytest.mark.parametrize(
    "hide",
    [
        lambda mark: mark.encode(),
        lambda mark: json.dumps({"x": mark}).encode(),
        lambda mark: mark.encode().hex().encode(),
        lambda mark: base64.b64encode(b"a" + mark.encode() + b"b"),
        lambda mark: base64.urlsafe_b64encode(b"ab" + mark.encode()),
        lambda mark: f"?name={quote(mark)}&".encode(),
    ],
)
def test_a_mark_is_found_in_every_disguise(hide: object) -> None:
    assert callable(hide)
    assert finds(b"..." + hide("Grömmelynck-7f3a9c") + b"...", {"name": "Grömmelynck-7f3a9c"})
    assert not finds(b"Grommelynck", {"name": "Grömmelynck-7f3a9c"})


# -- the scenario --------------------------------------------------------------------------------


@pytest.fixture(scope="session")
async def scenario(api: Api) -> Scenario:
    """Everything that can be done with two persons, one of whom is erased; and what goes wrong."""
    city, tag = await a_network(api), uuid4().hex[:8]
    secret = {
        "given name": f"Zéphyrine-{tag}",
        "family name": f"Grömmelynck-{tag}",
        "birth date": BORN,
        "national number": a_national_number(),
        "ground": f"budgetbegeleiding-{tag}",
        "erased given name": f"Wölfgänge-{tag}",
        "erased family name": f"Vänderstraetén-{tag}",
    }
    found = Scenario(city, f"Club Openbaar {tag}", secret)
    provider = await city.a_provider(found.open_mark)
    offers = [await city.an_offer(provider=provider) for _ in range(5)]
    card = await _a_person(found, "given name", "family name", nationalNumber="national number")
    gone = await _a_person(found, "erased given name", "erased family name")
    secret |= {"card number": card["number"], "erased card number": gone["number"]}
    secret |= marks(tag)
    await everything_recorded(city, card["holder"], secret)
    for each in (card, gone):
        taken = (await city.register(each, offers[0])).made
        held = [(await city.hold(each, offer)).made["id"] for offer in offers[1:3]]
        await city.make("confirmParticipation", participation=held[0])
        await city.make("voidParticipation", participation=held[1])
        await city.make("cancelParticipation", participation=taken["id"])
    await city.make("blockCard", card=card["id"], reason="STOLEN")
    await city.make("eraseHolder", holder=gone["holder"])
    for each in (card, gone):
        assert (await city.register(each, offers[3])).kind == "Rejected"
    await _what_goes_wrong(found, card, offers[4])
    secret["token"] = city.token()
    return found


async def _a_person(found: Scenario, given: str, family: str, **named: str) -> Json:
    """A marked person with a card."""
    secret, city = found.secret, found.city
    made = await city.make(
        "registerHolder",
        municipality=city.municipality,
        givenName=secret[given],
        familyName=secret[family],
        birthDate=secret["birth date"],
        **{argument: secret[mark] for argument, mark in named.items()},
    )
    decided = {"holder": made["id"], "ground": secret["ground"]}
    await city.make("decideEligibility", **decided, validUntil=f"{today().year + 1}-12-31")
    return await city.a_card(holder=str(made["id"]))


async def _what_goes_wrong(found: Scenario, card: Json, offer: Json) -> None:
    """Requests with marked values that are refused: what they answer is kept."""
    city, secret = found.city, found.secret
    right: Json = {
        "network": city.id,
        "municipality": city.municipality,
        "givenName": secret["given name"],
        "familyName": secret["family name"],
        "birthDate": secret["birth date"],
        "nationalNumber": secret["national number"],
    }
    wrong: list[Json] = [
        {"municipality": secret["family name"]},
        {"givenName": secret["given name"] + "\x00"},
        {"familyName": secret["family name"] * 20},
        {"birthDate": secret["birth date"] + secret["given name"]},
        {"nationalNumber": secret["national number"][:-2] + "00"},
        {"network": secret["family name"]},
        {"givenName": {"naam": secret["given name"]}},
    ]
    for change in wrong:
        reply = await city.api.mutate("registerHolder", city.token(), **{**right, **change})
        found.refusals.append(reply)
    nobody = await city.api.mutate("registerHolder", "", **right)
    taking = {"cardNumber": card["number"], "offer": offer["id"], "on": str(today())}
    quoted = await city.api.query("quote", city.token(), network=city.id, **taking)
    literal = f'{{ card(network: "{city.id}", number: "{card["number"]}'
    cut_off = await city.api.post(literal, city.token())
    path = await city.api.get(f"/events/{quote(secret['family name'])}", city.token())
    asked = await city.api.get("/events", city.token(), network=secret["family name"])
    found.refusals += [nobody, quoted, cut_off, path, asked]


# -- reading everything --------------------------------------------------------------------------


async def nothing_personal(
    scenario: Scenario, pieces: AsyncIterator[tuple[str, bytes]]
) -> set[str]:
    """Look through everything; the places where the open mark stands."""
    found: dict[str, set[str]] = {}
    openly: set[str] = set()
    async for place, piece in pieces:
        if marks := finds(piece, scenario.secret):
            found.setdefault(place, set()).update(marks)
        if scenario.open_mark.encode() in piece:
            openly.add(place)
    assert found == {}
    return openly


async def test_no_record_on_kafka_holds_anything_personal(
    platform: Platform, scenario: Scenario
) -> None:
    assert (await partitions(platform)).keys() >= TOPICS
    openly = await nothing_personal(scenario, kafka_records(platform))
    assert openly == {"partners.commands", "partners.events"}


async def test_no_table_holds_anything_personal(platform: Platform, scenario: Scenario) -> None:
    openly = await nothing_personal(scenario, table_rows(platform))
    expected = {"gateway:views.organisations", "gateway:views.events", "partners:partners.journal"}
    assert expected <= openly


async def test_no_log_holds_anything_personal(platform: Platform, scenario: Scenario) -> None:
    logs = [path for path in (platform.home / "logs").rglob("*") if path.is_file()]
    assert {path.stem for path in logs} >= {"kafka", "postgres", "gateway-0", "cards-0"}
    assert sum(path.stat().st_size for path in logs) > 0
    found = {path.name: finds(path.read_bytes(), scenario.secret) for path in logs}
    assert {name: marks for name, marks in found.items() if marks} == {}


async def test_no_metric_holds_anything_personal(platform: Platform, scenario: Scenario) -> None:
    """Nor the id of a person or a network: labels are kinds and codes."""
    people = {"holder": (await scenario.city.pages("holders"))[0]["id"]}
    marks = {**scenario.secret, **people, "network": scenario.city.id}
    processes = {
        name: process["port"]
        for name, process in platform.state()["processes"].items()
        if name.split("-")[0] in ("cards", "partners", "budget", "gateway")
    }
    assert len(processes) >= 4
    async with httpx2.AsyncClient(timeout=30.0) as http:
        for name, port in processes.items():
            text = (await http.get(f"http://127.0.0.1:{port}/metrics")).text
            assert "samenspel_" in text, name
            assert finds(text.encode(), marks) == set(), name


async def test_no_refusal_repeats_anything_personal(scenario: Scenario) -> None:
    assert len(scenario.refusals) > 10
    for reply in scenario.refusals:
        assert reply.status < 500
        assert finds(reply.text.encode(), scenario.secret) == set(), reply.text


async def test_who_may_read_names_does(scenario: Scenario) -> None:
    """They were not hidden by being lost."""

    async def look() -> list[Json]:
        return await scenario.city.pages("holders")

    nodes = await eventually(look, lambda found: len(found) == 2)
    shown = [(node["givenName"], node["familyName"], node["birthDate"]) for node in nodes]
    secret = scenario.secret
    assert shown == [(secret["given name"], secret["family name"], BORN), (None, None, None)]
