"""Writes the MAGDA question GeefSociaalStatuut 03.00. Pure.

Written from its public schema: order of elements, lengths, which ones have a namespace.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from lxml import etree

SOAP: Final = "http://schemas.xmlsoap.org/soap/envelope/"
SERVICE: Final = "http://magda.vlaanderen.be/soczek/soap/geefsociaalstatuut/v03_00"
NAME, VERSION = "GeefSociaalStatuut", "03.00.0000"
STATUSES_MAX: Final = 8
_BRUSSELS: Final = ZoneInfo("Europe/Brussels")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who asks, as agreed with the source: at most 120 and 24 characters."""

    identification: str
    capacity: str

    def __post_init__(self) -> None:
        if not (1 <= len(self.identification) <= 120 and 1 <= len(self.capacity) <= 24):
            raise ValueError("a sender has an identification and a capacity of such lengths")


def question_xml(
    sender: Sender, *, reference: str, number: str, names: tuple[str, ...], on: date, at: datetime
) -> bytes:
    """The SOAP envelope of one question about one person.

    `reference` (at most 36 characters) comes back in the answer; `names` are the source's own
    names of 1 to 8 statuses.
    """
    assert 1 <= len(names) <= STATUSES_MAX
    assert 1 <= len(reference) <= 36
    local = at.astimezone(_BRUSSELS)
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soapenv": SOAP, "web": SERVICE})
    etree.SubElement(envelope, f"{{{SOAP}}}Header")
    body = etree.SubElement(envelope, f"{{{SOAP}}}Body")
    request = etree.SubElement(etree.SubElement(body, f"{{{SERVICE}}}{NAME}"), "Verzoek")
    context = etree.SubElement(request, "Context")
    _texts(context, {"Naam": NAME, "Versie": VERSION})
    message = etree.SubElement(context, "Bericht")
    _texts(message, {"Type": "VRAAG"})
    moment = etree.SubElement(message, "Tijdstip")
    _texts(moment, {"Datum": local.date().isoformat(), "Tijd": local.strftime("%H:%M:%S")})
    by = {
        "Identificatie": sender.identification,
        "Referte": reference,
        "Hoedanigheid": sender.capacity,
    }
    _texts(etree.SubElement(message, "Afzender"), by)
    asked = etree.SubElement(etree.SubElement(request, "Vragen"), "Vraag")
    _texts(asked, {"Referte": reference})
    criteria = etree.SubElement(etree.SubElement(asked, "Inhoud"), "Criteria")
    _texts(criteria, {"INSZ": number})
    statuses = etree.SubElement(criteria, "SocialeStatuten")
    for name in names:
        status = etree.SubElement(statuses, "SociaalStatuut")
        _texts(status, {"Naam": name})
        _texts(etree.SubElement(status, "Datum"), {"Datum": on.isoformat()})
    return etree.tostring(envelope, xml_declaration=True, encoding="UTF-8")


def _texts(parent: etree._Element, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        etree.SubElement(parent, name).text = text
