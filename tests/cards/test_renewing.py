"""Renewals at night: asked once for each end of a right, and left to people without a yes. Pure."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cards.contracts.commands import (
    AskForRenewal,
    RecordStatusFailure,
    StopRenewals,
)
from services.cards.contracts.events import (
    HolderErased,
    RenewalAsked,
    RenewalLeft,
    RenewalsArranged,
    RenewalsStopped,
    StatusAsked,
)
from services.cards.domain.consent import PersonTerms
from services.cards.domain.holder import Holder
from services.cards.domain.prepared import (
    PersonErased,
)
from services.cards.domain.scheme_right import RightOwner
from services.kernel.contract import Event
from tests.kit.casework import ENTITLED, Json
from tests.kit.night import Night
from tests.kit.town import an_id, code_of, expect

UNTIL = date(2027, 3, 31)
START = date(2026, 7, 1)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 11, tzinfo=UTC)


def kinds(events: list[Event]) -> list[object]:
    return [type(event) for event in events]


def entitled(night: Night) -> UUID:
    """A person whose right ends in ten days by now."""
    holder = night.a_person()
    night.answer(holder, night.ask_source(holder))
    night.at(noon(night.rights(holder).rights[-1].valid_until - timedelta(days=10)))
    return holder


def test_a_right_near_its_end_is_asked_about_once_and_renewed_on_a_yes() -> None:
    night = Night()
    arrangement = expect(night.arrange(), RenewalsArranged).arrangement_id
    holder = entitled(night)
    before = night.rights(holder).rights[-1].valid_until
    made = night.due(holder, arrangement)
    assert kinds(made) == [RenewalAsked, StatusAsked]
    asked = made[1]
    assert isinstance(asked, StatusAsked)
    assert (asked.legal_basis, asked.deliberation) == ("general_authorisation", "18/123")
    assert asked.purpose == "renewal"
    assert night.due(holder, arrangement) == [], "once for this end"
    night.answer(holder, asked.question_id)
    after = night.rights(holder).rights[-1].valid_until
    assert after > before
    owner = night.driver.row(
        "cards", night.stream, RightOwner, night.rights(holder).rights[-1].right_id
    )
    assert owner.ends_on == after, "the next end is another one"
    night.driver.check_folds()


@pytest.mark.parametrize("end", ["no", "unknown", "failure"])
def test_without_a_yes_the_right_is_left_to_people(end: str) -> None:
    night = Night()
    arrangement = expect(night.arrange(), RenewalsArranged).arrangement_id
    holder = entitled(night)
    asked = night.due(holder, arrangement)[1]
    assert isinstance(asked, StatusAsked)
    if end == "failure":
        before = len(night.driver.journal)
        wish = RecordStatusFailure(
            question_id=asked.question_id, holder_id=holder, code="source_away"
        )
        night.driver.send(wish, stream=night.stream)
        made = [fact.event for fact in night.driver.journal[before:]]
    else:
        made = night.answer(holder, asked.question_id, end)
    left = expect(made[-1], RenewalLeft)
    assert str(left.right_id) == night.rights(holder).rights[-1].right_id


def test_who_has_no_number_is_left_to_people_and_is_not_asked_about_every_second() -> None:
    night = Night()
    arrangement = expect(night.arrange(), RenewalsArranged).arrangement_id
    holder = entitled(night)
    night.put(night.driver.row("cards", night.stream, Holder, holder), number_id=None)
    asked, left = night.due(holder, arrangement)
    expect(asked, RenewalAsked)
    expect(left, RenewalLeft)
    assert night.due(holder, arrangement) == []


def test_what_was_stopped_asks_no_more_and_an_old_question_of_the_calendar_comes_to_nothing() -> (
    None
):
    night = Night()
    arrangement = expect(night.arrange(), RenewalsArranged).arrangement_id
    holder = entitled(night)
    assert night.due(holder, arrangement, ends_on=date(2026, 1, 1)) == []
    assert night.due(holder, an_id("another arrangement")) == []
    expect(night.ask(StopRenewals(arrangement_id=arrangement)), RenewalsStopped)
    assert night.due(holder, arrangement) == []
    again = expect(night.arrange(days_before=20), RenewalsArranged)
    assert again.arrangement_id == arrangement
    assert len(night.due(holder, arrangement)) == 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"scheme_id": an_id("none")}, "scheme_unknown"),
        ({"status": "living_wage"}, "status_not_in_regulation"),
        ({"legal_basis": "consent"}, "legal_basis_missing"),
        ({"deliberation": None}, "legal_basis_missing"),
        ({"days_before": 0}, "days_before_invalid"),
        ({"days_before": 61}, "days_before_invalid"),
        ({"source": "crossroads"}, "source_not_configured"),
    ],
)
def test_what_cannot_be_arranged_is_refused(changes: Json, code: str) -> None:
    assert code_of(Night().arrange(**changes)) == code


def test_renewals_are_arranged_only_where_the_regulation_grants_automatically() -> None:
    night = Night(deciding={"modes": ["application"]})
    assert code_of(night.arrange()) == "not_automatic"
    assert code_of(night.ask(StopRenewals(arrangement_id=an_id("none")))) == "arrangement_unknown"


@given(
    steps=st.lists(
        st.tuples(st.integers(0, 200), st.sampled_from(["yes", "no", "unknown", "counter"])),
        max_size=8,
    )
)
def test_a_source_never_shortens_a_right_and_never_makes_two(
    steps: list[tuple[int, str]],
) -> None:
    night = Night(validity={"term": {"kind": "months", "months": 3}})
    arrangement = expect(night.arrange(), RenewalsArranged).arrangement_id
    holder, day, last = night.a_person(), START, date.min
    for wait, what in steps:
        day += timedelta(days=wait)
        night.at(noon(day))
        if what == "counter":
            night.decide(holder, ENTITLED)
        else:
            night.answer(holder, night.ask_source(holder), what)
        row = night.driver.rows["cards", night.stream]
        rights = [r for one in row.values() if hasattr(one, "rights") for r in one.rights]
        ends = [right.valid_until for right in rights]
        assert max(ends, default=last) >= last
        last = max(ends, default=last)
        for before, after in pairwise(rights):
            assert before.usable_until < after.valid_from
        if rights and rights[-1].valid_until >= day:
            night.due(holder, arrangement)
            assert night.due(holder, arrangement) == []
    for decision in night.decisions(holder):
        assert decision.outcome == "entitled"
    night.driver.check_folds()


def test_a_person_whose_key_is_destroyed_is_not_asked_about() -> None:
    night = Night()
    arrangement = expect(night.arrange(), RenewalsArranged).arrangement_id
    holder = entitled(night)
    right = night.rights(holder).rights[-1]
    before = len(night.driver.journal)
    wish = AskForRenewal(
        arrangement_id=arrangement,
        right_id=UUID(right.right_id),
        holder_id=holder,
        scheme_id=night.scheme,
        ends_on=right.valid_until,
        statuses="for cards only",
    )
    night.driver.send(wish, stream=night.stream, prepared=PersonErased())
    made = [fact.event for fact in night.driver.journal[before:]]
    assert StatusAsked not in kinds(made)
    assert HolderErased not in kinds(made)


def test_a_late_no_leaves_alone_what_somebody_renewed_meanwhile() -> None:
    night = Night()
    arrangement = expect(night.arrange(), RenewalsArranged).arrangement_id
    holder = entitled(night)
    asked = night.due(holder, arrangement)[1]
    assert isinstance(asked, StatusAsked)
    night.decide(holder, ENTITLED)
    assert len(night.answer(holder, asked.question_id, "no")) == 1


def test_nobody_is_asked_about_who_objected() -> None:
    night = Night()
    arrangement = expect(night.arrange(), RenewalsArranged).arrangement_id
    holder = entitled(night)
    terms = PersonTerms(key=str(holder), restricted=True)
    night.driver.rows["cards", night.stream][PersonTerms.at(holder)] = terms
    asked, left = night.due(holder, arrangement)
    expect(asked, RenewalAsked)
    expect(left, RenewalLeft)
    made = night.answer(holder, night.ask_source(holder))
    assert [type(one) for one in made[1:]] == [RenewalLeft], "a yes is left to people too"
