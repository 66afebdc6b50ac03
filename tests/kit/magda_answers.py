"""What a MAGDA of the tests' own answers, as documented. Everything is invented."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from uuid import uuid4

SOAP: Final = "http://schemas.xmlsoap.org/soap/envelope/"
SERVICE: Final = "http://magda.vlaanderen.be/soczek/soap/geefsociaalstatuut/v03_00"


def a_number() -> str:
    """A test number that nobody else has: its month is raised by 60."""
    base = f"6266{uuid4().int % 28 + 1:02d}{uuid4().int % 998 + 1:03d}"
    return f"{base}{97 - int(base) % 97:02d}"


@dataclass(frozen=True)
class Held:
    """One status in an answer: 1 or 0, with the periods that it holds."""

    code: str = "1"
    periods: tuple[tuple[str, str | None], ...] = ()


@dataclass(frozen=True)
class Person:
    """What the source knows of one number: statuses by its own names, or how it fails.

    `error` is (Identificatie, Oorsprong, Type); `early`: it concerns the whole request.
    `leaves_out` are statuses that a partial answer says nothing about.
    """

    held: Mapping[str, Held] = field(default_factory=dict)
    error: tuple[str, str, str] | None = None
    early: bool = False
    leaves_out: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Asked:
    """A request as the server read it."""

    number: str
    names: tuple[str, ...]
    on: str
    sender: str
    capacity: str
    reference: str


def fault(reason: str) -> bytes:
    """A SOAP fault."""
    return _envelope(
        "<soapenv:Fault><faultcode>soapenv:Client</faultcode>"
        f"<faultstring>{_escaped(reason)}</faultstring></soapenv:Fault>"
    )


def answer(asked: Asked, person: Person) -> bytes:
    """The answer to one question."""
    if person.error is not None and person.early:
        return _reply(asked, "", _exceptions(person.error))
    if person.error is not None and person.error[2] == "FOUT":
        inner = _exceptions(person.error)
    else:
        warned = _exceptions(person.error) if person.error else ""
        inner = f"<Inhoud>{_person(asked, person)}</Inhoud>{warned}"
    answers = f"<Antwoord><Referte>{asked.reference}</Referte>{inner}</Antwoord>"
    return _reply(asked, f"<Antwoorden>{answers}</Antwoorden>", "")


def _person(asked: Asked, person: Person) -> str:
    said = "".join(
        _status(name, person.held.get(name, Held("0")))
        for name in asked.names
        if name not in person.leaves_out
    )
    return (
        f"<Persoon><INSZ>{asked.number}</INSZ><SocialeStatuten>{said}</SocialeStatuten></Persoon>"
    )


def _status(name: str, held: Held) -> str:
    words = "Van toepassing" if held.code == "1" else "Niet van toepassing"
    periods = "".join(
        f"<Periode><Begindatum>{begin}</Begindatum>"
        + (f"<Einddatum>{end}</Einddatum>" if end else "")
        + "</Periode>"
        for begin, end in held.periods
    )
    return (
        f"<SociaalStatuut><Naam>{name}</Naam><Resultaat><Code>{held.code}</Code>"
        f"<Omschrijving>{words}</Omschrijving></Resultaat>"
        + (f"<Periodes>{periods}</Periodes>" if periods else "")
        + "</SociaalStatuut>"
    )


def _exceptions(error: tuple[str, str, str]) -> str:
    code, origin, kind = error
    return (
        "<Uitzonderingen><Uitzondering>"
        f"<Identificatie>{code}</Identificatie><Oorsprong>{origin}</Oorsprong><Type>{kind}</Type>"
        "<Diagnose>verzonnen voor een test</Diagnose></Uitzondering></Uitzonderingen>"
    )


def _reply(asked: Asked, answers: str, exceptions: str) -> bytes:
    return _envelope(
        f'<v:GeefSociaalStatuutResponse xmlns:v="{SERVICE}"><Repliek><Context>'
        "<Naam>GeefSociaalStatuut</Naam><Versie>03.00.0000</Versie><Bericht><Type>ANTWOORD</Type>"
        "<Tijdstip><Datum>2026-07-01</Datum><Tijd>12:00:00.000</Tijd></Tijdstip>"
        "<Afzender><Identificatie>test</Identificatie><Referte>test-1</Referte></Afzender>"
        f"<Ontvanger><Identificatie>{_escaped(asked.sender)}</Identificatie></Ontvanger>"
        f"</Bericht></Context>{answers}{exceptions}</Repliek></v:GeefSociaalStatuutResponse>"
    )


def _envelope(inner: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<soapenv:Envelope xmlns:soapenv="{SOAP}"><soapenv:Header/>'
        f"<soapenv:Body>{inner}</soapenv:Body></soapenv:Envelope>"
    ).encode()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
