"""Long work on the real platform: a bulk registration, and a renewal. Persons are invented."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from services.gateway.storage.jobs import lapse
from services.gateway.storage.reading import Database
from tests.flows.test_main_job import luhn
from tests.kit.city import City, today
from tests.kit.client import Json, a_key
from tests.kit.everything import finds, table_rows
from tests.kit.regulations import document_data
from tests.kit.socket import a_socket
from tests.kit.talk import Talk
from tests.kit.waiting import eventually

STATUS = "increased_reimbursement"
HEADER = (
    "INSZ;naam;voornaam;geboortedatum;straat;postcode;gemeente;kaartnummer;kansenstatuut;einddatum"
)
SURNAME = "Quaegebeur"


async def a_scheme(city: City, **document: Any) -> str:
    """A scheme that grants automatically to who has the status, for as long as is decided."""
    changes: Json = {
        "validity": {"term": {"kind": "as_decided"}, "lifelong_card": True},
        "deciding": {"modes": ["application", "automatic"]},
    }
    text = json.dumps(document_data(**{**changes, **document}))
    return str((await city.make("adoptRegulation", document=text))["scheme"])


async def bring_in(city: City, scheme: str, *rows: str, key: str, role: str = "clerk") -> Any:
    """A file comes in; the reply."""
    path = f"/imports?network={city.id}&key={key}&scheme={scheme}&status={STATUS}"
    path += f"&municipality={city.municipality}"
    content = "\r\n".join((HEADER, *rows)).encode()
    return await city.api.send(path, city.token(role), content=content)


def a_row(name: str, entitled: int = 1, card: str = "") -> str:
    """A good row of an invented person."""
    end = today() + timedelta(days=200)
    return f";{SURNAME};{name};1985-07-30;Veldstraat 1;9000;Dorp;{card};{entitled};{end}"


async def ended(city: City, job: str) -> Json:
    """The job, once it is done."""

    async def look() -> Json:
        return dict(await city.read("job", job=job))

    return await eventually(look, lambda one: one["state"] == "DONE", seconds=90)


async def test_a_bulk_registration_is_tried_first_and_then_run(city: City) -> None:
    scheme, key = await a_scheme(city), a_key()
    rows = (a_row("Zeynep"), "x;y", a_row("Joke", 0), a_row("Amadou", 2))
    tried = await bring_in(city, scheme, *rows, key=key)
    assert tried.status == 200, tried.text
    assert (tried.body["rows"], tried.body["wrong"]) == (4, 2)
    told = {(one["row"], one["column"], one["code"]) for one in tried.body["problems"]}
    assert told == {(3, None, "columns_wrong"), (5, "kansenstatuut", "zero_or_one")}
    job = tried.body["job"]
    assert (await bring_in(city, scheme, *rows, key=key)).body["job"] == job
    other = await bring_in(city, scheme, a_row("Iemand"), key=key)
    assert (other.status, other.body["code"]) == (400, "key_reused")
    assert await city.pages("holders") == [], "a dry run registers nobody"
    async for table, chunk in table_rows(city.api.platform):
        assert not finds(chunk, {"surname": SURNAME}), table

    await city.make("startJob", job=job)
    done = await ended(city, job)
    assert (done["total"], done["done"], done["refused"], done["left"]) == (4, 2, 2, 0)
    holders = {one["givenName"]: one for one in await city.pages("holders")}
    assert set(holders) == {"Zeynep", "Joke"}
    (right,) = await city.pages("schemeRights", holder=holders["Zeynep"]["id"])
    assert right["validUntil"] == str(today() + timedelta(days=200))
    assert await city.pages("schemeRights", holder=holders["Joke"]["id"]) == []

    report = await city.read("jobReport", job=job)
    lines = report["csv"].lstrip("\ufeff").splitlines()
    assert [line.split(";")[:4] for line in lines[1:]] == [
        ["2", "gelukt", "", ""],
        ["3", "niet gelukt", "", "columns_wrong"],
        ["4", "gelukt", "", ""],
        ["5", "niet gelukt", "kansenstatuut", "zero_or_one"],
    ]
    assert SURNAME not in report["csv"]


async def test_who_may_not_import_is_refused(city: City) -> None:
    reply = await bring_in(
        city, await a_scheme(city), a_row("Zeynep"), key=a_key(), role="provider"
    )
    assert (reply.status, reply.body["code"]) == (403, "not_allowed")


async def test_an_unknown_card_number_leaves_the_person_and_says_so(city: City) -> None:
    scheme = await a_scheme(city)
    card = next(n for n in (f"123456789012{last}" for last in range(10)) if luhn(n))
    tried = await bring_in(city, scheme, a_row("Zeynep", 0, card), key=a_key())
    assert tried.body["wrong"] == 0, tried.text
    await city.make("startJob", job=tried.body["job"])
    done = await ended(city, tried.body["job"])
    assert (done["done"], done["refused"]) == (0, 1)
    assert len(await city.pages("holders")) == 1
    assert ";kaart;" in (await city.read("jobReport", job=tried.body["job"]))["csv"]


async def test_a_renewal_decides_again_on_what_is_on_record(city: City) -> None:
    validity = {"validity": {"term": {"kind": "months", "months": 1}}}
    scheme = await a_scheme(city, **validity)
    holders = await asyncio.gather(*(city.a_holder() for _ in range(3)))
    facts = {"statuses": [{"name": STATUS}]}
    for holder in holders:
        await city.make("decideCase", holder=holder, scheme=scheme, facts=facts)
    known = {"status": STATUS, "paper": "HEALTH_FUND_ATTEST", "outcome": "YES", "on": str(today())}
    await city.make("recordStatusSeen", holder=holders[0], **known)
    by = str(today() + timedelta(days=60))
    job = await city.make("draftRenewal", scheme=scheme, endsBy=by)
    assert (job["kind"], job["state"], job["total"], job["left"]) == ("RENEWAL", "DRAFT", 3, 3)
    would = {one["code"]: (one["rows"], one["message"]) for one in job["dryRun"]}
    assert {code: rows for code, (rows, _) in would.items()} == {"to_renew": 1, "proof_missing": 2}
    assert would["to_renew"][1] == "Het recht wordt verlengd."
    await city.make("stopJob", job=job["id"])
    await city.make("startJob", job=job["id"])
    done = await ended(city, job["id"])
    report = (await city.read("jobReport", job=job["id"]))["csv"]
    assert (done["done"], done["refused"]) == (1, 2), report
    assert report.count("proof_missing") == 2
    (renewed,) = await city.pages("schemeRights", holder=holders[0])
    (left,) = await city.pages("schemeRights", holder=holders[1])
    assert renewed["validUntil"] > left["validUntil"]
    missing = await city.do("startJob", job="00000000-0000-4000-8000-00000000000f")
    missing.refused("job_unknown")


async def test_a_job_is_followed_to_its_end(city: City) -> None:
    scheme = await a_scheme(city)
    tried = await bring_in(city, scheme, *(a_row(f"Zeynep{n}", 0) for n in "abcdefgh"), key=a_key())
    job, gateway = tried.body["job"], city.api.gateways[1]
    async with a_socket(gateway, city.token("clerk")) as socket, asyncio.timeout(90):
        following = socket.subscribe("jobProgress", network=city.id, job=job)
        told = [await anext(following)]
        await city.make("startJob", job=job)
        told += [one async for one in following]
    assert (told[0]["state"], told[0]["left"]) == ("DRAFT", 8)
    assert (told[-1]["state"], told[-1]["done"], told[-1]["left"]) == ("DONE", 8, 0)
    left = [one["left"] for one in told]
    assert left == sorted(left, reverse=True)
    async with a_socket(gateway, city.token()) as socket, asyncio.timeout(30):
        unknown = await socket.refused("jobProgress", network=city.id, job=str(uuid4()))
        assert unknown == ["job_unknown"]
    async with a_socket(gateway, city.token("provider")) as socket, asyncio.timeout(30):
        refused = await socket.refused("jobProgress", network=city.id, job=job)
        assert refused == ["not_allowed"]


async def test_a_draft_that_nobody_starts_keeps_nothing_after_its_term(
    city: City, talk: Talk
) -> None:
    scheme = await a_scheme(city)
    old, young = [
        (await bring_in(city, scheme, a_row("Zeynep"), "x;y", key=a_key())).body["job"]
        for _ in range(2)
    ]
    pool = await talk.database("gateway")
    await pool.execute(
        "update operations.jobs set made_at = made_at - interval '31 days' where key = $1", old
    )
    term = datetime.now(UTC) - timedelta(days=30)
    assert await lapse(Database(pool), term) >= 1
    held = "select count(input) from operations.job_rows where job = $1"
    assert [await pool.fetchval(held, job) for job in (old, young)] == [0, 1]
    over = await city.read("job", job=old)
    assert (over["state"], over["refused"], over["left"]) == ("DONE", 2, 0)
    report = (await city.read("jobReport", job=old))["csv"]
    assert "job_lapsed" in report
    assert "columns_wrong" in report
    assert (await city.make("startJob", job=old))["state"] == "DONE"
    assert (await city.read("job", job=young))["state"] == "DRAFT"
    assert await city.pages("holders") == []
