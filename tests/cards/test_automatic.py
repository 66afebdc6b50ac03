"""Rights that come about by themselves: only in favour, only where the regulation says so. Pure."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.cards.contracts.commands import (
    MergeHolders,
    RenewByStatus,
)
from services.cards.contracts.events import (
    CaseDecided,
    SchemeRightGranted,
    SchemeRightRenewed,
)
from services.cards.domain.holder import Holder
from services.kernel.contract import Event
from tests.kit.casework import KEY, Json
from tests.kit.night import STATUS, Night
from tests.kit.regulations import a_route
from tests.kit.town import an_id

UNTIL = date(2027, 3, 31)
START = date(2026, 7, 1)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 11, tzinfo=UTC)


def kinds(events: list[Event]) -> list[object]:
    return [type(event) for event in events]


def test_a_yes_of_the_source_grants_a_right_with_a_decision_that_explains_itself() -> None:
    night = Night()
    holder = night.a_person()
    made = night.answer(holder, night.ask_source(holder))
    assert kinds(made)[1:] == [CaseDecided, SchemeRightGranted]
    decision, right = made[1], made[2]
    assert isinstance(decision, CaseDecided)
    assert isinstance(right, SchemeRightGranted)
    assert (decision.channel, decision.right_id) == ("status_list", right.right_id)
    assert right.birth_year == 1990, "her file says when she was born"
    assert b"increased_reimbursement" in KEY.open(decision.explanation)
    assert night.usable_on(holder, START)
    night.driver.check_folds()


def test_near_its_end_a_right_goes_on_under_its_own_id() -> None:
    night = Night()
    holder = night.a_person()
    night.answer(holder, night.ask_source(holder))
    (first,) = night.rights(holder).rights
    night.at(noon(first.valid_until - timedelta(days=10)))
    made = night.answer(holder, night.ask_source(holder))
    renewed = made[-1]
    assert isinstance(renewed, SchemeRightRenewed)
    assert str(renewed.right_id) == first.right_id
    assert renewed.valid_until > first.valid_until


def test_a_right_that_cannot_be_renewed_yet_stays_as_it_is() -> None:
    night = Night()
    holder = night.a_person()
    night.answer(holder, night.ask_source(holder))
    night.at(noon(START + timedelta(days=30)))
    assert len(night.answer(holder, night.ask_source(holder))) == 1


@pytest.mark.parametrize("outcome", ["no", "unknown"])
def test_a_no_grants_nothing_and_takes_nothing_away(outcome: str) -> None:
    night = Night()
    holder = night.a_person()
    night.answer(holder, night.ask_source(holder))
    night.at(noon(START + timedelta(days=340)))
    assert len(night.answer(holder, night.ask_source(holder), outcome)) == 1
    assert night.usable_on(holder, night.driver.now.date())
    assert not night.usable_on(holder, START + timedelta(days=400)), "the card is at full price"


@pytest.mark.parametrize(
    ("document", "changes"),
    [
        ({"deciding": {"modes": ["application"]}}, {}),
        ({}, {"purpose": "check"}),
        ({}, {"scheme_id": None}),
    ],
)
def test_nothing_follows_where_it_was_not_asked_for_that(document: Json, changes: Json) -> None:
    night = Night(**document)
    holder = night.a_person()
    assert len(night.answer(holder, night.ask_source(holder, **changes))) == 1


def test_nobody_is_refused_by_themselves_where_more_has_to_be_known() -> None:
    income = {"kind": "savings", "max_cents": 100}
    status = {"kind": "status", "any_of": [STATUS]}
    night = Night(routes=[a_route(status, income)])
    holder = night.a_person()
    assert len(night.answer(holder, night.ask_source(holder))) == 1
    assert night.decisions(holder) == []


def test_as_long_as_the_status_lasts_where_the_regulation_names_no_end() -> None:
    night = Night(validity={"term": {"kind": "as_decided", "months_at_most": 6}})
    holder = night.a_person()
    night.until = date(2026, 9, 30)
    night.answer(holder, night.ask_source(holder))
    assert night.rights(holder).rights[-1].valid_until == date(2026, 9, 30)
    other = night.a_person()
    night.until = date(2029, 1, 1)
    night.answer(other, night.ask_source(other))
    assert night.rights(other).rights[-1].valid_until == date(2026, 12, 31), "six months at most"
    third = night.a_person()
    night.until = None
    assert len(night.answer(third, night.ask_source(third))) == 1, "nobody has said until when"


def test_a_yes_about_a_file_that_was_merged_is_for_the_file_that_stays() -> None:
    night = Night()
    stays, duplicate = night.a_person(), night.a_person()
    question = night.ask_source(duplicate)
    night.ask(MergeHolders(holder_id=stays, duplicate_id=duplicate))
    night.answer(duplicate, question)
    assert night.usable_on(stays, START)


def test_nothing_is_decided_about_who_is_erased_meanwhile() -> None:
    night = Night()
    holder = night.a_person()
    night.put(night.driver.row("cards", night.stream, Holder, holder), erased=True, identity=None)
    wish = RenewByStatus(
        holder_id=holder, scheme_id=night.scheme, answer_id=an_id("answer"), case="sealed"
    )
    before = len(night.driver.journal)
    night.driver.send(wish, stream=night.stream)
    assert len(night.driver.journal) == before
