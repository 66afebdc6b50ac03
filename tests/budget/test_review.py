"""What a person finds in a statement is recorded; a dispute sets the line aside. Pure."""

from services.budget.contracts.commands import JudgeFinding
from services.budget.contracts.events import FindingJudged, LineDisputed
from services.budget.contracts.reviews import judgement_id
from tests.budget.test_statement import Club
from tests.kit.town import an_id, code_of, expect

STATEMENT = an_id("statement")


def test_what_is_found_fine_is_recorded_and_moves_nothing() -> None:
    club = Club()
    sold = club.sells(1_000)
    before = club.town.balances()
    wish = JudgeFinding(
        statement_id=STATEMENT, finding="sample", participation_id=sold, judgement="fine"
    )
    judged = expect(club.town.ask(wish), FindingJudged)
    assert judged.judgement_id == judgement_id(STATEMENT, "sample", sold)
    assert club.town.balances() == before
    assert club.drawn().payable_cents == 400


def test_what_is_to_be_disputed_is_set_aside_at_once_and_once() -> None:
    club = Club()
    sold = club.sells(1_000)
    wish = JudgeFinding(
        statement_id=STATEMENT,
        finding="card_twice_a_day",
        participation_id=sold,
        judgement="dispute",
    )
    expect(club.town.ask(wish), FindingJudged)
    told = [fact.event for fact in club.town.driver.journal]
    [aside] = [event for event in told if isinstance(event, LineDisputed)]
    assert aside.reason == "registered_twice"
    assert club.town.balances()["payable"] == 0
    assert code_of(club.town.ask(wish)) == "line_disputed"
    club.town.driver.check_folds()


def test_a_statement_as_a_whole_is_no_line_to_dispute() -> None:
    wish = JudgeFinding(statement_id=STATEMENT, finding="far_above_usual", judgement="dispute")
    assert code_of(Club().town.ask(wish)) == "no_line"
    checked = wish.model_copy(update={"judgement": "checked"})
    expect(Club().town.ask(checked), FindingJudged)
