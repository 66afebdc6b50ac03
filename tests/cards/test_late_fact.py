"""A fact that is learned late ends the right with both times; who pays back is decided. Pure."""

from datetime import date
from uuid import UUID

from services.cards.contracts.commands import DecideRecovery, LearnLate
from services.cards.contracts.events import LateFactLearned, RecoveryDecided, SchemeRightEnded
from services.cards.domain.participation import Participation
from services.kernel.contract import Event
from tests.cards.test_casework import noon
from tests.cards.test_reviews import SEALED, TODAY, told
from tests.kit.casework import ENTITLED, Desk
from tests.kit.town import an_id, code_of, expect


def learn(desk: Desk, holder: UUID, true_until: date) -> Event:
    wish = LearnLate(
        holder_id=holder, scheme_id=desk.scheme, fact="status_lost", true_until=true_until
    )
    return desk.ask(wish)


def test_a_status_that_ended_last_month_ends_the_right_with_both_times() -> None:
    desk = Desk()
    holder = desk.a_holder()
    desk.decide(holder, ENTITLED)
    desk.at(noon(date(2026, 9, 10)))
    made = expect(learn(desk, holder, date(2026, 8, 3)), LateFactLearned)
    assert (made.true_until, made.learned_on) == (date(2026, 8, 3), date(2026, 9, 10))
    ended = expect(told(desk, SchemeRightEnded), SchemeRightEnded)
    assert (ended.last_day, ended.learned_on) == (date(2026, 8, 3), date(2026, 9, 10))
    assert desk.usable_on(holder, date(2026, 8, 3))
    assert not desk.usable_on(holder, date(2026, 8, 4))
    assert code_of(learn(desk, holder, date(2026, 8, 3))) == "no_right_then"
    desk.driver.check_folds()


def test_what_is_not_over_is_not_late_and_without_a_right_nothing_ends() -> None:
    desk = Desk()
    holder = desk.a_holder()
    assert code_of(learn(desk, holder, date(2026, 6, 1))) == "no_right_then"
    desk.decide(holder, ENTITLED)
    assert code_of(learn(desk, holder, TODAY)) == "not_late"


def a_use(desk: Desk, right: str, day: date, status: str = "confirmed") -> UUID:
    """A participation of a right, as cards keeps it."""
    made = an_id(f"use {right} {day} {status}")
    kept = desk.driver.rows["cards", desk.stream]
    kept[Participation.at(made)] = Participation(
        key=str(made),
        right_id=right,
        offer_id=str(an_id("offer")),
        day=day,
        network_cents=800,
        status=status,
    )
    return made


def recover(desk: Desk, holder: UUID, right: str, *uses: UUID) -> Event:
    wish = DecideRecovery(
        holder_id=holder,
        right_id=UUID(right),
        participation_ids=uses,
        payer="holder",
        reason="sealed",
    )
    return desk.ask(wish, SEALED)


def test_somebody_pays_back_only_by_a_decision_and_only_what_came_after() -> None:
    desk = Desk()
    holder = desk.a_holder()
    desk.decide(holder, ENTITLED)
    right = desk.rights(holder).rights[0].right_id
    on_it, after = (a_use(desk, right, date(2026, 8, day)) for day in (3, 4))
    undone = a_use(desk, right, date(2026, 8, 5), "cancelled")
    desk.at(noon(date(2026, 9, 10)))
    assert code_of(recover(desk, holder, right, after)) == "right_not_ended"
    learn(desk, holder, date(2026, 8, 3))
    for use in (on_it, undone):
        assert code_of(recover(desk, holder, right, use)) == "nothing_to_recover"
    made = expect(recover(desk, holder, right, after), RecoveryDecided)
    assert [(part.participation_id, part.cents) for part in made.parts] == [(after, 800)]
    assert code_of(recover(desk, holder, right, after)) == "already_recovered"
    assert code_of(recover(desk, holder, right)) == "list_invalid"
    assert code_of(recover(desk, holder, right, an_id("none"))) == "participation_unknown"
