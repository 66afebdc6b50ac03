"""A copy of a proof: kept where the regulation says so, sealed, for who handles the application."""

import base64
from urllib.parse import quote, urlencode

import httpx2

from services.gateway.storage.proofs import drop_destroyed
from services.gateway.storage.reading import Bounds, Database, Row
from tests.flows.test_regulations import a_text, adopt
from tests.kit.city import City
from tests.kit.client import Json, Reply
from tests.kit.platform import RunningPlatform
from tests.kit.proofs import JPEG, MARK, PDF
from tests.kit.waiting import eventually

KEPT = a_text(deciding="{proofs: kept}")


async def a_file(city: City, text: str = KEPT, holders: int = 1) -> Json:
    """A draft in a scheme with this regulation."""
    scheme = (await adopt(city, text))["scheme"]
    persons = [await city.a_holder() for _ in range(holders)]
    return await city.make("saveDraft", scheme=scheme, holders=persons, content={})


async def bring(
    city: City, file: Json, content: bytes, *, role: str = "clerk", **more: str
) -> Reply:
    """Upload a copy."""
    asked = {"network": city.id, "key": "een", "application": file["id"], **more}
    kind = {"Proof-Kind": quote("loonbrief José")}
    return await city.api.send(
        f"/proofs?{urlencode(asked)}", city.token(role), content=content, headers=kind
    )


async def look(city: City, document: str, role: str = "clerk", **scope: str) -> httpx2.Response:
    """Ask for a copy."""
    return await city.api.file(f"/proofs/{document}", city.token(role, **scope), network=city.id)


def code(reply: Reply | httpx2.Response) -> tuple[int, str, str | None]:
    """Status, code and field of a refusal, which has a sentence."""
    status, said = (
        (reply.status, reply.body)
        if isinstance(reply, Reply)
        else (reply.status_code, reply.json())
    )
    assert said["message"]
    return status, said["code"], said["field"]


async def test_a_copy_is_kept_sealed_and_shown_to_who_handles_the_application(
    started: RunningPlatform, city: City
) -> None:
    file = await a_file(city)
    kept = await bring(city, file, PDF)
    assert kept.status == 200, kept.text
    assert (kept.body["mediaType"], kept.body["bytes"]) == ("application/pdf", len(PDF))
    again = await bring(city, file, PDF)
    assert again.body == kept.body
    assert code(await bring(city, file, JPEG)) == (400, "key_reused", "key")

    (proof,) = (await city.read("application", id=file["id"]))["proofs"]
    assert (proof["kind"], proof["document"]) == ("loonbrief José", kept.body["id"])
    shown = await look(city, kept.body["id"], "outreach_worker")
    assert (shown.status_code, shown.content) == (200, PDF)
    assert shown.headers["content-type"] == "application/pdf"
    assert shown.headers["content-disposition"].startswith("attachment;")
    assert shown.headers["x-content-type-options"] == "nosniff"
    officer = city.token("data_protection_officer")
    looks = await city.pages("accesses", token=officer, holder=file["holders"][0])
    assert (looks[-1]["operation"], looks[-1]["role"]) == ("proofDocument", "outreach_worker")

    for role in ("provider", "finance_officer", "data_protection_officer"):
        assert code(await look(city, kept.body["id"], role)) == (403, "not_allowed", None), role
    elsewhere = await look(city, kept.body["id"], municipality="11002")
    assert code(elsewhere) == (404, "proof_unknown", None)
    (row,) = await rows(started, city)
    assert MARK not in base64.b64decode(row["content"])


async def test_where_the_regulation_does_not_say_so_nothing_is_kept(
    started: RunningPlatform, city: City
) -> None:
    file = await a_file(city, a_text())
    assert code(await bring(city, file, PDF)) == (400, "proofs_not_kept", None)
    assert code(await bring(city, file, b"<html>")) == (400, "proof_type_unknown", "content")
    assert code(await bring(city, file, PDF + bytes(5_000_000))) == (
        413,
        "proof_too_large",
        "content",
    )
    assert (await city.read("application", id=file["id"]))["proofs"] == []
    assert await rows(started, city) == []


async def test_a_request_that_is_wrong_names_what_is_and_a_stranger_learns_nothing(
    city: City,
) -> None:
    file = await a_file(city)
    assert code(await bring(city, file, PDF, holder="x")) == (400, "uuid_invalid", "holder")
    assert code(await bring(city, file, PDF, naam="x")) == (400, "field_unknown", None)
    stranger = await city.a_holder()
    assert code(await bring(city, file, PDF, holder=stranger)) == (400, "holder_unknown", "holder")
    kept = (await bring(city, file, PDF)).body["id"]
    referrer = await city.a_provider(roles=["REFERRER"])
    sent = await look(city, kept, "outreach_worker", organisation=referrer)
    assert code(sent) == (404, "proof_unknown", None)
    nobody = await city.api.file(f"/proofs/{kept}", None, network=city.id)
    assert code(nobody) == (401, "not_signed_in", None)
    wrong = await city.api.file("/proofs/x", city.token(), network=city.id)
    assert code(wrong) == (400, "uuid_invalid", "proof")


async def test_a_copy_goes_with_the_application_and_with_the_person(
    started: RunningPlatform, city: City
) -> None:
    one, other = await a_file(city), await a_file(city, KEPT.replace("Vrijetijdspas", "Andere"))
    kept = [
        (await bring(city, file, PDF, key=key)).body["id"]
        for file, key in ((one, "a"), (other, "b"))
    ]
    officer = city.token("data_protection_officer")
    held = await city.read("personExport", token=officer, holder=other["holders"][0])
    (copy,) = held["data"]["proofs"]
    assert base64.b64decode(copy["content"]) == PDF
    assert base64.b64decode(held["pdf"]).startswith(b"%PDF-")

    await city.make("withdrawApplication", application=one["id"])
    await city.make("eraseHolder", holder=other["holders"][0])
    for document in kept:

        async def asked(document: str = document) -> httpx2.Response:
            return await look(city, document)

        gone = await eventually(asked, lambda reply: reply.status_code == 404, seconds=20)
        assert code(gone) == (404, "proof_unknown", None)

    database = await Database.connect(started.platform.dsn("gateway", "gateway"), 1, "test")
    try:

        async def left() -> list[Row]:
            await drop_destroyed(database)
            return await rows(started, city)

        await eventually(left, lambda found: found == [], seconds=20)
    finally:
        await database.close()


async def rows(started: RunningPlatform, city: City) -> list[Row]:
    """What lies at rest of a network."""
    database = await Database.connect(started.platform.dsn("gateway", "gateway"), 1, "test")
    try:
        return await database.fetch(Bounds(city.id), "select * from operations.proofs")
    finally:
        await database.close()
