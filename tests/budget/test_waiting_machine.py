"""Whatever is asked of an envelope on which people wait, its order holds and no cent is lost.

Requests, cancels, withdrawals, holds, late sales, moves and days that end, in any order; budget
is away for a while. Cards and budget agree once all is quiet, and every limit is freed once.
"""

from collections import Counter
from datetime import timedelta
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.budget.contracts.commands import ExpireHold, PromoteWaiting
from services.budget.contracts.events import (
    SOURCE_KINDS,
    ParticipationConfirmed,
    ParticipationPromoted,
    ParticipationReversed,
    ParticipationVoided,
    ParticipationWaitlisted,
    UncoveredCovered,
)
from services.budget.domain.ledger import AccountRow
from services.budget.domain.participation import OpenHold
from services.budget.domain.participation import Participation as Paid
from services.budget.domain.uncovered_queue import UncoveredQueue
from services.budget.domain.waiting_list import Waiting, WaitingList, WaitingPlace
from services.cards.contracts.commands import (
    CancelParticipation,
    HoldParticipation,
    RegisterParticipation,
    VoidParticipation,
)
from services.cards.domain.participation import Participation as Known
from services.cards.domain.right import Limit
from tests.cards.test_late import late
from tests.kit.town import SUMMER
from tests.kit.waiting_town import WaitingTown

PRICES = (4_000, 1_000, 2_500)
"""In cents; the network pays 40%: 16.00, 4.00, 10.00."""


