"""Before rules run: lists of statuses are opened, and who may have their numbers is looked up.

Also what the calendar asks when a right nears its end, and whether a source can be asked at all.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

import orjson

from services.cards.contracts.commands import (
    ArrangeRenewals,
    AskForRenewal,
    CheckStatusList,
    RecordListedStatus,
)
from services.cards.contracts.commands.automatic import LINES_MAX
from services.cards.domain.prepared import NumberClaim, PersonErased, Reader
from services.cards.domain.renewing import Configured
from services.cards.domain.status_list import ListedLine, ListedLines, ListedPerson
from services.cards.handlers.status_preparing import sealed_case, sealed_question
from services.cards.storage.keyring import Keyring
from services.cards.storage.vault import Vault
from services.kernel.incoming import Incoming
from services.kernel.sealing import CannotOpen, PersonKey, open_sealed

Keys = Mapping[UUID, PersonKey | None]
Claims = Mapping[tuple[str, str], tuple[NumberClaim, ...]]
_KINDS: Final = ArrangeRenewals | AskForRenewal | CheckStatusList | RecordListedStatus


@dataclass(frozen=True)
class Automatic:
    """Makes ready what granting by itself needs. `private_key` opens what was sealed to cards;
    `sources` of statuses are those that this process can ask."""

    keyring: Keyring
    vault: Vault
    private_key: bytes
    sources: Collection[str]

    async def prepare(self, messages: Sequence[Incoming]) -> Mapping[UUID, Any]:
        """What these messages need, by their ids. Raises asyncpg errors and Unavailable.

        Where a message cannot be opened the rule finds nothing prepared: an internal error, shown
        to operators.
        """
        mine = [one for one in messages if isinstance(one.message, _KINDS)]
        if not mine:
            return {}
        said = {one.envelope.id: lines for one in mine if (lines := self._lines(one)) is not None}
        streams = {one.envelope.id: one.envelope.stream for one in mine}
        claims = await self.vault.find(
            {(streams[of], line["number"]) for of, lines in said.items() for line in lines}
        )
        persons = {UUID(c.holder_id) for found in claims.values() for c in found}
        asked = {one.message.holder_id for one in mine if isinstance(one.message, AskForRenewal)}
        keys = await self.keyring.keys(persons | asked)
        found: dict[UUID, Any] = {}
        for one in mine:
            lines = said.get(one.envelope.id)
            ready = (
                self._ready(one, keys) if lines is None else self._opened(one, lines, claims, keys)
            )
            if ready is not None:
                found[one.envelope.id] = ready
        return found

    def _ready(self, incoming: Incoming, keys: Keys) -> Any:
        match incoming.message:
            case ArrangeRenewals(source=source):
                return Configured(source in self.sources)
            case AskForRenewal(holder_id=holder_id):
                key = keys.get(holder_id)
                if key is None:
                    return PersonErased()
                return self._question(incoming, key)
            case _:
                return None

    def _question(self, incoming: Incoming, key: PersonKey) -> Any:
        try:
            return sealed_question(incoming, key, self.private_key, self.sources)
        except CannotOpen:
            return None

    def _lines(self, incoming: Incoming) -> list[dict[str, Any]] | None:
        """The lines that a message holds; None where it is no list, or cannot be read."""
        try:
            match incoming.message:
                case CheckStatusList(lines=sealed):
                    said = orjson.loads(open_sealed(self.private_key, sealed))["lines"]
                case RecordListedStatus(listed=sealed):
                    said = [{"line": 0, **orjson.loads(open_sealed(self.private_key, sealed))}]
                case _:
                    return None
            return [_checked(line) for line in said[: LINES_MAX + 1]]
        except (CannotOpen, ValueError, KeyError, TypeError):
            return None

    def _opened(
        self,
        incoming: Incoming,
        lines: Iterable[Mapping[str, Any]],
        claims: Claims,
        keys: Keys,
    ) -> ListedLines:
        records = isinstance(incoming.message, RecordListedStatus)
        on = incoming.message.on if isinstance(incoming.message, RecordListedStatus) else None
        opened = []
        for line in lines:
            of = claims.get((incoming.envelope.stream, line["number"]), ())
            living = {c.holder_id: key for c in of if (key := keys.get(UUID(c.holder_id)))}
            opened.append(
                ListedLine(
                    line=line["line"],
                    status=line["status"],
                    holds=line["holds"],
                    begins=line["from"],
                    until=line["until"],
                    claims=of,
                    persons={who: _person(key, line, on) for who, key in living.items()},
                    case=self._case(line) if records and line["holds"] else "",
                )
            )
        return ListedLines(tuple(opened))

    def _case(self, line: Mapping[str, Any]) -> str:
        until = line["until"]
        return sealed_case(self.private_key, line["status"], until and until.isoformat())


def _checked(line: Mapping[str, Any]) -> dict[str, Any]:
    """A line as the rule wants it. Raises ValueError, KeyError or TypeError."""
    number, status = line["number"], line["status"]
    if not isinstance(number, str) or not isinstance(status, str):
        raise TypeError
    return {
        "line": int(line["line"]),
        "number": number,
        "status": status,
        "holds": line["holds"] is True,
        "from": _day(line.get("from")),
        "until": _day(line.get("until")),
    }


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _person(key: PersonKey, line: Mapping[str, Any], on: date | None) -> ListedPerson:
    """What is kept of a line about her; nothing where it is only looked at."""
    if on is None:
        return ListedPerson(Reader(key))
    answer = {"outcome": "yes" if line["holds"] else "no", "on": on, "until": line["until"]}
    return ListedPerson(
        Reader(key),
        statuses=key.seal(orjson.dumps({"statuses": [line["status"]]})),
        answer=key.seal(orjson.dumps(answer)),
    )
