"""Writing to holders: one message for each cause, by her own way, and what waits for a person."""

import base64
import secrets
from uuid import UUID

import pytest

from services.gateway.api.delivering import MailPort, Port, SmsPort
from services.gateway.api.messenger import Messenger
from services.gateway.storage.keys import KeyChain
from services.gateway.storage.messages import read_message
from services.gateway.storage.outbox import Message, taken
from services.gateway.storage.reading import Bounds, Database
from tests.flows.test_regulations import a_text, adopt
from tests.kit.city import City, a_network
from tests.kit.client import Api, Json
from tests.kit.platform import RunningPlatform
from tests.kit.post_office import a_mail_server, an_sms_service
from tests.kit.waiting import eventually

SHOWN = {"statuses": [{"name": "increased_reimbursement"}]}
NOT_SHOWN: Json = {"statuses": []}


@pytest.fixture(scope="module")
async def city(api: Api) -> City:
    """One network for all of these: each has persons, cards and offers of its own."""
    return await a_network(api)


async def decided(city: City, facts: Json, **identity: str) -> str:
    """A person about whom was decided by a regulation; her id."""
    schemes = await city.pages("schemes")
    scheme = schemes[0]["id"] if schemes else (await adopt(city, a_text()))["scheme"]
    holder = await city.a_holder(**identity)
    await city.make("decideCase", holder=holder, scheme=scheme, facts=facts)
    return holder


async def messages(city: City, holder: str, **asked: str) -> list[Json]:
    """What was written to her, or will be."""
    return await city.pages("messages", holder=holder, **asked)


async def waiting(city: City, holder: str) -> Json:
    """The message that waits for a person."""

    async def look() -> list[Json]:
        return await messages(city, holder, messageState="WAITING")

    (found,) = await eventually(look, lambda shown: len(shown) == 1, seconds=20)
    return found


async def test_a_refusal_waits_as_a_letter_that_is_printed_and_posted(city: City) -> None:
    holder = await decided(city, NOT_SHOWN)
    message = await waiting(city, holder)
    assert (message["kind"], message["way"]) == ("REFUSED", "LETTER")
    letter = await city.read("printedLetter", message=message["id"])
    assert base64.b64decode(letter["pdf"]).startswith(b"%PDF-")
    assert letter["language"] == "nl"
    officer = city.token("data_protection_officer")
    looks = await city.pages("accesses", token=officer, holder=holder)
    assert looks[-1]["operation"] == "printedLetter"
    for _ in range(2):
        closed = await city.do("closeMessage", message=message["id"], messageEnd="SENT")
        assert closed.made["state"] == "SENT"
    late = await city.do("closeMessage", message=message["id"], messageEnd="DROPPED")
    late.refused("message_unknown")


async def test_a_right_is_told_now_and_its_end_a_month_ahead(city: City) -> None:
    holder = await decided(city, SHOWN)
    await waiting(city, holder)
    told, ahead = await messages(city, holder)
    assert (told["kind"], told["state"]) == ("GRANTED", "WAITING")
    assert (ahead["kind"], ahead["state"]) == ("EXPIRY_AHEAD", "QUEUED")
    assert ahead["after"] > told["after"]
    foreign = await city.api.query("messages", city.token("provider"), network=city.id)
    assert foreign.codes == ["not_allowed"]


async def test_a_rebuild_of_the_views_writes_to_nobody_again(
    started: RunningPlatform, city: City
) -> None:
    holder = await decided(city, NOT_SHOWN)
    await waiting(city, holder)
    before = await messages(city, holder)
    replay = started.command("replay", "--json")
    assert replay.returncode == 0, replay.stderr
    assert await messages(city, holder) == before


async def test_nobody_writes_to_who_was_erased_meanwhile(
    started: RunningPlatform, city: City
) -> None:
    holder = await decided(city, SHOWN)
    await waiting(city, holder)
    _told, ahead = await messages(city, holder)
    await city.make("eraseHolder", holder=holder)
    async with a_worker(started) as (worker, database):
        await worker.send(await a_message(database, city, ahead))
    assert (await messages(city, holder))[1]["state"] == "DROPPED"


async def test_what_was_sent_is_read_back_comes_back_and_goes_by_another_way(city: City) -> None:
    holder = await decided(city, NOT_SHOWN)
    message = await waiting(city, holder)
    too_soon = await city.do("returnMessage", message=message["id"])
    too_soon.refused("message_unknown")
    await city.make("closeMessage", message=message["id"], messageEnd="SENT")
    read = await city.read("messageText", message=message["id"])
    assert "Wij kunnen uw aanvraag niet goedkeuren." in read["text"]
    looks = await city.pages("accesses", token=city.token("data_protection_officer"), holder=holder)
    assert looks[-1]["operation"] == "messageText"
    back = await city.make("returnMessage", message=message["id"])
    assert (back["state"], back["closedBy"] is None) == ("RETURNED", False)
    nowhere = await city.do("resendMessage", message=message["id"], messageWay="CALL")
    nowhere.refused("way_not_usable")
    key = secrets.token_hex(8)
    again = [
        await city.make("resendMessage", message=message["id"], messageWay="REFERRER", key=key)
        for _ in range(2)
    ]
    assert again[0]["id"] == again[1]["id"] != message["id"]
    told = await waiting(city, holder)
    assert (told["id"], told["way"], told["againOf"]) == (again[0]["id"], "REFERRER", message["id"])
    first, _second = await messages(city, holder)
    assert (first["state"], first["way"]) == ("RETURNED", "LETTER")


