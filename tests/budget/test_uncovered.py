"""What is owed without money waits its turn, and is covered whole by a decision. Pure."""

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.budget.contracts.commands import ChangeEnvelope, DrawUpStatements
from services.budget.contracts.events import (
    FundingPart,
    MoneyMoved,
    ParticipationConfirmed,
    ParticipationReversed,
    StatementDrawnUp,
    UncoveredCovered,
)
from services.budget.domain.uncovered_queue import UncoveredQueue
from services.cards.contracts.commands import CancelParticipation
from services.cards.contracts.events import ParticipationRequested
from services.cards.domain.work import WorkItem
from tests.cards.test_late import at, late
from tests.kit.town import an_id, code_of, expect
from tests.kit.treasury import Treasury

SATURDAY = date(2026, 7, 4)


class Camp:
    """A camp envelope, and a club whose camp costs 40.00 at 20/40/40."""

    def __init__(self, cents: int) -> None:
        self.books = Treasury()
        self.town = self.books.town
        self.town.at(at(2026, 7, 4, 10))
        self.own = self.books.envelope("Kampen")
        if cents:
            expect(self.books.move(cents, taking=self.own), MoneyMoved)
        self.club = self.town.a_provider()
        self.camp = self.town.an_offer(4_000, split_percent=(20, 40, 40), provider=self.club)

    def child(self) -> Any:
        """The outcome of a child taking part at a desk."""
        return self.town.register(self.town.a_card(), self.camp, on=SATURDAY)

    def told_late(self) -> Any:
        """A sale that a desk tells of at 18:00: it took 8.00 at 09:30."""
        self.town.at(at(2026, 7, 4, 18))
        done = late(self.town, self.town.a_card(), self.camp, at(2026, 7, 4, 9, 30), 800)
        return expect(done, ParticipationConfirmed)

    def uncovered(self) -> int:
        """What stands on accounts of what is uncovered, in cents."""
        return -sum(row.balance_cents for row in self.books.accounts() if row.kind == "uncovered")

    def told(self) -> list[UncoveredCovered]:
        """What was covered so far."""
        events = (fact.event for fact in self.town.driver.journal)
        return [event for event in events if isinstance(event, UncoveredCovered)]


def test_5_empty_on_a_saturday_and_covered_on_monday() -> None:
    """Story 5: 50.00, three children; a late sale of 16.00; on Monday 20.00 by decision."""
    camp = Camp(5_000)
    for _child in range(3):
        expect(camp.child(), ParticipationConfirmed)
    assert camp.books.free(camp.own) == 200
    assert code_of(camp.child()) == "envelope_empty"
    sale = camp.told_late()
    assert (sale.uncovered_cents, camp.uncovered(), camp.books.free(camp.own)) == (
        1_600,
        1_600,
        200,
    )
    [item] = camp.town.driver.all_rows("cards", camp.town.stream, WorkItem)
    assert not item.resolved

    camp.town.at(at(2026, 7, 6, 9))
    expect(camp.books.move(2_000, taking=camp.own), MoneyMoved)
    [covered] = camp.told()
    assert (covered.participation_id, covered.cents) == (sale.participation_id, 1_600)
    assert (camp.uncovered(), camp.books.free(camp.own)) == (0, 600)
    [item] = camp.town.driver.all_rows("cards", camp.town.stream, WorkItem)
    assert item.resolved
    camp.town.at(datetime(2026, 7, 31, 12, tzinfo=UTC))
    wish = DrawUpStatements(organisation_ids=(camp.club,), year=2026, until=date(2026, 7, 31))
    assert expect(camp.town.ask(wish), StatementDrawnUp).payable_cents == 6_400
    camp.town.driver.check_folds()


def test_what_is_cancelled_after_it_was_covered_gives_the_money_back() -> None:
    camp = Camp(0)
    sale = camp.told_late()
    camp.books.move(2_000, taking=camp.own)
    assert camp.books.free(camp.own) == 400
    done = camp.town.ask(CancelParticipation(participation_id=sale.participation_id))
    assert len(expect(done, ParticipationReversed).transfers) == 2
    assert (camp.uncovered(), camp.books.free(camp.own)) == (0, 2_000)


def test_what_is_cancelled_before_waits_no_longer() -> None:
    camp = Camp(0)
    sale = camp.told_late()
    camp.town.ask(CancelParticipation(participation_id=sale.participation_id))
    camp.books.move(2_000, taking=camp.own)
    assert (camp.told(), camp.uncovered(), camp.books.free(camp.own)) == ([], 0, 2_000)


@given(moves=st.lists(st.integers(1, 4_000), min_size=1, max_size=6), sales=st.integers(1, 5))
@settings(max_examples=40, deadline=None)
def test_items_are_covered_whole_and_in_the_order_in_which_they_came(
    moves: list[int], sales: int
) -> None:
    camp = Camp(0)
    waiting = [camp.told_late().participation_id for _sale in range(sales)]
    given_cents = 0
    for cents in moves:
        camp.books.move(cents, taking=camp.own)
        given_cents += cents
        done = min(given_cents // 1_600, sales)
        assert [one.participation_id for one in camp.told()] == waiting[:done]
        assert camp.uncovered() == (sales - done) * 1_600
        assert camp.books.free(camp.own) == given_cents - done * 1_600
    queues = list(camp.town.driver.all_rows("budget", camp.town.stream, UncoveredQueue))
    assert sum(queue.waiting for queue in queues) == sales - len(camp.told())
    assert sum(queue.cents for queue in queues) == camp.uncovered()
    camp.town.driver.check_folds()


def test_only_what_may_carry_the_holder_covers_her_share() -> None:
    """A ground without a means test: the drawing right is for people in poverty."""
    camp = Camp(0)
    camp.told_late()
    asked = [one.event for one in camp.town.driver.journal]
    [first] = [one for one in asked if isinstance(one, ParticipationRequested)]
    other = first.model_copy(
        update={"participation_id": an_id("other"), "sources": ("own_contribution",)}
    )
    camp.town.driver.hear(other, stream=camp.town.stream)
    camp.books.move(4_000, taking=camp.own, source="drawing_right")
    assert [one.participation_id for one in camp.told()] == [first.participation_id]
    camp.books.move(1_600, taking=camp.own, source="own_contribution")
    assert [one.participation_id for one in camp.told()][1:] == [other.participation_id]
    assert [one.debit.kind for one in camp.told()[1].transfers] == ["own_contribution"]
    camp.town.driver.check_folds()


def test_money_that_is_too_little_in_its_parts_comes_in_and_covers_nothing() -> None:
    """Two parts that fall back on the same source: together they find less than each alone."""
    camp = Camp(0)
    funding = tuple(
        FundingPart(weight=1, sources=(kind, "own_contribution"))
        for kind in ("welfare_fund", "gift")
    )
    camp.town.ask(
        ChangeEnvelope(
            envelope_id=camp.own, category="participation", pays_for=("all",), funding=funding
        )
    )
    camp.told_late()
    expect(camp.books.move(1_000, taking=camp.own), MoneyMoved)
    assert (camp.told(), camp.books.free(camp.own)) == ([], 1_000)
    expect(camp.books.move(600, taking=camp.own), MoneyMoved)
    assert (len(camp.told()), camp.books.free(camp.own)) == (1, 0)
