"""Before rules run: lists are opened, and nothing of them is kept but what is sealed."""

import os
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, cast
from uuid import UUID, uuid4

import orjson
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from services.cards.contracts.commands import (
    ArrangeRenewals,
    AskForRenewal,
    BlockCard,
    CheckStatusList,
    RecordListedStatus,
)
from services.cards.contracts.commands.automatic import LINES_MAX
from services.cards.domain.prepared import NumberClaim, PersonErased
from services.cards.domain.renewing import Configured
from services.cards.domain.status_list import ListedLines
from services.cards.domain.status_question import SealedQuestion
from services.cards.handlers.preparing_automatic import Automatic
from services.cards.storage.keyring import Keyring
from services.cards.storage.vault import Vault
from services.kernel.contract import Command
from services.kernel.envelope import Envelope
from services.kernel.incoming import Incoming
from services.kernel.sealing import PersonKey, open_sealed, seal_to

PRIVATE = os.urandom(32)
PUBLIC = X25519PrivateKey.from_private_bytes(PRIVATE).public_key().public_bytes_raw()
STREAM, NUMBER, ERASED = "network", "62691699717", "08670548333"
PERSON, GONE, KEY = uuid4(), uuid4(), PersonKey.new()
DAY = date(2026, 7, 1)
GROUND: dict[str, Any] = {
    "scheme_id": uuid4(),
    "on": DAY,
    "legal_basis": "general_authorisation",
    "deliberation": "18/123",
}
LINE = {"number": NUMBER, "status": "living_wage", "holds": True, "from": None, "until": None}


class Books:
    """What the vault and the keyring know: a person, and one who is erased."""

    async def find(
        self, numbers: Collection[tuple[str, str]]
    ) -> dict[tuple[str, str], tuple[NumberClaim, ...]]:
        known = {NUMBER: PERSON, ERASED: GONE}
        return {
            (stream, number): (NumberClaim(f"entry of {known[number]}", str(known[number])),)
            for stream, number in numbers
            if number in known
        }

    async def keys(self, persons: Iterable[UUID]) -> Mapping[UUID, PersonKey | None]:
        return {person: KEY if person == PERSON else None for person in persons}


def sealed(content: Any) -> str:
    """Sealed to cards."""
    return seal_to(PUBLIC, orjson.dumps(content))


async def ready(*given: Command) -> list[Any]:
    """What the rules find, in the order of the commands."""
    messages = [
        Incoming(
            Envelope(
                id=uuid4(),
                type=command.wire_name,
                source="gateway",
                stream=STREAM,
                time=datetime(2026, 7, 1, 10, tzinfo=UTC),
                data=b"",
                correlation=uuid4(),
            ),
            "cards.commands",
            command,
        )
        for command in given
    ]
    books = Books()
    automatic = Automatic(cast(Keyring, books), cast(Vault, books), PRIVATE, {"magda"})
    found = await automatic.prepare(messages)
    return [found.get(message.envelope.id) for message in messages]


def recording(line: Any) -> RecordListedStatus:
    return RecordListedStatus(
        list_id=uuid4(), listed=sealed(line), listed_by="coordinator", **GROUND
    )


async def test_of_a_line_yes_day_and_period_are_sealed_with_her_own_key() -> None:
    (found,) = await ready(recording({**LINE, "until": "2026-12-31", "name": "Vermeersch"}))
    assert isinstance(found, ListedLines)
    (line,) = found.lines
    assert (line.status, line.holds, line.until) == ("living_wage", True, date(2026, 12, 31))
    person = line.persons[str(PERSON)]
    assert orjson.loads(KEY.open(person.statuses)) == {"statuses": ["living_wage"]}
    assert orjson.loads(KEY.open(person.answer)) == {
        "outcome": "yes",
        "on": "2026-07-01",
        "until": "2026-12-31",
    }
    case = orjson.loads(open_sealed(PRIVATE, line.case))
    assert case["facts"]["statuses"] == [
        {"name": "living_wage", "evidence": "authentic", "until": "2026-12-31"}
    ]
    assert NUMBER not in repr(found)
    assert "living_wage" not in repr(found)


async def test_who_is_erased_or_unknown_has_nobody_behind_her_number() -> None:
    erased, unknown = await ready(
        recording({**LINE, "number": ERASED}), recording({**LINE, "number": "1"})
    )
    assert (len(erased.lines[0].claims), dict(erased.lines[0].persons)) == (1, {})
    assert unknown.lines[0].claims == ()


async def test_a_dry_run_seals_nothing_of_anybody() -> None:
    lines = [{"line": n, **LINE} for n in range(LINES_MAX + 5)]
    (found,) = await ready(CheckStatusList(lines=sealed({"lines": lines}), **GROUND))
    assert len(found.lines) == LINES_MAX + 1, "one more than the rule takes, so that it refuses"
    person = found.lines[3].persons[str(PERSON)]
    assert (found.lines[3].line, person.statuses, person.answer, found.lines[3].case) == (
        3,
        "",
        "",
        "",
    )


async def test_what_is_no_list_leaves_the_rule_with_nothing() -> None:
    wrong: list[Any] = [
        [],
        {},
        {**LINE, "number": 7},
        {**LINE, "until": "soon"},
        {**LINE, "status": None},
    ]
    found = await ready(*(recording(one) for one in wrong))
    assert found == [None] * len(wrong)
    elsewhere = RecordListedStatus(
        list_id=uuid4(), listed="not sealed", listed_by="clerk", **GROUND
    )
    assert await ready(elsewhere) == [None]


async def test_the_calendar_asks_as_somebody_would_and_never_about_who_is_erased() -> None:
    common = {"arrangement_id": uuid4(), "right_id": uuid4(), "scheme_id": uuid4()}
    asked = sealed({"statuses": ["living_wage"], "source": "magda"})
    wish = AskForRenewal(holder_id=PERSON, ends_on=DAY, statuses=asked, **common)
    gone = wish.model_copy(update={"holder_id": GONE})
    unsealed = wish.model_copy(update={"statuses": "not sealed"})
    question, erased, nothing = await ready(wish, gone, unsealed)
    assert isinstance(question, SealedQuestion)
    assert question.configured
    assert orjson.loads(KEY.open(question.statuses)) == {"statuses": ["living_wage"]}
    assert (isinstance(erased, PersonErased), nothing) == (True, None)


async def test_whether_a_source_can_be_asked_is_told_and_other_commands_are_left_alone() -> None:
    wish = ArrangeRenewals(
        scheme_id=uuid4(),
        status="living_wage",
        source="magda",
        legal_basis="council_decision",
        deliberation="18/123",
        days_before=30,
    )
    other = wish.model_copy(update={"source": "crossroads"})
    block = BlockCard(card_id=uuid4(), reason="lost")
    assert await ready(wish, other, block) == [Configured(True), Configured(False), None]
    assert await ready(block) == [None]
