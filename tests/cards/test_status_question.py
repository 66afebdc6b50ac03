"""Questions on social statuses: on legal ground, once a day, open until they are closed. Pure."""

import json
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.cards.contracts.commands import (
    AskStatus,
    EraseHolder,
    MergeHolders,
    RecordStatusAnswer,
    RecordStatusFailure,
    RecordStatusSeen,
    RecordStatusSent,
)
from services.cards.contracts.events import (
    HolderErased,
    HoldersMerged,
    RegulationAdopted,
    StatusAnswered,
    StatusAsked,
    StatusAskedBefore,
    StatusSeen,
    StatusSent,
    StatusUnanswered,
)
from services.cards.domain.holder import Holder
from services.cards.domain.prepared import PersonErased
from services.cards.domain.scheme import Regulation, Scheme, adopted
from services.cards.domain.status_question import (
    GIVE_UP_AFTER,
    OpenQuestion,
    SealedAnswer,
    SealedQuestion,
    StatusRecord,
)
from services.kernel.contract import Event
from services.kernel.state import State
from tests.kit.rules import NOON
from tests.kit.town import Town, an_id, code_of, expect

READY = SealedQuestion(statuses="sealed statuses", token="token-1", configured=True)
ANSWER = SealedAnswer("sealed answer", "sealed statuses")
SCHEME = an_id("scheme")


def a_numbered_holder(town: Town) -> UUID:
    """A person whose national number is in the vault."""
    holder = town.a_holder()
    rows = town.driver.rows["cards", town.stream]
    row = town.driver.row("cards", town.stream, Holder, holder)
    rows[Holder.at(holder)] = _with_number(row)
    return holder


def _with_number(row: Holder) -> Holder:
    return Holder(**{**_fields(row), "number_id": str(an_id("number"))})


def _fields(row: Holder) -> dict[str, Any]:
    return {name: getattr(row, name) for name in Holder.__dataclass_fields__ if name != "table"}


def test_who_gave_her_number_as_who_was_merged_into_her_is_asked_about() -> None:
    town = Town()
    stays, duplicate = town.a_holder(), a_numbered_holder(town)
    assert code_of(town.ask(a_question(stays), READY)) == "national_number_missing"
    merge = MergeHolders(holder_id=stays, duplicate_id=duplicate)
    expect(town.ask(merge), HoldersMerged)
    expect(town.ask(a_question(stays), READY), StatusAsked)


def a_question(holder: UUID, **changes: Any) -> AskStatus:
    """A wish to know."""
    wish = AskStatus(
        holder_id=holder,
        source="magda",
        statuses="for cards only",
        on=date(2026, 7, 1),
        legal_basis="own_request",
        purpose="first_grant",
        asked_by="clerk",
    )
    return wish.model_copy(update=changes)


def a_scheme(town: Town, *modes: str) -> None:
    """A scheme whose regulation grants in these ways."""
    document = {
        "language": 1,
        "scheme": "Vrijetijdspas",
        "title": "Reglement",
        "valid_from": "2026-01-01",
        "benefit": {"changes": "with_date", "rules": []},
        "deciding": {"modes": modes},
    }
    event = RegulationAdopted(
        regulation_id=an_id("regulation"),
        scheme_id=SCHEME,
        version=1,
        name="Vrijetijdspas",
        document=json.dumps(document),
        valid_from=date(2026, 1, 1),
    )
    state = State({Scheme.at(SCHEME): None, Regulation.at(an_id("regulation")): None})
    context = town.driver.fresh_context(town.stream, None)
    rows = town.driver.rows["cards", town.stream]
    for row in adopted(event, context, state):
        assert isinstance(row, (Scheme, Regulation))
        rows[type(row).at(row.key)] = row


def ask(town: Town, holder: UUID, ready: object = READY, **changes: Any) -> Event:
    """The outcome of asking."""
    return town.ask(a_question(holder, **changes), ready)


def test_a_question_waits_with_all_that_the_register_wants_to_know() -> None:
    town = Town()
    holder = a_numbered_holder(town)
    asked = expect(ask(town, holder), StatusAsked)
    assert (asked.legal_basis, asked.purpose, asked.asked_by) == (
        "own_request",
        "first_grant",
        "clerk",
    )
    assert asked.give_up_at == asked.asked_at + GIVE_UP_AFTER["magda"]
    question = town.driver.row("cards", town.stream, OpenQuestion, asked.question_id)
    assert (question.holder_id, question.statuses) == (str(holder), "sealed statuses")


def test_the_same_question_on_one_day_is_asked_once_and_on_the_next_again() -> None:
    town = Town()
    holder = a_numbered_holder(town)
    first = expect(ask(town, holder), StatusAsked)
    again = expect(ask(town, holder), StatusAskedBefore)
    assert again.question_id == first.question_id
    other = SealedQuestion("sealed statuses", "token-2", configured=True)
    expect(ask(town, holder, other), StatusAsked)
    town.at(NOON + timedelta(days=1))
    # The token holds the day, so the next day's is another one.
    expect(ask(town, holder, SealedQuestion("s", "token-3", configured=True)), StatusAsked)
    record = town.driver.row("cards", town.stream, StatusRecord, holder)
    assert [one.token for one in record.asked] == ["token-3"]
    assert len(record.open_ids) == 3


