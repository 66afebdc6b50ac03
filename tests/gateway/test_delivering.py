"""Mail and text messages, spoken to servers of the tests' own: sent, refused, cut off."""

import email
from email.policy import default
from uuid import uuid4

import pytest

from services.gateway.api.delivering import MailPort, NotDelivered, SmsPort, ports_of
from services.gateway.domain.letter import Letter
from services.gateway.settings import GatewaySettings
from tests.kit.post_office import a_mail_server, an_sms_service

LETTER = Letter(
    subject="Uw kaart",
    greeting="Beste Zoë Yıldız",
    lines=("Uw aanvraag is goedgekeurd.",),
    appeal=(),
    closing="Met vriendelijke groeten",
    signature="Netwerk Heist",
    sms="Er is nieuws over uw kaart.",
    listed=(),
)


def a_mail_port(port: int) -> MailPort:
    return MailPort("127.0.0.1", port, "kaarten@heist.example", starttls=False)


async def test_a_mail_arrives_with_its_letter() -> None:
    async with a_mail_server() as office:
        key = str(uuid4())
        await a_mail_port(office.port).send(key, "zoe@example.org", LETTER, b"%PDF-1.7 test")
    (taken,) = office.mails
    mail = email.message_from_bytes(taken.encode(), policy=default)
    assert (mail["Subject"], mail["To"]) == ("Uw kaart", "zoe@example.org")
    assert mail["Message-ID"] == f"<{key}@heist.example>"
    body = mail.get_body()
    assert body is not None
    assert "Beste Zoë Yıldız" in body.get_content()
    (paper,) = mail.iter_attachments()
    assert (paper.get_filename(), paper.get_content_type()) == ("brief.pdf", "application/pdf")


@pytest.mark.parametrize(("answer", "for_good"), [("550 unknown", True), ("451 later", False)])
async def test_an_address_that_is_refused_is_said(answer: str, *, for_good: bool) -> None:
    async with a_mail_server() as office:
        office.refuse = answer
        with pytest.raises(NotDelivered) as why:
            await a_mail_port(office.port).send("k", "nobody@example.org", LETTER, None)
    assert (why.value.code, why.value.for_good, why.value.unsure) == (
        "address_refused",
        for_good,
        False,
    )
    assert office.mails == []


async def test_a_mail_that_was_cut_off_may_have_left() -> None:
    async with a_mail_server() as office:
        office.cut_off = True
        with pytest.raises(NotDelivered) as why:
            await a_mail_port(office.port).send("k", "zoe@example.org", LETTER, None)
    assert (why.value.code, why.value.unsure) == ("mail_away", True)


async def test_a_server_that_is_away_took_nothing() -> None:
    async with a_mail_server() as office:
        port = office.port
    with pytest.raises(NotDelivered) as why:
        await a_mail_port(port).send("k", "zoe@example.org", LETTER, None)
    assert (why.value.code, why.value.unsure, why.value.for_good) == ("mail_away", False, False)


async def test_a_text_message_says_the_short_text_and_once() -> None:
    async with an_sms_service() as office:
        port = SmsPort(f"http://127.0.0.1:{office.port}/messages", "secret")
        for _ in range(2):
            await port.send("key-1", "+32470000000", LETTER, None)
    assert office.texts == [{"to": "+32470000000", "text": "Er is nieuws over uw kaart."}]


@pytest.mark.parametrize(
    ("answer", "code", "for_good"),
    [
        ("400 Bad Request", "sms_refused", True),
        ("429 Too Many Requests", "sms_away", False),
        ("503 Service Unavailable", "sms_away", False),
    ],
)
async def test_a_refused_text_message_says_whether_to_try_again(
    answer: str, code: str, *, for_good: bool
) -> None:
    async with an_sms_service() as office:
        office.refuse = answer
        port = SmsPort(f"http://127.0.0.1:{office.port}/messages", "secret")
        with pytest.raises(NotDelivered) as why:
            await port.send("key-1", "+32470000000", LETTER, None)
    assert (why.value.code, why.value.for_good) == (code, for_good)


def test_what_is_not_told_is_not_there() -> None:
    bare = GatewaySettings.model_construct(mail_host="", sms_url="")
    assert ports_of(bare) == {}
    told = GatewaySettings.model_construct(
        mail_host="post.example", sms_url="https://sms.example", sms_token="t"
    )
    assert set(ports_of(told)) == {"mail", "sms"}
