"""The text of a message: a template as data, filled with what was opened. Pure.

Whoever handles the outside (an envelope, a subject, a text message) learns nothing of why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from services.gateway.domain.messaging import Kind

DATE: Final = "%d/%m/%Y"
Texts = Mapping[str, Any]
"""The file of one language."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a letter may tell: opened, or from the views. `reasons` are sentences, `proofs` what
    they are called."""

    given_name: str
    family_name: str
    address: str | None
    network: str
    scheme: str
    valid_until: date | None = None
    reasons: Sequence[str] = ()
    proofs: Sequence[str] = ()
    appeal_body: str | None = None
    appeal_until: date | None = None
    proof_until: date | None = None
    offer: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A message in every form in which it may go out. `listed` stands below its lines."""

    subject: str
    greeting: str
    lines: tuple[str, ...]
    appeal: tuple[str, ...]
    closing: str
    signature: str
    sms: str
    listed: tuple[str, ...]

    @property
    def text(self) -> str:
        """As the body of a mail."""
        listed = tuple(f"- {one}" for one in self.listed)
        parts = (self.greeting, *self.lines, *listed, *self.appeal, self.closing, self.signature)
        return "\n\n".join(parts) + "\n"


def compose(kind: Kind, texts: Texts, known: Known) -> Letter:
    """Fill a template. A fact that is not known reads as a dash."""
    facts = {
        "given_name": known.given_name,
        "family_name": known.family_name,
        "network": known.network,
        "scheme": known.scheme,
        "valid_until": _day(known.valid_until),
        "body": known.appeal_body or "",
        "until": _day(known.proof_until or known.appeal_until),
        "offer": known.offer or "–",
        "day": _day(known.day),
    }
    chosen = texts[kind]
    refused = kind == "refused"
    listed = {"refused": known.reasons, "proof_missing": known.proofs}.get(kind, ())
    lines = chosen.get("lines_above_list", chosen["lines"]) if listed else chosen["lines"]
    complete = known.appeal_body is not None and known.appeal_until is not None
    appeal = (texts["appeal"] if complete else texts["appeal_open"],) if refused else ()
    return Letter(
        subject=chosen["subject"].format_map(facts),
        greeting=texts["greeting"].format_map(facts),
        lines=tuple(line.format_map(facts) for line in lines),
        appeal=tuple(line.format_map(facts) for line in appeal),
        closing=texts["closing"],
        signature=texts["signature"].format_map(facts),
        sms=chosen["sms"].format_map(facts),
        listed=tuple(listed),
    )


def _day(day: date | None) -> str:
    return day.strftime(DATE) if day is not None else "–"


def printed(letter: Letter, known: Known, language: str, on: date) -> dict[str, Any]:
    """What the template of the document prints."""
    return {
        "lang": language,
        "network": known.network,
        "name": f"{known.given_name} {known.family_name}",
        "address": (known.address or "").splitlines(),
        "date": on.strftime(DATE),
        "subject": letter.subject,
        "greeting": letter.greeting,
        "lines": list(letter.lines),
        "listed": list(letter.listed),
        "appeal": list(letter.appeal),
        "closing": letter.closing,
        "signature": letter.signature,
    }
