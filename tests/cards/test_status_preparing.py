"""Before rules run: what was asked and answered about a status is sealed with the person's key."""

import os
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from services.cards.contracts.commands import (
    AskStatus,
    BlockCard,
    RecordStatusAnswer,
    RecordStatusSeen,
)
from services.cards.domain.status_question import SealedAnswer, SealedQuestion
from services.cards.handlers.status_preparing import prepare_status, status_person
from services.kernel.contract import Command
from services.kernel.envelope import Envelope
from services.kernel.incoming import Incoming
from services.kernel.sealing import CannotOpen, PersonKey, open_sealed, seal_to

PRIVATE = os.urandom(32)
PUBLIC = X25519PrivateKey.from_private_bytes(PRIVATE).public_key().public_bytes_raw()
HOLDER, KEY = uuid4(), PersonKey.new()
NOON = datetime(2026, 7, 1, 10, 0, tzinfo=UTC)


def sealed(content: Any) -> str:
    """Sealed to cards."""
    return seal_to(PUBLIC, orjson.dumps(content))


def incoming(command: Command, at: datetime = NOON, stream: str = "network") -> Incoming:
    """A command that came in."""
    envelope = Envelope(
        id=uuid4(),
        type=command.wire_name,
        source="gateway",
        stream=stream,
        time=at,
        data=b"",
        correlation=uuid4(),
    )
    return Incoming(envelope, "cards.commands", command)


def asking(statuses: Any, **changes: Any) -> AskStatus:
    """A question as it travels."""
    wish = AskStatus(
        holder_id=HOLDER,
        source="magda",
        statuses=sealed({"statuses": statuses}),
        on=date(2026, 7, 1),
        legal_basis="own_request",
        purpose="check",
        asked_by="clerk",
    )
    return wish.model_copy(update=changes)


def question(command: AskStatus, **changes: Any) -> SealedQuestion:
    """What the rule finds."""
    key = changes.pop("key", KEY)
    ready = prepare_status(incoming(command, **changes), key, PRIVATE, {"magda"})
    assert isinstance(ready, SealedQuestion)
    return ready


def test_a_question_is_sealed_with_the_persons_key_and_its_hash_tells_nothing() -> None:
    ready = question(asking(["living_wage", "increased_reimbursement"]))
    assert orjson.loads(KEY.open(ready.statuses)) == {
        "statuses": ["increased_reimbursement", "living_wage"]
    }
    assert "living_wage" not in ready.token
    assert ready.configured


def test_the_same_question_has_the_same_hash_on_one_brussels_day_only() -> None:
    first = question(asking(["a_status", "b_status"])).token
    assert question(asking(["b_status", "a_status", "a_status"])).token == first
    late = datetime(2026, 7, 1, 21, 59, tzinfo=UTC)
    assert question(asking(["a_status", "b_status"]), at=late).token == first
    others = [
        question(asking(["a_status", "b_status"]), at=late + timedelta(minutes=1)),
        question(asking(["a_status"])),
        question(asking(["a_status", "b_status"], on=date(2026, 7, 2))),
        question(asking(["a_status", "b_status"], source="crossroads")),
        question(asking(["a_status", "b_status"]), stream="another"),
        question(asking(["a_status", "b_status"]), key=PersonKey.new()),
    ]
    assert len({first, *(other.token for other in others)}) == 7


def test_a_source_that_this_process_cannot_ask_is_told() -> None:
    assert not question(asking(["a_status"], source="crossroads")).configured


def test_of_an_answer_only_yes_day_and_end_are_kept() -> None:
    said = {"outcome": "yes", "on": "2026-07-01", "until": None, "details": "BIM", "number": "1"}
    command = RecordStatusAnswer(question_id=uuid4(), holder_id=HOLDER, answer=sealed(said))
    ready = prepare_status(incoming(command), KEY, PRIVATE, ())
    assert isinstance(ready, SealedAnswer)
    assert orjson.loads(KEY.open(ready.answer)) == {
        "outcome": "yes",
        "on": "2026-07-01",
        "until": None,
    }


def test_of_a_paper_its_kind_and_what_it_says_are_kept() -> None:
    seen = {"statuses": ["living_wage"], "paper": "welfare_attest", "outcome": "no", "until": None}
    command = RecordStatusSeen(
        holder_id=HOLDER, seen=sealed(seen), on=date(2026, 6, 30), seen_by="clerk"
    )
    ready = prepare_status(incoming(command), KEY, PRIVATE, ())
    assert isinstance(ready, SealedAnswer)
    assert orjson.loads(KEY.open(ready.statuses)) == {
        "statuses": ["living_wage"],
        "paper": "welfare_attest",
    }
    assert orjson.loads(KEY.open(ready.answer))["on"] == "2026-06-30"


def case_of(**said: Any) -> Any:
    """What can be decided on an answer."""
    content = {"outcome": "yes", "on": "2026-07-01", "until": None, **said}
    command = RecordStatusAnswer(question_id=uuid4(), holder_id=HOLDER, answer=sealed(content))
    ready = prepare_status(incoming(command), KEY, PRIVATE, ())
    assert isinstance(ready, SealedAnswer)
    return None if ready.case is None else orjson.loads(open_sealed(PRIVATE, ready.case))


def test_a_yes_about_one_status_can_be_decided_on_and_nothing_else_can() -> None:
    one = {"name": "living_wage", "evidence": "authentic", "until": "2026-12-31"}
    assert case_of(statuses=["living_wage"], until="2026-12-31")["facts"] == {"statuses": [one]}
    assert case_of(statuses=["living_wage", "rent_subsidy"]) is None, "it does not say which"
    assert case_of(statuses=["living_wage"], outcome="no") is None
    assert case_of() is None


@pytest.mark.parametrize(
    "content", [[], {}, {"statuses": []}, {"statuses": [1]}, {"statuses": "x"}]
)
def test_what_is_no_question_cannot_be_opened(content: Any) -> None:
    command = asking([]).model_copy(update={"statuses": sealed(content)})
    with pytest.raises(CannotOpen):
        prepare_status(incoming(command), KEY, PRIVATE, ())


def test_an_answer_without_an_outcome_or_for_somebody_else_cannot_be_opened() -> None:
    for answer in (sealed({"outcome": "maybe"}), sealed([]), "not sealed", KEY.seal(b"{}")):
        command = RecordStatusAnswer(question_id=uuid4(), holder_id=HOLDER, answer=answer)
        with pytest.raises(CannotOpen):
            prepare_status(incoming(command), KEY, PRIVATE, ())


def test_other_commands_are_left_alone() -> None:
    command = BlockCard(card_id=UUID(int=1), reason="lost")
    assert status_person(command) is None
    assert status_person(None) is None
    assert prepare_status(incoming(command), KEY, PRIVATE, ()) is None
    assert status_person(asking(["a_status"])) == HOLDER
