"""Status lists over the real platform: a dry run, a run, and a report that names nobody."""

import csv
import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.kit.city import City, a_network, today
from tests.kit.client import Api, Json, Reply, a_key
from tests.kit.everything import finds, kafka_records, table_rows
from tests.kit.magda_answers import a_number
from tests.kit.regulations import document_data
from tests.kit.waiting import eventually

STATUS = "increased_reimbursement"
HEAD = "rijksregisternummer;statuut;antwoord;van;tot en met"
SURNAME = "Vandekerckhove"
NEXT = f"{today().year + 1}-06-30"


async def a_scheme(city: City, *modes: str) -> str:
    """A scheme for who holds the status by a source; its id."""
    status = {"kind": "status", "any_of": [STATUS], "evidence": ["authentic"]}
    route = {"name": "status", "title": "Statuut", "conditions": [status]}
    validity = {"term": {"kind": "months", "months": 1}, "renewable_days_before": 40}
    changes: Json = {"deciding": {"modes": modes or ["automatic"]}, "validity": validity}
    document = document_data(route, scheme="Kansenpas", **changes)
    return str((await city.make("adoptRegulation", document=json.dumps(document)))["scheme"])


async def bring_in(
    city: City, scheme: str, *rows: str, head: str = HEAD, role: str = "clerk", **query: str
) -> Reply:
    """A list comes in; the reply."""
    asked = {
        "kind": "status_list",
        "network": city.id,
        "key": a_key(),
        "scheme": scheme,
        "legalBasis": "general_authorisation",
        "deliberation": "18/123",
        **query,
    }
    path = "/imports?" + "&".join(f"{name}={value}" for name, value in asked.items() if value)
    content = "\r\n".join((head, *rows)).encode()
    return await city.api.send(path, city.token(role), content=content)


async def run(city: City, job: str) -> tuple[Json, dict[int, list[str]]]:
    """The job, taken to its end, and its report by row."""
    await city.make("startJob", job=job)

    async def look() -> Json:
        return dict(await city.read("job", job=job))

    done = await eventually(look, lambda one: one["state"] == "DONE", seconds=90)
    return done, await report(city, job)


async def report(city: City, job: str) -> dict[int, list[str]]:
    """What became of each row."""
    text = (await city.read("jobReport", job=job))["csv"]
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"))[1:]
    return {int(row[0]): row[1:] for row in rows}


def counts(said: Any) -> dict[str, int]:
    """How many rows come to what."""
    return {one["code"]: one["rows"] for one in said}


async def right_of(city: City, holder: str) -> Json:
    """Her right, once it is there."""

    async def look() -> list[Json]:
        return await city.pages("schemeRights", holder=holder)

    return (await eventually(look, lambda found: len(found) == 1))[0]


@dataclass(frozen=True)
class Listed:
    """Six rows: known, unknown, a wrong check digit, double, expired, a secret address."""

    holder: str
    hidden: str
    late: str
    rows: tuple[str, ...]


async def six_rows(city: City) -> Listed:
    """The persons of it, and its rows."""
    known, secret, expired = a_number(), a_number(), a_number()
    holder = await city.a_holder(nationalNumber=known)
    hidden = await city.a_holder(nationalNumber=secret)
    late = await city.a_holder(nationalNumber=expired)
    await city.make("setAddressSecret", holder=hidden, secret=True)
    wrong = known[:-2] + f"{(int(known[-2:]) + 1) % 97:02d}"
    rows = (
        f"{known};vt;ja;;{NEXT}",
        f"{a_number()};vt;ja;;{NEXT}",
        f"{wrong};vt;ja;;{NEXT}",
        f"{known};vt;ja;;{NEXT}",
        f"{expired};vt;ja;2020-01-01;2020-12-31",
        f"{secret};vt;ja;;{NEXT}",
    )
    return Listed(holder, hidden, late, rows)


