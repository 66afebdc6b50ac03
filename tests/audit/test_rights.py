"""Rights, decisions and uses of cards that do not follow from one another. Pure."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from deploy.audit.findings import Finding, Invariant
from deploy.audit.picture import Picture
from deploy.audit.rights import forgotten_in, judge_forgotten, judge_rights, judge_uses
from services.cards.contracts.commands import BlockCard
from services.cards.contracts.events import CaseDecided, ExplanationForgotten
from services.cards.contracts.keys import key_owner
from services.cards.domain.scheme_right import SchemeRights
from tests.audit.judging import failing, kinds
from tests.audit.story import WatchedTown, a_season, with_row
from tests.kit.town import SUMMER, YEAR_END, YEAR_START, an_id

DECISION = an_id("decision")


def a_decision(holder: UUID, scheme: UUID, *, explanation: str = "sealed") -> CaseDecided:
    return CaseDecided(
        decision_id=DECISION,
        holder_id=holder,
        scheme_id=scheme,
        regulation_id=an_id("regulation"),
        outcome="entitled",
        decided_on=YEAR_START,
        explanation=explanation,
        explained_until=YEAR_END,
    )


def told(town: WatchedTown) -> Finding:
    return judge_rights(town.picture())


def test_a_right_that_a_decision_made_is_sound() -> None:
    town = a_season()
    holder = town.a_holder()
    town.tell(a_decision(holder, town.scheme))
    town.entitle(holder, decision_id=DECISION)
    town.take_part(town.a_scheme_card(holder), town.an_offer_of(1_000))
    assert Invariant.RIGHTS_FOLLOW not in failing(town.picture())
    looked = told(town).looked + judge_uses(town.picture()).looked
    assert min(looked[one] for one in ("rights", "decisions", "uses of cards")) > 0


def test_a_right_of_a_decision_that_nobody_made_is_found() -> None:
    town = a_season()
    town.entitle(town.a_holder(), decision_id=DECISION)
    assert kinds(told(town)) == {"right_without_decision"}


def test_a_right_of_a_decision_about_somebody_else_is_found() -> None:
    town = a_season()
    town.tell(a_decision(town.a_holder(), town.scheme))
    town.entitle(town.a_holder(), decision_id=DECISION)
    assert kinds(told(town)) == {"right_without_decision"}


def test_a_decision_that_explains_nothing_is_found() -> None:
    town = a_season()
    town.tell(a_decision(town.a_holder(), town.scheme, explanation=""))
    assert kinds(told(town)) == {"decision_without_explanation"}


def test_two_rights_on_one_day_are_found() -> None:
    town = a_season()
    holder = town.a_holder()
    town.entitle(holder, (YEAR_START, SUMMER))
    town.entitle(holder, (SUMMER + timedelta(days=1), YEAR_END))
    picture = town.picture()
    assert kinds(judge_rights(picture)) == set()
    assert kinds(judge_rights(with_row(picture, "cards", longer(picture, holder)))) == {
        "two_rights_on_a_day"
    }


def longer(picture: Picture, holder: UUID) -> SchemeRights:
    """Her rights, the first of them a day longer."""
    rows = picture.part("cards").table(SchemeRights).values()
    row = next(one for one in rows if one.holder_id == str(holder))
    first, second = row.rights
    until = first.valid_until + timedelta(days=1)
    return replace(row, rights=(replace(first, valid_until=until), second))


def test_a_card_that_is_used_after_it_was_blocked_is_found_by_the_time_of_its_use() -> None:
    town = a_season()
    holder, card = town.an_entitled()
    town.take_part(card, town.an_offer_of(1_000))
    before = town.driver.now
    used = town.last_request()
    town.at(before + timedelta(hours=2))
    town.ask(BlockCard(card_id=card.card_id, reason="stolen"))
    town.at(before + timedelta(days=1))
    late = {"participation_id": an_id("late"), "happened_at": before + timedelta(hours=1)}
    town.tell(used.model_copy(update=late))
    assert kinds(judge_uses(town.picture())) == set()
    town.tell(used.model_copy(update={"participation_id": an_id("after")}))
    assert kinds(judge_uses(town.picture())) == {"used_after_block"}
    assert used.holder_id == holder


def test_an_explanation_that_was_forgotten_has_no_key() -> None:
    town = a_season()
    holder = town.a_holder()
    town.tell(a_decision(holder, town.scheme))
    town.tell(ExplanationForgotten(decision_id=DECISION, holder_id=holder))
    picture = town.picture()
    elsewhere = replace(picture, stream="elsewhere")
    forgotten = [*forgotten_in(picture), *forgotten_in(elsewhere)]
    assert [(one.stream, one.decision_id) for one in forgotten] == [
        (picture.stream, DECISION),
        ("elsewhere", DECISION),
    ]
    unkept = judge_forgotten(forgotten, ())
    assert (kinds(unkept), unkept.looked["explanations forgotten"]) == (set(), 2)
    left = judge_forgotten(forgotten, {key_owner(DECISION, "decision")})
    assert {(one.kind, one.stream) for one in left.violations} == {
        ("explanation_has_a_key", picture.stream),
        ("explanation_has_a_key", "elsewhere"),
    }
