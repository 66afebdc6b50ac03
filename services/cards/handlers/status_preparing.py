"""Questions about statuses before rules run: sealed again with the person's own key."""

from collections.abc import Collection
from datetime import date
from typing import Any, Final
from uuid import UUID

import orjson
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from services.cards.contracts.commands import (
    AskForRenewal,
    AskStatus,
    RecordStatusAnswer,
    RecordStatusSeen,
)
from services.cards.domain.calendar import day_of
from services.cards.domain.status_question import SealedAnswer, SealedQuestion
from services.kernel.contract import Message
from services.kernel.incoming import Incoming
from services.kernel.sealing import CannotOpen, PersonKey, keyed_hash, open_sealed, seal_to

OUTCOMES: Final = ("yes", "no", "unknown")


def status_person(message: Message | None) -> UUID | None:
    """Whose key a command about a status needs."""
    match message:
        case (
            AskStatus(holder_id=holder_id)
            | RecordStatusAnswer(holder_id=holder_id)
            | RecordStatusSeen(holder_id=holder_id)
        ):
            return holder_id
        case _:
            return None


def prepare_status(
    incoming: Incoming, key: PersonKey, private_key: bytes, sources: Collection[str]
) -> SealedQuestion | SealedAnswer | None:
    """What the rules find. None: it is another command. Raises CannotOpen.

    `sources` are those that this process can ask.
    """
    match incoming.message:
        case AskStatus(statuses=sealed, source=source, on=on):
            return _question(incoming, key, _opened(private_key, sealed), source, on, sources)
        case RecordStatusAnswer(answer=sealed):
            said = _opened(private_key, sealed)
            return SealedAnswer(_sealed(key, _answer(said)), case=_case(private_key, said))
        case RecordStatusSeen(seen=sealed, on=on):
            said = _opened(private_key, sealed) | {"on": on.isoformat()}
            about = {"statuses": _texts(said, "statuses"), "paper": str(said.get("paper"))}
            return SealedAnswer(_sealed(key, _answer(said)), _sealed(key, about))
        case _:
            return None


def sealed_question(
    incoming: Incoming, key: PersonKey, private_key: bytes, sources: Collection[str]
) -> SealedQuestion:
    """The question that the calendar asks, as if somebody asked it. Raises CannotOpen."""
    assert isinstance(incoming.message, AskForRenewal)
    said = _opened(private_key, incoming.message.statuses)
    source = str(said.get("source"))
    on = day_of(incoming.envelope.time)
    return _question(incoming, key, said, source, on, sources)


def _question(
    incoming: Incoming,
    key: PersonKey,
    said: dict[str, Any],
    source: str,
    on: date,
    sources: Collection[str],
) -> SealedQuestion:
    words = sorted(set(_texts(said, "statuses")))
    asked_on = day_of(incoming.envelope.time)
    parts = (incoming.envelope.stream, source, on.isoformat(), asked_on.isoformat())
    return SealedQuestion(
        statuses=_sealed(key, {"statuses": words}),
        token=keyed_hash(key.key, *parts, *words),
        configured=source in sources,
    )


def sealed_case(private_key: bytes, status: str, until: str | None) -> str:
    """A case with one status that a source said is held, sealed to cards itself."""
    public = X25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()
    held = {"name": status, "evidence": "authentic", "until": until}
    return seal_to(public, orjson.dumps({"facts": {"statuses": [held]}, "reason": None}))


def _case(private_key: bytes, said: dict[str, Any]) -> str | None:
    """What can be decided on an answer: a yes about one status. About several it names none."""
    words = said.get("statuses")
    if said["outcome"] != "yes" or not isinstance(words, list) or len(words) != 1:
        return None
    return sealed_case(private_key, str(words[0]), said.get("until"))


def _opened(private_key: bytes, sealed: str) -> dict[str, Any]:
    try:
        said = orjson.loads(open_sealed(private_key, sealed))
    except ValueError as problem:
        raise CannotOpen(type(problem).__name__) from None
    if not isinstance(said, dict):
        raise CannotOpen("no object")
    return said


def _answer(said: dict[str, Any]) -> dict[str, Any]:
    """Yes or no, the day, the end of the period: nothing else is kept of an answer."""
    if said.get("outcome") not in OUTCOMES:
        raise CannotOpen("no outcome")
    return {"outcome": said["outcome"], "on": said.get("on"), "until": said.get("until")}


def _texts(said: dict[str, Any], name: str) -> list[str]:
    found = said.get(name)
    if not isinstance(found, list) or not found or not all(isinstance(x, str) for x in found):
        raise CannotOpen("no list of words")
    return found


def _sealed(key: PersonKey, content: dict[str, Any]) -> str:
    return key.seal(orjson.dumps(content))