def test_an_answer_closes_the_question_once() -> None:
    town = Town()
    holder = a_numbered_holder(town)
    asked = expect(ask(town, holder), StatusAsked)
    wish = RecordStatusAnswer(question_id=asked.question_id, holder_id=holder, answer="for cards")
    answered = expect(town.ask(wish, ANSWER), StatusAnswered)
    assert answered.answer == "sealed answer"
    assert not list(town.driver.all_rows("cards", town.stream, OpenQuestion))
    before = len(town.driver.journal)
    town.driver.send(wish, stream=town.stream, prepared=ANSWER)
    assert len(town.driver.journal) == before
    expect(ask(town, holder), StatusAskedBefore)


def test_a_question_without_an_answer_can_be_asked_again_the_same_day() -> None:
    town = Town()
    holder = a_numbered_holder(town)
    asked = expect(ask(town, holder), StatusAsked)
    failure = RecordStatusFailure(
        question_id=asked.question_id, holder_id=holder, code="source_away"
    )
    assert expect(town.ask(failure), StatusUnanswered).code == "source_away"
    expect(ask(town, holder), StatusAsked)


def test_what_lies_in_a_file_is_noted_once() -> None:
    town = Town()
    holder = a_numbered_holder(town)
    asked = expect(ask(town, holder), StatusAsked)
    note = RecordStatusSent(question_id=asked.question_id, holder_id=holder)
    expect(town.ask(note), StatusSent)
    question = town.driver.row("cards", town.stream, OpenQuestion, asked.question_id)
    assert question.sent_at == NOON
    before = len(town.driver.journal)
    town.driver.send(note, stream=town.stream)
    assert len(town.driver.journal) == before


@pytest.mark.parametrize(
    ("changes", "ready", "code"),
    [
        ({"holder_id": an_id("stranger")}, READY, "holder_unknown"),
        ({"on": date(2028, 1, 1)}, READY, "day_out_of_range"),
        ({}, SealedQuestion("s", "t", configured=False), "source_not_configured"),
        ({"scheme_id": an_id("none")}, READY, "scheme_unknown"),
        ({}, PersonErased(), "holder_erased"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(
    changes: dict[str, Any], ready: object, code: str
) -> None:
    town = Town()
    assert code_of(ask(town, a_numbered_holder(town), ready, **changes)) == code


def test_without_a_national_number_no_source_can_be_asked() -> None:
    town = Town()
    assert code_of(ask(town, town.a_holder())) == "national_number_missing"


@pytest.mark.parametrize(
    ("modes", "basis", "deliberation", "code"),
    [
        (("application", "automatic"), "general_authorisation", "18/123", None),
        (("automatic",), "council_decision", "18/123", None),
        (("application",), "general_authorisation", "18/123", "not_automatic"),
        (("automatic",), "own_request", "18/123", "legal_basis_missing"),
        (("automatic",), "consent", "18/123", "legal_basis_missing"),
        (("automatic",), "general_authorisation", None, "legal_basis_missing"),
    ],
)
def test_lists_are_asked_only_for_automatic_granting_on_authority(
    modes: tuple[str, ...], basis: str, deliberation: str | None, code: str | None
) -> None:
    town = Town()
    holder = a_numbered_holder(town)
    a_scheme(town, *modes)
    changes = {"source": "crossroads", "legal_basis": basis, "deliberation": deliberation}
    outcome = ask(town, holder, scheme_id=SCHEME, **changes)
    if code is None:
        expect(outcome, StatusAsked)
    else:
        assert code_of(outcome) == code
    assert code_of(ask(town, holder, **{**changes, **_lawful()})) == "not_automatic"


def _lawful() -> dict[str, str]:
    return {"legal_basis": "general_authorisation", "deliberation": "18/123"}


def test_a_version_that_holds_no_more_grants_nothing_automatically() -> None:
    town = Town()
    holder = a_numbered_holder(town)
    a_scheme(town, "automatic")
    town.at(datetime.fromisoformat("2025-12-31T10:00:00+00:00"))
    changes = {"on": date(2025, 12, 31), "source": "crossroads", "scheme_id": SCHEME, **_lawful()}
    assert code_of(ask(town, holder, **changes)) == "not_automatic"


def test_a_paper_is_recorded_as_seen_even_without_any_source() -> None:
    town = Town()
    holder = town.a_holder()
    wish = RecordStatusSeen(
        holder_id=holder, seen="for cards only", on=date(2026, 7, 1), seen_by="outreach_worker"
    )
    seen = expect(town.ask(wish, ANSWER), StatusSeen)
    assert (seen.statuses, seen.answer) == ("sealed statuses", "sealed answer")
    assert (seen.seen_by, seen.seen_at) == ("outreach_worker", NOON)
    late = wish.model_copy(update={"on": date(2020, 1, 1)})
    assert code_of(town.ask(late, ANSWER)) == "day_out_of_range"
    town.driver.check_folds()


def test_erasing_a_person_ends_what_is_asked_about_her() -> None:
    town = Town()
    holder, other = a_numbered_holder(town), a_numbered_holder(town)
    asked = expect(ask(town, holder), StatusAsked)
    expect(ask(town, other), StatusAsked)
    expect(town.ask(EraseHolder(holder_id=holder)), HolderErased)
    left = list(town.driver.all_rows("cards", town.stream, OpenQuestion))
    assert [question.holder_id for question in left] == [str(other)]
    wish = RecordStatusAnswer(question_id=asked.question_id, holder_id=holder, answer="for cards")
    before = len(town.driver.journal)
    town.driver.send(wish, stream=town.stream, prepared=PersonErased())
    assert len(town.driver.journal) == before