class Queue(RuleBasedStateMachine):
    """A few children, one envelope, and little money."""

    camp: WaitingTown

    @initialize(cents=st.integers(0, 1_600))
    def open(self, cents: int) -> None:
        self.camp = WaitingTown(cents)
        self.town = self.camp.town
        self.offers = [self.camp.offer(price) for price in PRICES]

    @rule(order=st.lists(st.integers(0, 2), min_size=1, max_size=3), days=st.integers(0, 2))
    def some_ask(self, order: list[int], days: int) -> None:
        today = self.town.driver.now.date()
        for place in order:
            wish = RegisterParticipation(
                card_token=self.town.a_card().token,
                offer_id=self.offers[place],
                on=today + timedelta(days=days),
            )
            self.town.driver.send(wish, stream=self.town.stream)

    @rule(place=st.integers(0, 2), hours=st.integers(1, 30))
    def holds(self, place: int, hours: int) -> None:
        wish = HoldParticipation(
            card_token=self.town.a_card().token,
            offer_id=self.offers[place],
            on=self.town.driver.now.date(),
            hold_until=self.town.driver.now + timedelta(hours=hours),
        )
        self.town.driver.send(wish, stream=self.town.stream)

    @rule(place=st.integers(0, 2))
    def tells_of_a_sale_late(self, place: int) -> None:
        then = self.town.driver.now - timedelta(minutes=30)
        taken = PRICES[place] * 20 // 100
        late(self.town, self.town.a_card(), self.offers[place], then, taken)

    @rule(data=st.data(), wish=st.sampled_from((CancelParticipation, VoidParticipation)))
    def takes_back(
        self, data: st.DataObject, wish: type[CancelParticipation | VoidParticipation]
    ) -> None:
        known = sorted(row.key for row in self.camp.rows(Paid))
        if known:
            chosen = data.draw(st.sampled_from(known))
            self.town.driver.send(wish(participation_id=UUID(chosen)), stream=self.town.stream)

    @rule(cents=st.sampled_from((50, 400, 900, 1_600, 2_900)))
    def money_comes(self, cents: int) -> None:
        self.camp.books.move(cents, taking=self.camp.own)

    @rule(cents=st.integers(1, 600))
    def money_goes(self, cents: int) -> None:
        self.camp.books.move(cents, giving=self.camp.own)

    @rule(hours=st.integers(1, 20))
    def time_passes_and_the_clock_asks(self, hours: int) -> None:
        driver, stream = self.town.driver, self.town.stream
        now = driver.now + timedelta(hours=hours)
        self.camp.clock(now)
        for hold in list(driver.all_rows("budget", stream, OpenHold)):
            driver.send(ExpireHold(participation_id=UUID(hold.key)), stream=stream)
        for waits in list(driver.all_rows("budget", stream, WaitingList)):
            year, envelope = waits.key.split(":")
            command = PromoteWaiting(year=int(year), envelope_id=UUID(envelope), first=waits.first)
            driver.send(command, stream=stream)

    @rule(data=st.data(), order=st.lists(st.integers(0, 2), min_size=1, max_size=3))
    def some_ask_and_take_back_while_budget_is_away(
        self, data: st.DataObject, order: list[int]
    ) -> None:
        self.town.driver.pause("budget")
        self.takes_back(data, CancelParticipation)
        self.some_ask(order, 0)
        self.takes_back(data, VoidParticipation)
        self.town.driver.resume("budget")

    # -- what always holds ----------------------------------------------------------------------

    @invariant()
    def rows_are_the_fold(self) -> None:
        self.town.driver.check_folds()

    @invariant()
    def nothing_is_overspent_and_the_books_balance(self) -> None:
        rows = [row for row in self.camp.rows(AccountRow) if row.year == SUMMER.year]
        assert sum(row.balance_cents for row in rows) == 0
        for row in rows:
            assert row.kind not in SOURCE_KINDS or row.available_cents >= 0

    @invariant()
    def who_is_promoted_came_before_all_who_still_could_be(self) -> None:
        """In the order of the journal: nobody with a lower number was waiting for a day to come."""
        waiting: dict[UUID, ParticipationWaitlisted] = {}
        for fact in self.town.driver.journal:
            event, day = fact.event, fact.context.time.date()
            if isinstance(event, ParticipationWaitlisted):
                assert event.place == len(waiting) + 1
                waiting[event.participation_id] = event
            elif isinstance(event, ParticipationPromoted):
                own = waiting.pop(event.participation_id)
                assert own.number == event.number
                assert own.network_cents == sum(one.cents for one in event.transfers)
                assert all(one.number > own.number for one in waiting.values() if one.on >= day)
            elif isinstance(event, ParticipationVoided | ParticipationReversed):
                waiting.pop(event.participation_id, None)
        assert {str(one) for one in waiting} == {row.key for row in self.camp.rows(Waiting)}

    @invariant()
    def nobody_is_promoted_while_something_is_uncovered(self) -> None:
        owed: set[UUID] = set()
        for fact in self.town.driver.journal:
            event = fact.event
            if isinstance(event, ParticipationPromoted):
                assert not owed
            elif isinstance(event, ParticipationConfirmed) and event.uncovered_cents:
                owed.add(event.participation_id)
            elif isinstance(event, UncoveredCovered | ParticipationReversed):
                owed.discard(event.participation_id)

    @invariant()
    def all_who_ever_waited_are_somewhere(self) -> None:
        """Asked = waiting + promoted + withdrawn + lapsed; what was promoted may be cancelled."""
        asked = [one.participation_id for one in self.camp.told(ParticipationWaitlisted)]
        paid = {UUID(row.key): row.status for row in self.camp.rows(Paid)}
        found = Counter(paid[one] for one in asked)
        waiting = len(self.camp.waiting())
        promoted = found["confirmed"] + found["cancelled"]
        assert found["waiting"] == waiting
        assert promoted == len(self.camp.promoted())
        assert waiting + promoted + found["voided"] + found["expired"] == len(asked)

    @invariant()
    def nobody_waits_while_money_is_there_for_the_first(self) -> None:
        """Unless something is uncovered still, or the first's day is over and she only lapses."""
        owed = any(queue.waiting for queue in self.camp.rows(UncoveredQueue))
        today = self.town.driver.now.date()
        order = [row for row in self.camp.rows(WaitingPlace) if row.day >= today]
        if order and not owed:
            first = min(order, key=lambda row: row.number)
            share = self.town.driver.row(
                "budget", self.town.stream, Paid, first.participation_id
            ).network_cents
            assert self.camp.free < share

    @invariant()
    def cards_keep_what_waits_and_free_it_once(self) -> None:
        driver, stream = self.town.driver, self.town.stream
        for limit in driver.all_rows("cards", stream, Limit):
            assert min(limit.used_cents, limit.pending_cents) >= 0
        known = {row.key: row for row in driver.all_rows("cards", stream, Known)}
        for row in self.camp.rows(Paid):
            assert known[row.key].status == row.status
        used, pending = self.camp.limits()
        stages = {"used": used, "pending": pending}
        for stage, cents in stages.items():
            rows = [row for row in known.values() if row.stage == stage]
            assert sum(row.network_cents - row.uncovered_cents for row in rows) == cents


TestQueue = Queue.TestCase
TestQueue.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
