"""The ports by which messages leave: mail over SMTP, text messages over an HTTP service.

Both are told by settings; what is not told is not there, and its messages go by letter.
"""

import asyncio
import smtplib
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Protocol

import httpx2

from services.gateway.domain.letter import Letter
from services.gateway.settings import GatewaySettings

TIMEOUT_S = 20.0


class NotDelivered(Exception):
    """It did not leave. `for_good`: another attempt would end the same; `unsure`: it may have
    left all the same."""

    def __init__(self, code: str, *, for_good: bool = False, unsure: bool = False) -> None:
        super().__init__(code)
        self.code, self.for_good, self.unsure = code, for_good, unsure


class Port(Protocol):
    """A way by which this installation sends by itself."""

    async def send(self, key: str, to: str, letter: Letter, document: bytes | None) -> None:
        """Send one message. The same `key` is the same message. Raises NotDelivered."""


@dataclass(frozen=True)
class MailPort:
    """SMTP, spoken in a thread. `sender` is an address of the network's administration."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    starttls: bool = True

    async def send(self, key: str, to: str, letter: Letter, document: bytes | None) -> None:
        """As plain text, with the document where there is one."""
        mail = EmailMessage()
        mail["Message-ID"] = f"<{key}@{self.sender.rpartition('@')[2]}>"
        mail["From"], mail["To"], mail["Subject"] = self.sender, to, letter.subject
        mail.set_content(letter.text)
        if document is not None:
            mail.add_attachment(
                document, maintype="application", subtype="pdf", filename="brief.pdf"
            )
        await asyncio.to_thread(self._speak, mail)

    def _speak(self, mail: EmailMessage) -> None:
        begun = False
        try:
            with smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_S) as server:
                if self.starttls:
                    server.starttls()
                if self.user:
                    server.login(self.user, self.password)
                begun = True
                server.send_message(mail)
                begun = False
        except smtplib.SMTPRecipientsRefused as why:
            for_good = all(code >= 500 for code, _ in why.recipients.values())
            raise NotDelivered("address_refused", for_good=for_good) from None
        except smtplib.SMTPResponseException as why:
            for_good = 500 <= why.smtp_code < 600
            raise NotDelivered("mail_refused", for_good=for_good) from None
        except (OSError, smtplib.SMTPException):
            # Cut off while it was handed over: the server may have it.
            raise NotDelivered("mail_away", unsure=begun) from None


@dataclass(frozen=True)
class SmsPort:
    """An HTTP service that takes {"to", "text"}; the key makes a second attempt harmless."""

    url: str
    token: str

    async def send(self, key: str, to: str, letter: Letter, document: bytes | None) -> None:
        """Only the short text: a screen shows it to whoever is near."""
        assert document is None
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key}
        try:
            async with httpx2.AsyncClient(timeout=TIMEOUT_S) as http:
                answer = await http.post(
                    self.url, json={"to": to, "text": letter.sms}, headers=headers
                )
        except (httpx2.HTTPError, OSError):
            raise NotDelivered("sms_away") from None
        if answer.status_code in (408, 425, 429) or answer.status_code >= 500:
            raise NotDelivered("sms_away")
        if answer.status_code >= 400:
            raise NotDelivered("sms_refused", for_good=True)


def ports_of(settings: GatewaySettings) -> dict[str, Port]:
    """The ways that the settings tell of."""
    ports: dict[str, Port] = {}
    if settings.mail_host:
        ports["mail"] = MailPort(
            host=settings.mail_host,
            port=settings.mail_port,
            sender=settings.mail_sender,
            user=settings.mail_user,
            password=settings.mail_password,
            starttls=settings.mail_starttls,
        )
    if settings.sms_url:
        ports["sms"] = SmsPort(settings.sms_url, settings.sms_token)
    return ports
