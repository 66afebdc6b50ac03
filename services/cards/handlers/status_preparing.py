"""Questions about statuses before rules run: sealed again with the person's own key."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

import orjson

from services.cards.contracts.commands import (
    AskStatus,
    RecordStatusAnswer,
    RecordStatusSeen,
)
from services.cards.domain.calendar import day_of
from services.cards.domain.status_question import SealedAnswer, SealedQuestion
from services.kernel.contract import Message
from services.kernel.incoming import Incoming
from services.kernel.sealing import CannotOpen, PersonKey, keyed_hash, open_sealed

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
            words = sorted(set(_texts(_opened(private_key, sealed), "statuses")))
            asked_on = day_of(incoming.envelope.time)
            parts = (incoming.envelope.stream, source, on.isoformat(), asked_on.isoformat())
            return SealedQuestion(
                statuses=_sealed(key, {"statuses": words}),
                token=keyed_hash(key.key, *parts, *words),
                configured=source in sources,
            )
        case RecordStatusAnswer(answer=sealed):
            return SealedAnswer(_sealed(key, _answer(_opened(private_key, sealed))))
        case RecordStatusSeen(seen=sealed, on=on):
            said = _opened(private_key, sealed) | {"on": on.isoformat()}
            about = {"statuses": _texts(said, "statuses"), "paper": str(said.get("paper"))}
            return SealedAnswer(_sealed(key, _answer(said)), _sealed(key, about))
        case _:
            return None


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
