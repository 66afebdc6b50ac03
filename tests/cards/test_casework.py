"""Deciding about a person by the regulation of the day, and the right that follows. Pure."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from services.cards.contracts.commands import EraseHolder
from services.cards.contracts.events import (
    CommandRejected,
    DecisionsMade,
    SchemeRightGranted,
    SchemeRightRenewed,
)
from services.kernel.contract import Event
from tests.kit.casework import ENTITLED, NOT_ENTITLED, Desk, Json, opened
from tests.kit.regulations import a_document, a_route
from tests.kit.town import an_id, code_of, expect

THIRTEEN_MONTHS: Json = {
    "term": {"kind": "fixed_end", "day": 31, "month": 1, "years_ahead": 1},
    "renewable_days_before": 60,
}


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 11, tzinfo=UTC)


def last_right(desk: Desk) -> Event:
    rights = (SchemeRightGranted, SchemeRightRenewed)
    return [f.event for f in desk.driver.journal if isinstance(f.event, rights)][-1]


def test_who_is_entitled_has_a_decision_and_a_right_from_that_day() -> None:
    desk = Desk()
    holder = desk.a_holder()
    made = expect(desk.decide(holder, {**ENTITLED, "birth_date": "2015-03-02"}), DecisionsMade)
    [decision] = desk.decisions(holder)
    right = expect(last_right(desk), SchemeRightGranted)
    assert made.decision_ids == (decision.decision_id,)
    assert (decision.outcome, decision.right_id) == ("entitled", right.right_id)
    assert (right.valid_from, right.valid_until) == (date(2026, 7, 1), date(2027, 6, 30))
    assert (right.birth_year, right.decision_id) == (2015, decision.decision_id)
    assert right.sources[0] == "drawing_right"
    desk.driver.check_folds()


def test_who_is_not_entitled_has_a_decision_that_says_why_and_no_right() -> None:
    desk = Desk()
    holder = desk.a_holder()
    expect(desk.decide(holder, NOT_ENTITLED, reason="geen attest"), DecisionsMade)
    [decision] = desk.decisions(holder)
    assert (decision.outcome, decision.right_id) == ("not_entitled", None)
    said = opened(decision)
    assert said["reason"] == "geen attest"
    assert said["decision"]["routes"][0]["outcome"] == "not_met"
    assert said["decision"]["version"] == 1
    assert not desk.usable_on(holder, date(2026, 7, 1))


def test_without_its_proof_nothing_is_decided_and_what_is_missing_is_said() -> None:
    desk = Desk()
    refusal = expect(desk.decide(desk.a_holder(), {}), CommandRejected)
    assert (refusal.code, refusal.facts) == ("proof_missing", {"missing": "statuses"})


def test_what_are_no_facts_is_refused() -> None:
    desk = Desk()
    assert code_of(desk.decide(desk.a_holder(), None)) == "facts_invalid"


def test_nobody_is_decided_about_who_is_unknown_or_erased() -> None:
    desk = Desk()
    assert code_of(desk.decide(an_id("stranger"), ENTITLED)) == "holder_unknown"
    desk.ask(EraseHolder(holder_id=(holder := desk.a_holder())))
    assert code_of(desk.decide(holder, ENTITLED)) == "holder_erased"


def test_before_the_first_version_there_is_nothing_to_decide_by() -> None:
    desk = Desk(a_document(valid_from="2026-08-01"))
    holder = desk.a_holder()
    assert code_of(desk.decide(holder, ENTITLED)) == "no_regulation"
    desk.at(noon(date(2026, 8, 1)))
    expect(desk.decide(holder, ENTITLED), DecisionsMade)


def test_the_version_of_the_commands_day_decides() -> None:
    desk = Desk(a_document(valid_from="2026-01-01"))
    other = {"kind": "status", "any_of": ["living_wage"]}
    desk.adopt(a_document(a_route(other), valid_from="2026-07-02"))
    one, two = desk.a_holder(), desk.a_holder()
    desk.at(datetime(2026, 7, 1, 21, 59, tzinfo=UTC))
    desk.decide(one, ENTITLED)
    desk.at(datetime(2026, 7, 1, 22, 0, tzinfo=UTC))
    desk.decide(two, ENTITLED)
    assert [desk.decisions(each)[0].outcome for each in (one, two)] == ["entitled", "not_entitled"]


# -- renewal --------------------------------------------------------------------------------------


def test_thirteen_months_renewed_in_january_are_one_right() -> None:
    """Beveren, story 3: valid until 31 January of the next year, renewed on 5 January."""
    desk = Desk(a_document(validity=THIRTEEN_MONTHS, valid_from="2020-01-01"))
    holder = desk.a_holder()
    desk.at(noon(date(2025, 2, 3)))
    desk.decide(holder, ENTITLED)
    first = expect(last_right(desk), SchemeRightGranted)
    assert first.valid_until == date(2026, 1, 31)
    desk.at(noon(date(2026, 1, 5)))
    expect(desk.decide(holder, ENTITLED), DecisionsMade)
    again = expect(last_right(desk), SchemeRightRenewed)
    assert (again.right_id, again.valid_until) == (first.right_id, date(2027, 1, 31))
    assert len(desk.rights(holder).rights) == 1
    desk.driver.check_folds()


def test_a_right_is_renewed_from_sixty_days_before_its_end_and_no_day_sooner() -> None:
    desk = Desk()
    holder = desk.a_holder()
    desk.decide(holder, ENTITLED)
    first = date(2027, 6, 30) - timedelta(days=60)
    desk.at(noon(first - timedelta(days=1)))
    refusal = expect(desk.decide(holder, ENTITLED), CommandRejected)
    assert (refusal.code, refusal.facts) == ("not_yet_renewable", {"on": first.isoformat()})
    desk.at(noon(first))
    desk.decide(holder, ENTITLED)
    assert expect(last_right(desk), SchemeRightRenewed).valid_until == date(2028, 6, 30)


def test_who_renews_ahead_loses_no_day_of_a_term_that_the_decision_names() -> None:
    year: Json = {"term": {"kind": "as_decided", "months_at_most": 12}, "grace_days": 30}
    desk = Desk(a_document(validity=year, valid_from="2020-01-01"))
    holder = desk.a_holder()
    desk.at(noon(date(2026, 4, 1)))
    desk.decide(holder, ENTITLED, valid_until=date(2027, 3, 31))
    desk.at(noon(date(2027, 3, 1)))
    late = expect(desk.decide(holder, ENTITLED, valid_until=date(2028, 4, 1)), CommandRejected)
    assert (late.code, late.facts) == ("validity_too_long", {"until": "2028-03-31"})
    expect(desk.decide(holder, ENTITLED, valid_until=date(2028, 3, 31)), DecisionsMade)
    again = expect(last_right(desk), SchemeRightRenewed)
    assert (again.valid_until, again.grace_until) == (date(2028, 3, 31), date(2028, 4, 30))


def test_in_grace_the_same_right_is_renewed_and_after_it_there_is_a_new_one() -> None:
    grace: Json = {"term": {"kind": "months", "months": 12}, "grace_days": 30}
    for days, kind in ((30, SchemeRightRenewed), (31, SchemeRightGranted)):
        desk = Desk(a_document(validity=grace))
        holder = desk.a_holder()
        desk.decide(holder, ENTITLED)
        desk.at(noon(date(2027, 6, 30) + timedelta(days=days)))
        desk.decide(holder, ENTITLED)
        assert isinstance(last_right(desk), kind), days


def test_a_renewal_that_is_refused_leaves_the_running_right_until_its_end() -> None:
    desk = Desk()
    holder = desk.a_holder()
    desk.decide(holder, ENTITLED)
    desk.at(noon(date(2027, 6, 1)))
    desk.decide(holder, NOT_ENTITLED)
    assert desk.usable_on(holder, date(2027, 6, 30))
    assert not desk.usable_on(holder, date(2027, 7, 1))


def test_a_judgement_that_counts_once_carries_no_renewal() -> None:
    judged = {"kind": "judgement", "by": ["social_worker"], "once_only": True}
    desk = Desk(a_document(a_route(judged)))
    holder = desk.a_holder()
    facts: Json = {"judgements": [{"by": "social_worker", "favourable": True, "reason": "nood"}]}
    desk.decide(holder, facts)
    desk.at(noon(date(2027, 6, 1)))
    desk.decide(holder, facts)
    assert [one.outcome for one in desk.decisions(holder)] == ["entitled", "not_entitled"]


# -- mandates, derogation, open validity ----------------------------------------------------------


def test_only_a_mandate_that_the_document_names_decides() -> None:
    desk = Desk(a_document(deciding={"mandates": ["social_worker"]}))
    holder = desk.a_holder()
    assert code_of(desk.decide(holder, ENTITLED)) == "mandate_missing"
    assert code_of(desk.decide(holder, ENTITLED, mandate="clerk")) == "mandate_missing"
    expect(desk.decide(holder, ENTITLED, mandate="social_worker"), DecisionsMade)


def test_a_departure_from_the_criteria_needs_a_body_and_a_reason() -> None:
    desk = Desk()
    holder = desk.a_holder()
    why = "verbouwing na brand"
    refused = desk.decide(holder, NOT_ENTITLED, derogation=True, reason=why)
    assert code_of(refused) == "derogation_not_allowed"
    desk = Desk(a_document(deciding={"derogation_by": "college van burgemeester en schepenen"}))
    holder = desk.a_holder()
    refused = desk.decide(holder, NOT_ENTITLED, derogation=True, reason=" ")
    assert code_of(refused) == "reason_missing"
    expect(desk.decide(holder, NOT_ENTITLED, derogation=True, reason=why), DecisionsMade)
    [decision] = desk.decisions(holder)
    assert decision.outcome == "entitled"
    assert (opened(decision)["derogation"], opened(decision)["reason"]) == (True, why)
    assert "drawing_right" not in expect(last_right(desk), SchemeRightGranted).sources


def test_where_the_document_leaves_the_end_open_who_decides_says_it() -> None:
    desk = Desk(a_document(validity={"term": {"kind": "as_decided"}}))
    holder = desk.a_holder()
    assert code_of(desk.decide(holder, ENTITLED)) == "validity_open"
    capped = Desk(a_document(validity={"term": {"kind": "as_decided", "months_at_most": 6}}))
    late = capped.decide(capped.a_holder(), ENTITLED, valid_until=date(2027, 1, 1))
    assert code_of(late) == "validity_too_long"
    expect(desk.decide(holder, ENTITLED, valid_until=date(2026, 12, 31)), DecisionsMade)
    assert expect(last_right(desk), SchemeRightGranted).valid_until == date(2026, 12, 31)


def test_a_right_begins_on_the_day_of_the_application_by_the_regulation_of_that_day() -> None:
    desk = Desk()
    holder = desk.a_holder()
    expect(desk.decide(holder, ENTITLED, applied_on=date(2026, 6, 3)), DecisionsMade)
    right = expect(last_right(desk), SchemeRightGranted)
    assert (right.valid_from, right.valid_until) == (date(2026, 6, 3), date(2027, 6, 2))
    [decision] = desk.decisions(holder)
    assert decision.decided_on == date(2026, 7, 1)


def test_no_application_is_of_a_day_to_come_or_of_over_a_year_ago() -> None:
    desk = Desk()
    holder = desk.a_holder()
    for day in (date(2026, 7, 2), date(2025, 6, 1)):
        assert code_of(desk.decide(holder, ENTITLED, applied_on=day)) == "applied_on_invalid"
    before = desk.decide(holder, ENTITLED, applied_on=date(2025, 7, 2))
    assert code_of(before) == "no_regulation"


@given(
    days=st.lists(st.integers(1, 200), max_size=8),
    entitled=st.lists(st.booleans(), min_size=8, max_size=8),
)
def test_there_are_never_two_rights_for_one_period_and_every_decision_explains_itself(
    days: list[int], entitled: list[bool]
) -> None:
    desk = Desk(a_document(validity={"term": {"kind": "months", "months": 3}, "grace_days": 10}))
    holder, day = desk.a_holder(), date(2026, 7, 1)
    for wait, yes in zip(days, entitled, strict=False):
        day += timedelta(days=wait)
        desk.at(noon(day))
        desk.decide(holder, ENTITLED if yes else NOT_ENTITLED)
    for decision in desk.decisions(holder):
        assert opened(decision)["decision"]["routes"]
        assert (decision.right_id is None) == (decision.outcome == "not_entitled")
    rows = desk.driver.rows["cards", desk.stream].values()
    rights = [right for row in rows if hasattr(row, "rights") for right in row.rights]
    for before, after in pairwise(rights):
        assert before.usable_until < after.valid_from
    desk.driver.check_folds()
