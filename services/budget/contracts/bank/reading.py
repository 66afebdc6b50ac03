"""Opens a file of ISO 20022 that came from outside: bounded, nothing fetched or expanded. Pure.

What is wrong with it is a code; no word of it is repeated. Names are looked up in any version of
the document, since banks move to a new one each in their own year.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from lxml import etree

from services.budget.contracts.bank.problems import BankFileProblem

BYTES_MAX: Final = 10_000_000
ITEMS_MAX: Final = 100_000
"""Entries, or lines of a report, in one file."""

_NAMESPACE: Final = re.compile(r"urn:iso:std:iso:20022:tech:xsd:(\w{4}\.\d{3})\.001\.\d{2}")
_DECLARED: Final = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_ENCODINGS: Final = frozenset(
    {b"utf-8", b"us-ascii", b"ascii", b"iso-8859-1", b"iso-8859-15", b"windows-1252"}
)
"""In these a forbidden declaration cannot hide behind the encoding."""
_AMOUNT: Final = re.compile(r"\+?([0-9]{0,16})(?:\.([0-9]{0,17}))?")
_DAY: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])")


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the file, with what is asked of it."""

    element: etree._Element

    def children(self, name: str) -> Iterator["Node"]:
        """Those directly below it with this name."""
        for found in self.element.iterchildren(f"{{*}}{name}"):
            yield Node(found)

    def child(self, *path: str) -> "Node | None":
        """The first one down this path."""
        node: Node | None = self
        for name in path:
            node = next(node.children(name), None) if node else None
        return node

    def text(self, *path: str) -> str | None:
        """The text down this path, bare; None where there is none."""
        found = self.child(*path)
        return ((found.element.text or "").strip() or None) if found else None

    def first(self, *paths: tuple[str, ...]) -> str | None:
        """The text down the first of these paths that has one."""
        return next((text for path in paths if (text := self.text(*path))), None)

    def need(self, *path: str) -> "Node":
        """The one down this path. Raises BankFileProblem where the file lacks it."""
        if (found := self.child(*path)) is None:
            raise BankFileProblem("bank_file_incomplete")
        return found

    def need_text(self, *path: str) -> str:
        """The text down this path. Raises BankFileProblem where the file lacks it."""
        if (found := self.text(*path)) is None:
            raise BankFileProblem("bank_file_incomplete")
        return found

    def euro_cents(self) -> int:
        """The amount in it, in cents, without sign. Raises BankFileProblem."""
        currency = self.element.get("Ccy")
        if currency is None:
            raise BankFileProblem("bank_file_incomplete")
        if currency != "EUR":
            raise BankFileProblem("bank_file_other_currency")
        return _cents((self.element.text or "").strip())

    def day(self, *path: str) -> date | None:
        """The day down this path, of a date or an instant as it is written there."""
        text = self.first((*path, "Dt"), (*path, "DtTm"), path)
        return None if text is None else _day(text)

    def count(self, *path: str) -> int | None:
        """The number down this path."""
        text = self.text(*path)
        if text is None:
            return None
        if not (text.isascii() and text.isdigit() and len(text) <= 15):
            raise BankFileProblem("bank_file_broken")
        return int(text)


def open_document(content: bytes, *kinds: str) -> tuple[str, Node]:
    """The kind of a document, such as `camt.053`, and its body. Raises BankFileProblem.

    `kinds` are those that are wanted here, in any version.
    """
    if len(content) > BYTES_MAX:
        raise BankFileProblem("bank_file_too_large")
    root = _parsed(content)
    found = _NAMESPACE.fullmatch(etree.QName(root).namespace or "")
    if found is None or found[1] not in kinds or etree.QName(root).localname != "Document":
        raise BankFileProblem("bank_file_other_kind")
    body = next(root.iterchildren("{*}*"), None)
    if body is None:
        raise BankFileProblem("bank_file_incomplete")
    return found[1], Node(body)


def _parsed(content: bytes) -> etree._Element:
    declared = _DECLARED.search(content[:400])
    if b"\x00" in content or (declared and declared[1].lower() not in _ENCODINGS):
        raise BankFileProblem("bank_file_broken")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise BankFileProblem("bank_file_forbidden")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise BankFileProblem("bank_file_broken") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise BankFileProblem("bank_file_forbidden")
    return root


def _cents(text: str) -> int:
    found = _AMOUNT.fullmatch(text)
    whole, parts = (found[1] or "", found[2] or "") if found else ("", "")
    if not (whole or parts) or parts[2:].strip("0"):
        raise BankFileProblem("bank_file_broken")
    return int(whole or "0") * 100 + int(parts[:2].ljust(2, "0"))


def _day(text: str) -> date:
    found = _DAY.match(text)
    try:
        return date.fromisoformat(found[1] if found else "")
    except ValueError:
        raise BankFileProblem("bank_file_broken") from None