async def test_a_dry_run_tells_of_every_row_and_changes_nothing(city: City) -> None:
    listed = await six_rows(city)
    tried = await bring_in(city, await a_scheme(city), *listed.rows)
    assert tried.status == 200, tried.text
    told = {(one["row"], one["code"]) for one in tried.body["problems"]}
    assert told == {(4, "national_number_invalid"), (5, "row_repeated")}
    would = {one["row"]: one["code"] for one in tried.body["results"]}
    assert would == {2: "to_grant", 3: "person_unknown", 6: "unchanged", 7: "to_grant"}
    assert counts(tried.body["counts"]) == {"to_grant": 2, "person_unknown": 1, "unchanged": 1}
    job = tried.body["job"]
    draft = await city.read("job", job=job)
    assert (draft["kind"], draft["state"], draft["total"]) == ("STATUS_LIST", "DRAFT", 6)
    assert counts(draft["dryRun"]) == counts(tried.body["counts"])
    assert (await report(city, job))[2][:3] == ["nog niet uitgevoerd", "", "to_grant"]
    for who in (listed.holder, listed.hidden, listed.late):
        assert await city.pages("schemeRights", holder=who) == []
        assert await city.pages("statusQuestions", holder=who) == []


async def test_a_list_is_run_row_by_row_and_the_rights_follow(city: City) -> None:
    listed, scheme = await six_rows(city), await a_scheme(city)
    tried = await bring_in(city, scheme, *listed.rows)
    done, told = await run(city, tried.body["job"])
    assert (done["done"], done["refused"]) == (3, 3)
    assert (told[2][:3], told[2][-1]) == (["gelukt", "", "to_grant"], listed.holder)
    assert told[3][:3] == ["niet gelukt", "statuut", "person_unknown"]
    assert told[6][:3] == ["gelukt", "", "unchanged"]
    assert told[7][-1] == listed.hidden
    for who in (listed.holder, listed.hidden):
        assert (await right_of(city, who))["validUntil"] > str(today())
        (decision,) = await city.pages("decisions", holder=who)
        assert (decision["outcome"], decision["channel"]) == ("ENTITLED", "STATUS_LIST")
    assert await city.pages("schemeRights", holder=listed.late) == []
    (entry,) = await city.pages("statusQuestions", holder=listed.late)
    assert (entry["source"], entry["outcome"], entry["until"]) == (
        "STATUS_LIST",
        "YES",
        "2020-12-31",
    )
    register = await city.pages("statusRegister", token=city.token("data_protection_officer"))
    assert {one["deliberation"] for one in register} == {"18/123"}
    assert {one["askedBy"] for one in register} == {"clerk"}
    again = await bring_in(city, scheme, listed.rows[0], listed.rows[5])
    assert counts(again.body["counts"]) == {"to_renew": 2}, "forty days before its end"


async def test_who_is_unknown_can_be_registered_with_what_the_list_holds(city: City) -> None:
    scheme, number, bare = await a_scheme(city), a_number(), a_number()
    head = "naam;voornaam;geboortedatum;" + HEAD
    rows = (f"{SURNAME};Zeynep;1990-05-17;{number};vt;ja;;{NEXT}", f";;;{bare};vt;ja;;{NEXT}")
    tried = await bring_in(
        city, scheme, *rows, head=head, register="true", municipality=city.municipality
    )
    assert counts(tried.body["counts"]) == {"to_register": 1, "person_unknown": 1}
    assert await city.pages("holders") == []
    done, told = await run(city, tried.body["job"])
    assert (done["done"], done["refused"]) == (1, 1)
    assert told[3][2] == "person_unknown"
    (holder,) = await city.pages("holders")
    assert (holder["familyName"], told[2][-1]) == (SURNAME, holder["id"])
    await right_of(city, holder["id"])
    secret = {"number": number, "other number": bare, "surname": SURNAME}
    for reader in (kafka_records, table_rows):
        async for place, piece in reader(city.api.platform):
            assert finds(piece, secret) == set(), place


