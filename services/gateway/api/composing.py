"""A message put together when it is sent or printed: from what is sealed, and not kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, cast
from uuid import UUID

import orjson

from services.cards.contracts.keys import key_owner
from services.cards.contracts.regulation.explaining import explain
from services.cards.contracts.regulation.phrases import proof_called
from services.gateway.api.printing import pdf
from services.gateway.api.reads import open_identity, open_object, open_with
from services.gateway.api.texts import texts_in
from services.gateway.domain.days import BRUSSELS
from services.gateway.domain.explained import decision_in
from services.gateway.domain.letter import Known, Letter, compose, printed
from services.gateway.domain.messaging import Kind, Reached
from services.gateway.storage.keys import KeyChain
from services.gateway.storage.letters import subject_of
from services.gateway.storage.outbox import Message
from services.gateway.storage.reading import Database
from services.kernel.sealing import PersonKey


@dataclass(frozen=True, slots=True)
class Ready:
    """A message, and how its holder is reached."""

    kind: Kind
    reached: Reached
    known: Known
    letter: Letter
    language: str
    municipality: str

    async def document(self) -> bytes:
        """As a PDF."""
        today = datetime.now(UTC).astimezone(BRUSSELS).date()
        return await pdf("letter", printed(self.letter, self.known, self.language, today), today)


async def composed(
    database: Database, keys: KeyChain, message: Message, *, again: bool = False
) -> Ready | None:
    """The message, from what is known now. None where it has no ground any more.

    Nobody is written to who is erased or restricted, whose right was prolonged or ended since,
    whose application is closed, or who takes part no more. `again`: it is only read, as it was
    sent, whatever came after.
    """
    found = await subject_of(database, message)
    if found is None:
        return None
    person, about = found
    told = _day(message.facts.get("valid_until"))
    over = about["ended"] or (told is not None and about["valid_until"] != told)
    if person["erased"] or person["restricted"] or (over and not again):
        return None
    owners = [message.holder_id, *_owners(about)]
    opened = await keys.keys_of(owners)
    return _ready(message, person, about, opened)


def _owners(about: Mapping[str, Any]) -> list[str]:
    """Whose keys seal what the message tells, beside the person's own."""
    purposes = [("decision", about["explanation"]), ("application", about["asked"])]
    return [_owner(about, purpose) for purpose, sealed in purposes if sealed is not None]


def _owner(about: Mapping[str, Any], purpose: str) -> str:
    return str(key_owner(UUID(about["key"]), purpose))


def _ready(
    message: Message,
    person: Mapping[str, Any],
    about: Mapping[str, Any],
    opened: Mapping[str, PersonKey],
) -> Ready | None:
    key = opened.get(message.holder_id)
    who = open_identity(key, person["identity"])
    if who.family_name is None:
        return None
    reached = _reached(open_with(key, person.get("contact")), person["refused"])
    language, texts = texts_in(reached.language)
    body, appeal_until = _appeal(about)
    why = open_with(opened.get(_owner(about, "decision")), about["explanation"])
    asked = open_object(opened.get(_owner(about, "application")), about["asked"])
    known = Known(
        given_name=who.given_name or "",
        family_name=who.family_name,
        address=reached.address,
        network=person["network_name"],
        scheme=about["scheme"] or "",
        valid_until=_day(message.facts.get("valid_until")) or about["valid_until"],
        reasons=_reasons(why, language),
        proofs=_proofs(asked, language),
        appeal_body=body,
        appeal_until=appeal_until,
        proof_until=_day(message.facts.get("until")),
        offer=about.get("offer"),
        day=about.get("day"),
    )
    kind = cast("Kind", message.kind)
    return Ready(
        kind=kind,
        reached=reached,
        known=known,
        letter=compose(kind, texts, known),
        language=language,
        municipality=person["municipality"],
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _proofs(asked: Mapping[str, Any] | None, language: str) -> tuple[str, ...]:
    """Which proofs are asked for, as words of a regulation are called; else as it was written."""
    kinds = asked["kinds"] if asked else ()
    return tuple(proof_called(kind, "en" if language == "en" else "nl") for kind in kinds)


def _reached(opened: bytes | None, refused: list[str] | None) -> Reached:
    said = orjson.loads(opened) if opened is not None else {}
    given = {name: said[name] for name in ("address", "phone", "mail") if said.get(name)}
    reached = Reached(
        channel=said.get("channel") or "letter",
        language=said.get("language") or "nl",
        refused=frozenset(refused or ()),
    )
    return replace(reached, **given)


def _appeal(about: Mapping[str, Any]) -> tuple[str | None, date | None]:
    document = orjson.loads(about["document"]) if about["document"] else {}
    return (document.get("deciding") or {}).get("appeal_body"), about["appeal_until"]


def _reasons(opened: bytes | None, language: str) -> tuple[str, ...]:
    """Why, sentence by sentence; nothing where that is forgotten, or written otherwise."""
    if opened is None:
        return ()
    try:
        decision = decision_in(opened)
    except (KeyError, ValueError):
        return ()
    told = explain(decision, "en" if language == "en" else "nl")
    return tuple(sentence for route in told.routes for sentence in route.sentences)
