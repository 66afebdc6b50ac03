"""A message put together when it is sent or printed: from what is sealed, and not kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, cast
from uuid import UUID

import orjson

from services.cards.contracts.keys import key_owner
from services.cards.contracts.regulation.explaining import explain
from services.gateway.api.printing import pdf
from services.gateway.api.reads import open_identity, open_with
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


async def composed(database: Database, keys: KeyChain, message: Message) -> Ready | None:
    """The message, from what is known now. None where it has no ground any more.

    Nobody is written to who is erased or restricted, whose right was prolonged or ended since,
    or whose application is closed.
    """
    found = await subject_of(database, message)
    if found is None:
        return None
    person, about = found
    told = message.facts.get("valid_until")
    prolonged = told is not None and about["valid_until"] != date.fromisoformat(told)
    if person["erased"] or person["restricted"] or prolonged or about["last_day"] is not None:
        return None
    owner = str(key_owner(UUID(about["key"]), "decision"))
    wanted = {message.holder_id, owner} if about["explanation"] else {message.holder_id}
    opened = await keys.keys_of(wanted)
    return _ready(message, person, about, opened.get(message.holder_id), opened.get(owner))


def _ready(
    message: Message,
    person: Mapping[str, Any],
    about: Mapping[str, Any],
    key: PersonKey | None,
    why: PersonKey | None,
) -> Ready | None:
    who = open_identity(key, person["identity"])
    if who.family_name is None:
        return None
    reached = _reached(open_with(key, person.get("contact")), person["refused"])
    language, texts = texts_in(reached.language)
    until = message.facts.get("until")
    body, appeal_until = _appeal(about)
    known = Known(
        given_name=who.given_name or "",
        family_name=who.family_name,
        address=reached.address,
        network=person["network_name"],
        scheme=about["scheme"] or "",
        valid_until=about["valid_until"],
        reasons=_reasons(open_with(why, about["explanation"]), language),
        appeal_body=body,
        appeal_until=appeal_until,
        proof_until=date.fromisoformat(until) if until else None,
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