async def test_a_letter_that_waits_need_not_be_posted_where_she_is_called_instead(
    city: City,
) -> None:
    holder = await decided(city, SHOWN)
    message = await waiting(city, holder)
    await city.make("setContact", holder=holder, channel="CALL", phone="+32470111111")
    await city.make("resendMessage", message=message["id"], messageWay="CALL")
    assert (await waiting(city, holder))["way"] == "CALL"
    ways = {(one["way"], one["state"]) for one in await messages(city, holder)}
    assert ways == {("LETTER", "DROPPED"), ("CALL", "WAITING"), (None, "QUEUED")}


async def test_a_missing_proof_is_named_in_the_letter_and_nowhere_outside(city: City) -> None:
    scheme = (await adopt(city, a_text()))["scheme"]
    holder = await city.a_holder()
    draft = await city.make("saveDraft", scheme=scheme, holders=[holder], content={})
    about = {"application": draft["id"]}
    await city.make("submitApplication", **about)
    await city.make("askProof", kinds=["incomes", "huurcontract"], until="2099-12-31", **about)
    message = await waiting(city, holder)
    read = await city.read("messageText", message=message["id"])
    assert "- een bewijs van inkomen\n\n- huurcontract" in read["text"]
    assert "inkomen" not in read["subject"] + read["sms"]
    letter = await city.read("printedLetter", message=message["id"])
    assert base64.b64decode(letter["pdf"]).startswith(b"%PDF-")


# -- by herself: a worker of the test's own, with servers of the test's own -----------------------


class a_worker:  # noqa: N801 - read as a sentence
    """A messenger beside those of the platform, on its real database, with these ports."""

    def __init__(self, started: RunningPlatform, **ports: Port) -> None:
        self._platform, self._ports = started.platform, ports

    async def __aenter__(self) -> tuple[Messenger, Database]:
        self._database = await Database.connect(self._platform.dsn("gateway", "gateway"), 2, "test")
        private = base64.b64decode(self._platform.secrets["GATEWAY_PRIVATE_KEY"])

        async def ends() -> dict[int, int]:
            return {}

        keys = KeyChain(self._database, private, ends)
        return Messenger(self._database, keys, self._ports), self._database

    async def __aexit__(self, *_problem: object) -> None:
        await self._database.close()


async def a_message(database: Database, city: City, shown: Json) -> Message:
    """A message as a worker takes it."""
    row = await read_message(database, Bounds(city.id), UUID(shown["id"]))
    assert row is not None
    return taken(row)


async def test_a_mail_goes_out_with_the_reasons_on_paper(
    started: RunningPlatform, city: City
) -> None:
    holder = await decided(city, NOT_SHOWN)
    message = await waiting(city, holder)
    await city.make(
        "setContact", holder=holder, channel="MAIL", mail="zoe@example.org", language="fr"
    )
    async with a_mail_server() as office:
        port = MailPort("127.0.0.1", office.port, "kaarten@heist.example", starttls=False)
        async with a_worker(started, mail=port) as (worker, database):
            await worker.send(await a_message(database, city, message))
    (mail,) = office.mails
    assert "zoe@example.org" in mail
    assert "brief.pdf" in mail
    (sent,) = await messages(city, holder)
    assert (sent["state"], sent["way"]) == ("SENT", "MAIL")


async def test_a_mail_that_was_cut_off_is_not_sent_again_by_itself(
    started: RunningPlatform, city: City
) -> None:
    holder = await decided(city, NOT_SHOWN)
    message = await waiting(city, holder)
    await city.make("setContact", holder=holder, channel="MAIL", mail="zoe@example.org")
    async with a_mail_server() as office:
        office.cut_off = True
        port = MailPort("127.0.0.1", office.port, "kaarten@heist.example", starttls=False)
        async with a_worker(started, mail=port) as (worker, database):
            await worker.send(await a_message(database, city, message))
    (unsure,) = await messages(city, holder)
    assert (unsure["state"], unsure["failure"]) == ("UNCERTAIN", "mail_away")


async def test_a_text_message_that_is_refused_for_good_becomes_a_letter(
    started: RunningPlatform, city: City
) -> None:
    holder = await decided(city, SHOWN)
    message = await waiting(city, holder)
    await city.make("setContact", holder=holder, channel="SMS", phone="+32470000000")
    async with an_sms_service() as office:
        port = SmsPort(f"http://127.0.0.1:{office.port}/", secrets.token_hex(8))
        async with a_worker(started, sms=port) as (worker, database):
            one = await a_message(database, city, message)
            office.refuse = "400 Bad Request"
            await worker.send(one)
            assert (await messages(city, holder))[0]["way"] == "LETTER"
            office.refuse = None
            await worker.send(one)
    assert [text["to"] for text in office.texts] == ["+32470000000"]
    assert "Vrijetijdspas" not in office.texts[0]["text"]


async def test_who_wants_to_be_called_is_on_the_list(started: RunningPlatform, api: Api) -> None:
    city = await a_network(api)
    holder = await decided(city, SHOWN, familyName="Vandebelle")
    message = await waiting(city, holder)
    await city.make("setContact", holder=holder, channel="CALL", phone="+32470111111")
    async with a_worker(started) as (worker, database):
        await worker.send(await a_message(database, city, message))
    shown = await city.read("callList", token=city.token("outreach_worker"))
    assert shown["rows"] == 1
    _head, line = shown["csv"].splitlines()
    assert line.split(";")[1:3] == ["'+32470111111", "Uw kaart"]
    assert "Vandebelle" in line
