"""A MAGDA of the tests' own: TLS with certificates on both sides, its checks, errors and outages.

It judges a request by what the public schema of GeefSociaalStatuut 03.00 demands, in its own
words, and answers as documented. Every answer here is invented; numbers are test numbers.
"""

import asyncio
import contextlib
import re
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import trustme
from lxml import etree

from tests.kit.magda_answers import SERVICE, SOAP, Asked, Person, answer, fault


class Faulty(ValueError):
    """The request is not what the schema demands."""


@dataclass
class Certificates:
    """Files of an authority, of the server's own, and of who may ask."""

    authority: str
    server: trustme.LeafCert
    certificate: str
    key: str
    stranger_certificate: str
    stranger_key: str
    ca: trustme.CA


def certificates(folder: Path) -> Certificates:
    """Fresh certificates; the stranger's come from an authority that nobody trusts."""
    ca, other = trustme.CA(), trustme.CA()
    client, stranger = ca.issue_cert("clients.example.org"), other.issue_cert("x.example.org")
    paths = {}
    for name, content in (
        ("ca", ca.cert_pem),
        ("client", client.cert_chain_pems[0]),
        ("client-key", client.private_key_pem),
        ("stranger", stranger.cert_chain_pems[0]),
        ("stranger-key", stranger.private_key_pem),
    ):
        path = folder / f"{name}.pem"
        content.write_to_path(str(path))
        paths[name] = str(path)
    return Certificates(
        authority=paths["ca"],
        server=ca.issue_cert("127.0.0.1", "localhost"),
        certificate=paths["client"],
        key=paths["client-key"],
        stranger_certificate=paths["stranger"],
        stranger_key=paths["stranger-key"],
        ca=ca,
    )


class MagdaServer:
    """Serves on a free port of this machine. `asked` is what it was asked, in order.

    `heard` is set with the first. `raw` answers in place of the source: a whole HTTP response.
    `delay` holds answers back until it is set. `away` closes connections without a word.
    """

    def __init__(self, certificates: Certificates) -> None:
        self.persons: dict[str, Person] = {}
        self.asked: list[Asked] = []
        self.connections = 0
        self.raw: bytes | None = None
        self.delay: asyncio.Event | None = None
        self.away = False
        self.heard = asyncio.Event()
        self._open: set[asyncio.StreamWriter] = set()
        self._certificates = certificates
        self._server: asyncio.Server

    async def __aenter__(self) -> "MagdaServer":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._certificates.server.configure_cert(context)
        self._certificates.ca.configure_trust(context)
        context.verify_mode = ssl.CERT_REQUIRED
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=context)
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _problem: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._server.close()
        for writer in self._open:
            writer.transport.abort()

    @property
    def url(self) -> str:
        """Where it is."""
        return f"https://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/magda"

    def settings(self) -> dict[str, str]:
        """What cards is told to ask it."""
        told = {
            "URL": self.url,
            "AUTHORITY": self._certificates.authority,
            "CERTIFICATE": self._certificates.certificate,
            "KEY": self._certificates.key,
            "IDENTIFICATION": "stad.example.org/samenspel",
            "CAPACITY": "vrijetijd",
        }
        return {f"SAMENSPEL_STATUS_MAGDA_{name}": text for name, text in told.items()}

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._open.add(writer)
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            async for content in _requests(reader):
                if self.away:
                    break
                answer = self._answer(content)
                if self.delay is not None:
                    await self.delay.wait()
                writer.write(self.raw if self.raw is not None else answer)
                await writer.drain()
                if self.raw is not None:
                    break
        self._open.discard(writer)
        writer.close()

    def _answer(self, content: bytes) -> bytes:
        try:
            asked = judged(content)
        except Faulty as problem:
            return response(500, fault(str(problem)))
        self.asked.append(asked)
        self.heard.set()
        return response(200, answer(asked, self.persons.get(asked.number, Person())))


async def _requests(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    while head := await reader.readuntil(b"\r\n\r\n"):
        lines = head.decode("latin-1").split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
        assert lines[0].startswith("POST "), lines[0]
        assert headers["content-type"].startswith("text/xml"), headers
        assert "soapaction" in headers
        yield await reader.readexactly(int(headers["content-length"]))


def response(status: int, content: bytes) -> bytes:
    """A whole HTTP response."""
    head = f"HTTP/1.1 {status} X\r\nContent-Type: text/xml\r\nContent-Length: {len(content)}\r\n"
    return head.encode() + b"\r\n" + content


# -- what the schema demands of a request -----------------------------------------------------


def judged(content: bytes) -> Asked:
    """Read a request by what the schema demands. Raises Faulty."""
    try:
        root = etree.fromstring(content)
    except etree.XMLSyntaxError:
        raise Faulty("no XML") from None
    header, body = _in_order(root, f"{{{SOAP}}}Envelope", f"{{{SOAP}}}Header", f"{{{SOAP}}}Body")
    del header
    (service,) = _in_order(body, body.tag, f"{{{SERVICE}}}GeefSociaalStatuut")
    (request,) = _in_order(service, service.tag, "Verzoek")
    context, questions = _in_order(request, "Verzoek", "Context", "Vragen")
    sender, capacity, reference = _context(context)
    (question,) = _in_order(questions, "Vragen", "Vraag")
    own, inner = _in_order(question, "Vraag", "Referte", "Inhoud")
    _text(own, r".{1,36}")
    (criteria,) = _in_order(inner, "Inhoud", "Criteria")
    number, statuses = _in_order(criteria, "Criteria", "INSZ", "SocialeStatuten")
    names, days = [], set()
    for status in statuses:
        name, day = _in_order(status, "SociaalStatuut", "Naam", "Datum")
        (inner_day,) = _in_order(day, "Datum", "Datum")
        names.append(_text(name, r".{1,120}"))
        days.add(_text(inner_day, r"\d{4}-\d{2}-\d{2}"))
    if not 1 <= len(names) <= 8 or len(days) != 1:
        raise Faulty("1 to 8 statuses")
    return Asked(
        number=_text(number, r"[0-9]{11}"),
        names=tuple(names),
        on=days.pop(),
        sender=sender,
        capacity=capacity,
        reference=own.text or reference,
    )


def _context(context: etree._Element) -> tuple[str, str, str]:
    name, version, message = _in_order(context, "Context", "Naam", "Versie", "Bericht")
    _text(name, "GeefSociaalStatuut")
    _text(version, r"03\.00\.0000")
    kind, moment, sender = _in_order(message, "Bericht", "Type", "Tijdstip", "Afzender")
    _text(kind, "VRAAG")
    day, time = _in_order(moment, "Tijdstip", "Datum", "Tijd")
    _text(day, r"[0-29][0-9]{3}-[01][0-9]-[0-3][0-9]")
    _text(time, r"[0-2][0-9]:[0-5][0-9](:[0-5][0-9](\.[0-9]{3})?)?")
    who, reference, capacity = _in_order(
        sender, "Afzender", "Identificatie", "Referte", "Hoedanigheid"
    )
    return _text(who, r".{1,120}"), _text(capacity, r".{1,24}"), _text(reference, r".{1,36}")


def _in_order(parent: etree._Element, tag: str, *names: str) -> list[etree._Element]:
    inner = list(parent.iterchildren("*"))
    if parent.tag != tag or tuple(child.tag for child in inner) != names:
        raise Faulty(f"{tag} has not {names}")
    return inner


def _text(element: etree._Element, pattern: str) -> str:
    text = element.text or ""
    if re.fullmatch(pattern, text) is None:
        raise Faulty(f"{element.tag} is not {pattern}")
    return text