@pytest.fixture(scope="module")
async def in_town(api: Api) -> tuple[City, str]:
    """A network with a scheme, to which no list ever comes."""
    city = await a_network(api)
    return city, await a_scheme(city)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"legalBasis": "consent"}, "legal_basis_missing", "legalBasis"),
        ({"legalBasis": ""}, "field_missing", "legalBasis"),
        ({"deliberation": ""}, "legal_basis_missing", "legalBasis"),
        ({"deliberation": "achttien"}, "deliberation_invalid", "deliberation"),
        ({"on": "2026-02-30"}, "date_invalid", "on"),
        ({"register": "ja"}, "value_invalid", "register"),
        ({"kind": "other"}, "value_invalid", "kind"),
        ({"status": STATUS}, "field_unknown", None),
    ],
)
async def test_a_list_without_ground_or_with_a_wrong_question_is_refused(
    in_town: tuple[City, str], changes: Json, code: str, field: str | None
) -> None:
    reply = await bring_in(*in_town, f"{a_number()};vt;ja;;", **changes)
    assert (reply.status, reply.body["code"], reply.body["field"]) == (400, code, field)


async def test_a_list_is_for_automatic_granting_only_and_for_staff(city: City) -> None:
    row = f"{a_number()};vt;ja;;"
    refused = await bring_in(city, await a_scheme(city, "application"), row)
    assert (refused.status, refused.body["code"]) == (400, "not_automatic")
    provider = await bring_in(city, await a_scheme(city), row, role="provider")
    assert (provider.status, provider.body["code"]) == (403, "not_allowed")


async def test_who_works_for_one_municipality_learns_of_nobody_of_another(api: Api) -> None:
    city = await a_network(api, size=2)
    scheme, number = await a_scheme(city), a_number()
    holder = await city.a_holder(nationalNumber=number)
    here, there = city.municipalities
    row = f"{number};vt;ja;;{NEXT}"
    for municipality, code in ((there, "person_unknown"), (here, "to_grant")):
        token = city.token("clerk", municipality=municipality)
        path = (
            f"/imports?kind=status_list&network={city.id}&key={a_key()}&scheme={scheme}"
            "&legalBasis=council_decision&deliberation=20/1"
        )
        tried = await api.send(path, token, content=f"{HEAD}\n{row}\n".encode())
        assert counts(tried.body["counts"]) == {code: 1}
        done, told = await run(city, tried.body["job"])
        assert (told[2][-1] == holder) == (municipality == here), done


async def test_who_holds_which_status_goes_out_with_a_reason_and_is_written_down(
    city: City,
) -> None:
    holder, other = await city.a_holder(), await city.a_holder()
    seen = {"status": STATUS, "paper": "HEALTH_FUND_ATTEST", "on": str(today()), "until": NEXT}
    await city.make("recordStatusSeen", holder=holder, outcome="YES", **seen)
    await city.make("recordStatusSeen", holder=other, outcome="NO", **seen)
    officer, begun = city.token("data_protection_officer"), datetime.now(UTC).isoformat()
    out = await city.read("statusList", token=officer, exportReason="CONTROL")
    lines = list(csv.reader(io.StringIO(out["csv"]), delimiter=";"))
    assert lines[0][4:] == ["statuut", "gekend door", "tot en met"]
    (line,) = lines[1:]
    assert line[4:] == ["verhoogde tegemoetkoming", "bewijs op papier", NEXT]
    assert out["rows"] == 2
    looked = await city.pages("accesses", token=officer, holder=other, since=begun)
    assert [(one["operation"], one["reason"]) for one in looked] == [("statusList", "control")]
    refused = await city.api.query(
        "statusList", city.token("clerk"), network=city.id, exportReason="CONTROL"
    )
    assert refused.codes == ["not_allowed"]
