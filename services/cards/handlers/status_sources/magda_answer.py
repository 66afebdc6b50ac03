"""Reads the answers of MAGDA GeefSociaalStatuut 03.00, strictly. Pure.

No entities, no document type, nothing fetched. Only yes, no or not known leaves this module,
with the end of the period: the names of statuses and all details stay behind.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from lxml import etree

from services.cards.handlers.status_sources.magda_request import SERVICE, SOAP
from services.cards.handlers.status_sources.port import FailureCode, Outcome
from services.cards.handlers.status_sources.summing import Told, summed

RESPONSE: Final = f"{{{SERVICE}}}GeefSociaalStatuutResponse"
NUMBER_UNKNOWN: Final = ("30003", "KSZ")
"""MAGDA: "Onbestaande INSZ"."""
NOTHING_FOUND: Final = ("30001", "KSZ")
"""MAGDA: "Geen gegevens gevonden voor de vraag"."""
_DATE: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(Z|[+-]\d{2}:\d{2})?")


class Unusable(ValueError):
    """The answer is not one to this question."""


@dataclass(frozen=True, slots=True)
class Said:
    """What an answer says: an outcome, or why there is none."""

    outcome: Outcome | None = None
    until: date | None = None
    code: FailureCode | None = None
    again: bool = False


def read_answer(
    content: bytes,
    *,
    reference: str,
    number: str,
    names: Collection[str],
    on: date,
    refusals: Collection[str] = (),
) -> Said:
    """What the source says to one question. Raises Unusable.

    `refusals` are the source's codes that mean: you may not ask this.
    """
    body = _body(content)
    if body.tag == f"{{{SOAP}}}Fault":
        return Said(code="source_error", again=True)
    if body.tag != RESPONSE:
        raise Unusable("another message")
    reply = _one(body, "Repliek")
    if said := _exceptions(reply, refusals):
        return said
    answer = _one(_one(reply, "Antwoorden"), "Antwoord")
    if _text(answer, "Referte") != reference:
        raise Unusable("another question")
    if said := _exceptions(answer, refusals):
        return said
    person = _one(_one(answer, "Inhoud"), "Persoon")
    if _text(person, "INSZ") != number:
        raise Unusable("another person")
    statuses = person.find("SocialeStatuten")
    if statuses is None:
        _one(person, "Status")
        return Said(outcome="unknown")
    # A warning means that the content may have to be read otherwise: then a no proves nothing.
    sure = not (_warned(reply) or _warned(answer))
    outcome, until = summed(names, _told(statuses, names, on), sure=sure)
    return Said(outcome, until)


def _body(content: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root: etree._Element = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unusable("no XML") from None
    if root.getroottree().docinfo.internalDTD is not None or root.tag != f"{{{SOAP}}}Envelope":
        raise Unusable("no SOAP")
    bodies = root.findall(f"{{{SOAP}}}Body")
    inner: list[etree._Element] = list(bodies[0].iterchildren("*")) if len(bodies) == 1 else []
    if len(inner) != 1:
        raise Unusable("no body")
    return inner[0]


def _one(parent: etree._Element, name: str) -> etree._Element:
    found = parent.findall(name)
    if len(found) != 1:
        raise Unusable(f"not one {name}")
    return found[0]


def _text(parent: etree._Element, name: str) -> str:
    return (_one(parent, name).text or "").strip()


def _all_exceptions(parent: etree._Element) -> list[etree._Element]:
    return parent.findall("Uitzonderingen/Uitzondering")


def _warned(parent: etree._Element) -> bool:
    return any(_text(one, "Type") == "WAARSCHUWING" for one in _all_exceptions(parent))


def _exceptions(parent: etree._Element, refusals: Collection[str]) -> Said | None:
    """The first error, if there is any; warnings and notes are none."""
    for one in _all_exceptions(parent):
        kind = _text(one, "Type")
        if kind not in ("FOUT", "WAARSCHUWING", "INFORMATIE"):
            raise Unusable("an exception of no kind")
        code = _text(one, "Identificatie"), _text(one, "Oorsprong")
        if kind != "FOUT":
            continue
        if code == NUMBER_UNKNOWN:
            return Said(code="number_unknown")
        if code == NOTHING_FOUND:
            return Said(outcome="unknown")
        if code[0] in refusals:
            return Said(code="not_authorised")
        return Said(code="source_error", again=True)
    return None


def _told(statuses: etree._Element, names: Collection[str], on: date) -> dict[str, Told]:
    """What is said of each status. Raises Unusable where one was not asked, or comes twice."""
    told: dict[str, Told] = {}
    for status in statuses.iterchildren("*"):
        name, code = _text(status, "Naam"), _text(_one(status, "Resultaat"), "Code")
        if name not in names or name in told or code not in ("0", "1"):
            raise Unusable("a status that was not asked, twice, or with no answer")
        told[name] = Told(code == "1", _end(status, on) if code == "1" else None)
    return told


def _end(status: etree._Element, on: date) -> date | None:
    """The last day of the period in which the day asked lies."""
    for period in status.findall("Periodes/Periode"):
        begin, end = _day(_text(period, "Begindatum")), period.find("Einddatum")
        last = None if end is None else _day((end.text or "").strip())
        if begin <= on and (last is None or on <= last):
            return last
    return None


def _day(text: str) -> date:
    found = _DATE.fullmatch(text)
    if found is None:
        raise Unusable("no date")
    try:
        return date.fromisoformat(found[1])
    except ValueError:
        raise Unusable("no date") from None
