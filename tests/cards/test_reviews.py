"""After a decision: a committee, an appeal, a correction, a fact that is learned late. Pure."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.cards.contracts.commands import (
    CorrectDecision,
    DecideAppeal,
    ForgetExplanation,
    LodgeAppeal,
    RatifyDecisions,
)
from services.cards.contracts.events import (
    AppealDecided,
    AppealLodged,
    CommandRejected,
    DecisionRatified,
    DecisionsMade,
    ExplanationForgotten,
    RatificationRecorded,
    SchemeRightEnded,
)
from services.cards.domain.decision import Decision, day_after
from services.cards.domain.prepared import OpenedCases, Resealed
from services.kernel.contract import Event
from tests.cards.test_casework import noon
from tests.kit.casework import ENTITLED, NOT_ENTITLED, Desk, Json, a_case, opened
from tests.kit.regulations import a_document, a_route
from tests.kit.town import an_id, code_of, expect

TODAY = date(2026, 7, 1)
SEALED = Resealed("sealed again")
JUDGED: Json = {"kind": "judgement", "by": ["social_worker"]}
GOOD: Json = {"judgements": [{"by": "social_worker", "favourable": True, "reason": "nood"}]}
COMMITTEE: Json = {
    "committee": "Bijzonder Comité voor de Sociale Dienst",
    "provisional_until_ratified": True,
    "provisional_days": 45,
    "provisional_payer": "welfare_fund",
}


def told(desk: Desk, kind: type[Event]) -> Any:
    return [fact.event for fact in desk.driver.journal if isinstance(fact.event, kind)][-1]


def row(desk: Desk, decision: UUID) -> Decision:
    return desk.driver.row("cards", desk.stream, Decision, decision)


# -- a committee ----------------------------------------------------------------------------------


def an_inquiry(**more: Any) -> tuple[Desk, UUID, UUID]:
    """A desk, a person, and the decision about her that awaits a committee."""
    document = a_document(a_route(JUDGED, needs_inquiry=True), deciding={**COMMITTEE, **more})
    desk = Desk(document)
    holder = desk.a_holder()
    expect(desk.decide(holder, GOOD), DecisionsMade)
    return desk, holder, desk.decisions(holder)[0].decision_id


def ratify(desk: Desk, *ratified: UUID, refused: tuple[UUID, ...] = ()) -> Event:
    return desk.ask(RatifyDecisions(ratified=ratified, refused=refused))


def test_until_it_is_ratified_a_provisional_right_runs_for_its_days() -> None:
    desk, holder, decision = an_inquiry()
    assert row(desk, decision).awaits == "ratification"
    assert desk.usable_on(holder, TODAY + timedelta(days=45))
    assert not desk.usable_on(holder, TODAY + timedelta(days=46))
    [right] = desk.rights(holder).rights
    assert right.provisional


def test_where_the_document_gives_no_provisional_right_there_is_none_until_then() -> None:
    desk, holder, decision = an_inquiry(provisional_until_ratified=False)
    assert not desk.usable_on(holder, TODAY)
    desk.at(noon(date(2026, 7, 20)))
    expect(ratify(desk, decision), RatificationRecorded)
    [right] = desk.rights(holder).rights
    assert (right.valid_from, right.valid_until) == (date(2026, 7, 20), date(2027, 6, 30))


def test_ratified_the_same_right_goes_on_until_its_full_end() -> None:
    desk, holder, decision = an_inquiry()
    before = desk.rights(holder).rights[0]
    desk.at(noon(date(2026, 7, 20)))
    expect(ratify(desk, decision), RatificationRecorded)
    [right] = desk.rights(holder).rights
    assert (right.right_id, right.provisional) == (before.right_id, False)
    assert right.valid_until == date(2027, 6, 30)
    assert row(desk, decision).awaits is None
    assert code_of(ratify(desk, decision)) == "not_awaiting_ratification"
    desk.driver.check_folds()


def test_refused_the_provisional_right_ends_and_the_fixed_payer_carries_it() -> None:
    desk, holder, decision = an_inquiry()
    desk.at(noon(date(2026, 7, 20)))
    expect(ratify(desk, refused=(decision,)), RatificationRecorded)
    said = expect(told(desk, DecisionRatified), DecisionRatified)
    assert (said.ratified, said.payer) == (False, "welfare_fund")
    ended = expect(told(desk, SchemeRightEnded), SchemeRightEnded)
    assert (ended.reason, ended.last_day) == ("not_ratified", date(2026, 7, 20))
    assert desk.usable_on(holder, date(2026, 7, 20))
    assert not desk.usable_on(holder, date(2026, 7, 21))
    assert row(desk, decision).outcome == "not_entitled"
    desk.driver.check_folds()


def test_what_was_corrected_awaits_no_committee_any_more() -> None:
    desk, holder, decision = an_inquiry()
    expect(correct(desk, holder, decision, GOOD), DecisionsMade)
    assert code_of(ratify(desk, decision)) == "not_awaiting_ratification"
    again = desk.decisions(holder)[1].decision_id
    expect(ratify(desk, again), RatificationRecorded)
    [right] = desk.rights(holder).rights
    assert (right.provisional, right.valid_until) == (False, date(2027, 6, 30))


def test_a_list_is_taken_in_whole_or_not_at_all() -> None:
    desk, holder, decision = an_inquiry()
    assert code_of(ratify(desk, decision, an_id("none"))) == "decision_unknown"
    assert code_of(ratify(desk, decision, refused=(decision,))) == "list_invalid"
    assert code_of(ratify(desk)) == "list_invalid"
    assert row(desk, decision).awaits == "ratification"
    assert len(desk.decisions(holder)) == 1


@given(wait=st.integers(0, 500), ratified=st.booleans())
def test_a_refused_provisional_right_always_ends_and_names_who_pays(
    wait: int, ratified: bool
) -> None:
    desk, holder, decision = an_inquiry()
    day = TODAY + timedelta(days=wait)
    desk.at(noon(day))
    expect(
        ratify(desk, *([decision] if ratified else []), refused=() if ratified else (decision,)),
        RatificationRecorded,
    )
    said = told(desk, DecisionRatified)
    assert (said.payer == "welfare_fund") == (not ratified)
    assert desk.usable_on(holder, day + timedelta(days=1)) == (ratified and day < date(2027, 6, 30))
    desk.driver.check_folds()


# -- appeal ---------------------------------------------------------------------------------------


def a_refusal(**deciding: Any) -> tuple[Desk, UUID, UUID]:
    """A desk, a person, and the decision that refused her."""
    desk = Desk(a_document(deciding={"appeal_within_days": 30, "appeal_body": "OCMW", **deciding}))
    holder = desk.a_holder()
    desk.decide(holder, NOT_ENTITLED)
    return desk, holder, desk.decisions(holder)[0].decision_id


def lodge(desk: Desk, holder: UUID, decision: UUID, **more: Any) -> Event:
    wish = LodgeAppeal(holder_id=holder, decision_id=decision, grounds="sealed", **more)
    return desk.ask(wish, SEALED)


def decide_appeal(desk: Desk, holder: UUID, decision: UUID, *, upheld: bool) -> Event:
    wish = DecideAppeal(holder_id=holder, decision_id=decision, upheld=upheld, reason="sealed")
    return desk.ask(wish, SEALED)


def test_an_appeal_is_lodged_until_the_last_day_of_its_term() -> None:
    desk, holder, decision = a_refusal()
    desk.at(noon(date(2026, 8, 1)))
    late = expect(lodge(desk, holder, decision), CommandRejected)
    assert (late.code, late.facts) == ("appeal_too_late", {"until": "2026-07-31"})
    desk.at(noon(date(2026, 7, 31)))
    made = expect(lodge(desk, holder, decision, oral=True), AppealLodged)
    assert (made.body, made.oral) == ("OCMW", True)
    assert code_of(lodge(desk, holder, decision)) == "already_appealed"


def test_while_an_appeal_runs_why_is_kept_and_after_it_for_a_court() -> None:
    desk, holder, decision = a_refusal()
    forget = ForgetExplanation(decision_id=decision)
    lodge(desk, holder, decision)
    desk.at(day_after(date(2026, 7, 31)))
    desk.driver.send(forget, stream=desk.stream)
    assert row(desk, decision).explanation is not None
    expect(decide_appeal(desk, holder, decision, upheld=False), AppealDecided)
    desk.at(day_after(date(2026, 10, 30)))
    expect(desk.ask(forget), ExplanationForgotten)
    desk.driver.check_folds()


def test_upheld_a_right_follows_and_rejected_none() -> None:
    for upheld in (True, False):
        desk, holder, decision = a_refusal()
        lodge(desk, holder, decision)
        desk.at(noon(date(2026, 8, 20)))
        made = expect(decide_appeal(desk, holder, decision, upheld=upheld), AppealDecided)
        assert (made.right_id is not None) == upheld
        assert desk.usable_on(holder, date(2026, 8, 20)) == upheld
        assert row(desk, decision).appeal == ("upheld" if upheld else "rejected")
        again = decide_appeal(desk, holder, decision, upheld=True)
        assert code_of(again) == "no_appeal_open"
        desk.driver.check_folds()


def test_there_is_nothing_to_appeal_where_the_right_was_granted_or_nothing_decided() -> None:
    desk = Desk()
    holder = desk.a_holder()
    desk.decide(holder, ENTITLED)
    decision = desk.decisions(holder)[0].decision_id
    assert code_of(lodge(desk, holder, decision)) == "nothing_to_appeal"
    assert code_of(lodge(desk, holder, an_id("none"))) == "decision_unknown"
    assert code_of(lodge(desk, desk.a_holder(), decision)) == "decision_unknown"
    assert code_of(decide_appeal(desk, holder, decision, upheld=True)) == "no_appeal_open"


# -- correction -----------------------------------------------------------------------------------


def correct(desk: Desk, holder: UUID, decision: UUID, facts: Json, why: str = "verkeerd") -> Event:
    wish = CorrectDecision(holder_id=holder, decision_id=decision, case="sealed")
    return desk.ask(wish, OpenedCases({holder: a_case(facts, why)}))


def test_a_wrong_refusal_is_corrected_beside_it_and_the_right_follows() -> None:
    desk, holder, decision = a_refusal()
    expect(correct(desk, holder, decision, ENTITLED), DecisionsMade)
    first, second = desk.decisions(holder)
    assert (first.outcome, second.outcome, second.corrects) == (
        "not_entitled",
        "entitled",
        decision,
    )
    assert opened(second)["reason"] == "verkeerd"
    assert row(desk, decision).corrected_by == str(second.decision_id)
    assert desk.usable_on(holder, TODAY)
    assert code_of(correct(desk, holder, decision, ENTITLED)) == "already_corrected"
    desk.driver.check_folds()


def test_a_right_that_was_wrongly_given_ends_the_day_before() -> None:
    desk = Desk()
    holder = desk.a_holder()
    desk.decide(holder, ENTITLED)
    decision = desk.decisions(holder)[0].decision_id
    desk.at(noon(date(2026, 9, 1)))
    assert code_of(correct(desk, holder, decision, NOT_ENTITLED, " ")) == "reason_missing"
    expect(correct(desk, holder, decision, NOT_ENTITLED), DecisionsMade)
    assert desk.usable_on(holder, date(2026, 8, 31))
    assert not desk.usable_on(holder, date(2026, 9, 1))
    desk.driver.check_folds()


def test_a_right_that_was_rightly_given_stays_as_it_was() -> None:
    desk = Desk()
    holder = desk.a_holder()
    desk.decide(holder, ENTITLED)
    before = desk.rights(holder)
    desk.at(noon(date(2026, 9, 1)))
    decision = desk.decisions(holder)[0].decision_id
    expect(correct(desk, holder, decision, ENTITLED), DecisionsMade)
    assert desk.rights(holder) == before
