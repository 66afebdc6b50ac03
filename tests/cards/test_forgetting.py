"""Why a decision was made, and until when that is kept. Pure."""

from datetime import UTC, date, datetime, timedelta

from services.cards.contracts.commands import ForgetExplanation
from services.cards.contracts.events import ExplanationForgotten
from services.cards.domain.casework import APPEAL_DAYS_ASSUMED
from services.cards.domain.decision import Decision, day_after
from tests.kit.casework import NOT_ENTITLED, Desk
from tests.kit.regulations import a_document
from tests.kit.town import expect


def test_why_is_forgotten_after_the_term_of_appeal_and_not_a_moment_sooner() -> None:
    desk = Desk(a_document(deciding={"appeal_within_days": 30}))
    holder = desk.a_holder()
    desk.decide(holder, NOT_ENTITLED)
    [decision] = desk.decisions(holder)
    assert decision.appeal_until == decision.explained_until == date(2026, 7, 31)
    end = day_after(date(2026, 7, 31))
    assert end == datetime(2026, 7, 31, 22, tzinfo=UTC)
    forget = ForgetExplanation(decision_id=decision.decision_id)
    desk.at(end - timedelta(seconds=1))
    desk.driver.send(forget, stream=desk.stream)
    kept = desk.driver.row("cards", desk.stream, Decision, decision.decision_id)
    assert kept.explanation is not None
    desk.at(end)
    expect(desk.ask(forget), ExplanationForgotten)
    gone = desk.driver.row("cards", desk.stream, Decision, decision.decision_id)
    assert (gone.explanation, gone.outcome) == (None, "not_entitled")
    desk.driver.check_folds()


def test_where_no_appeal_is_named_why_is_kept_three_months() -> None:
    desk = Desk()
    holder = desk.a_holder()
    desk.decide(holder, NOT_ENTITLED)
    [decision] = desk.decisions(holder)
    assert decision.appeal_until is None
    assert decision.explained_until == date(2026, 7, 1) + timedelta(days=APPEAL_DAYS_ASSUMED)
