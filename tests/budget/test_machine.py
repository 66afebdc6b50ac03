"""Whatever is asked of a network in whatever order, no cent is lost and nothing is overspent.

The whole way: cards decides, budget answers, cards settles; budget is away for a while, and time
passes. After every step the books balance and all rows are the fold of their journal.
"""

from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.budget.contracts.commands import ExpireHold
from services.budget.contracts.events import (
    ParticipationConfirmed,
    ParticipationHeld,
    Transfer,
)
from services.budget.domain.ledger import AccountRow, TransferRow
from services.budget.domain.participation import OpenHold
from services.budget.domain.participation import Participation as Paid
from services.cards.contracts.commands import (
    CancelParticipation,
    ConfirmParticipation,
    GroupLine,
    HoldParticipation,
    RegisterGroup,
    RegisterParticipation,
    ResolveGroup,
    VoidParticipation,
)
from services.cards.domain.group import ParticipationGroup
from services.cards.domain.participation import Participation
from services.cards.domain.right import Limit, Right
from tests.kit.town import SUMMER, Town, an_id, an_opening

WISHES = (ConfirmParticipation, VoidParticipation, CancelParticipation)
OFFERS = (
    (999, (20, 0, 80)),
    (1_001, (20, 40, 40)),
    (500, (0, 0, 100)),
    (100, (60, 40, 0)),
    (1, (33, 33, 34)),
)
"""Prices in cents, with splits in percent: holder, organisation, network."""


class Season(RuleBasedStateMachine):
    """A small network with small envelopes, so that limits are met often."""

    town: Town

    @initialize(
        drawing=st.integers(0, 1_500),
        own=st.integers(0, 1_500),
        ceilings=st.lists(st.integers(1, 2_000), min_size=2, max_size=4),
    )
    def open(self, drawing: int, own: int, ceilings: list[int]) -> None:
        opening = an_opening(drawing_right_cents=drawing, own_contribution_cents=own)
        self.town = Town(opening)
        self.cards = [self.town.a_card(self.town.a_right(ceiling)) for ceiling in ceilings]
        provider = self.town.a_provider()
        self.offers = [
            self.town.an_offer(price, split_percent=split, provider=provider)
            for price, split in OFFERS
        ]

    @rule(data=st.data(), days=st.integers(0, 2))
    def takes_part(self, data: st.DataObject, days: int) -> None:
        wish = RegisterParticipation(
            card_token=data.draw(st.sampled_from(self.cards)).token,
            offer_id=data.draw(st.sampled_from(self.offers)),
            on=SUMMER + timedelta(days=days),
        )
        self.town.driver.send(wish, stream=self.town.stream)

    @rule(data=st.data(), hours=st.integers(1, 3))
    def holds(self, data: st.DataObject, hours: int) -> None:
        wish = HoldParticipation(
            card_token=data.draw(st.sampled_from(self.cards)).token,
            offer_id=data.draw(st.sampled_from(self.offers)),
            on=SUMMER,
            hold_until=self.town.driver.now + timedelta(hours=hours),
        )
        self.town.driver.send(wish, stream=self.town.stream)

    @rule(
        data=st.data(),
        days=st.lists(st.integers(0, 2), min_size=1, max_size=4),
        hours=st.none() | st.integers(1, 3),
    )
    def some_take_part_together(
        self, data: st.DataObject, days: list[int], hours: int | None
    ) -> None:
        cards, offers = st.sampled_from(self.cards), st.sampled_from(self.offers)
        lines = tuple(
            GroupLine(
                card_token=data.draw(cards).token,
                offer_id=data.draw(offers),
                on=SUMMER + timedelta(days=day),
            )
            for day in days
        )
        until = None if hours is None else self.town.driver.now + timedelta(hours=hours)
        wish = RegisterGroup(lines=lines, hold_until=until)
        self.town.driver.send(wish, stream=self.town.stream)

    @rule(data=st.data(), action=st.sampled_from(("confirm", "void", "cancel")))
    def resolves_a_group(self, data: st.DataObject, action: Any) -> None:
        rows = self.town.driver.all_rows("cards", self.town.stream, ParticipationGroup)
        groups = [row.key for row in rows]
        if groups:
            wish = ResolveGroup(group_id=data.draw(st.sampled_from(groups)), action=action)
            self.town.driver.send(wish, stream=self.town.stream)

    @rule(data=st.data(), wish=st.sampled_from(WISHES))
    def resolves(
        self,
        data: st.DataObject,
        wish: type[ConfirmParticipation | VoidParticipation | CancelParticipation],
    ) -> None:
        found = [event.participation_id for event in self.town.requests()] or [an_id("none")]
        chosen = data.draw(st.sampled_from(found))
        self.town.driver.send(wish(participation_id=chosen), stream=self.town.stream)

    @rule(hours=st.integers(1, 2))
    def time_passes_and_the_clock_asks(self, hours: int) -> None:
        self.town.at(self.town.driver.now + timedelta(hours=hours))
        for hold in list(self.town.driver.all_rows("budget", self.town.stream, OpenHold)):
            self.town.driver.send(ExpireHold(participation_id=hold.key), stream=self.town.stream)

    @rule()
    def budget_goes_away(self) -> None:
        self.town.driver.pause("budget")

    @rule()
    def budget_is_back(self) -> None:
        self.town.driver.resume("budget")

    # -- what always holds ----------------------------------------------------------------------

    @invariant()
    def rows_are_the_fold(self) -> None:
        self.town.driver.check_folds()

    @invariant()
    def the_books_balance_and_nothing_is_overspent(self) -> None:
        rows = list(self.town.driver.all_rows("budget", self.town.stream, AccountRow))
        assert sum(row.balance_cents for row in rows) == 0
        for row in rows:
            spendable = row.balance_cents - row.held_debit_cents
            assert row.kind == "external" or spendable >= 0
            assert row.held_debit_cents >= 0
            assert row.held_credit_cents >= 0

    @invariant()
    def account_sums_are_the_sums_of_their_transfers(self) -> None:
        driver, stream = self.town.driver, self.town.stream
        sums: dict[str, int] = {}
        for row in driver.all_rows("budget", stream, TransferRow):
            if row.kind in ("posted", "taken", "reversal"):
                sums[row.debit_id] = sums.get(row.debit_id, 0) - row.cents
                sums[row.credit_id] = sums.get(row.credit_id, 0) + row.cents
        for account in driver.all_rows("budget", stream, AccountRow):
            assert account.balance_cents == sums.get(account.key, 0)

    @invariant()
    def shares_sum_to_the_price_and_transfers_to_the_networks_share(self) -> None:
        for event in self.town.requests():
            shares = event.holder_cents, event.organisation_cents, event.network_cents
            assert sum(shares) == event.price_cents
            assert min(shares) >= 0
        for fact in self.town.driver.journal:
            if isinstance(fact.event, ParticipationHeld | ParticipationConfirmed):
                assert total(fact.event.transfers) == fact.event.network_cents
                assert all(transfer.cents > 0 for transfer in fact.event.transfers)

    @invariant()
    def cards_and_budget_agree_once_all_is_quiet(self) -> None:
        driver, stream = self.town.driver, self.town.stream
        if driver.inboxes["budget"].waiting:
            return
        known = {row.key: row.status for row in driver.all_rows("cards", stream, Participation)}
        paid = {row.key: row.status for row in driver.all_rows("budget", stream, Paid)}
        declined = {key for key, status in known.items() if status == "declined"}
        assert {key: known[key] for key in known.keys() - declined} == paid

    @invariant()
    def a_group_is_agreed_to_whole_or_not_at_all(self) -> None:
        driver, stream = self.town.driver, self.town.stream
        paid = {row.key for row in driver.all_rows("budget", stream, Paid)}
        for group in driver.all_rows("cards", stream, ParticipationGroup):
            agreed = paid & set(group.participation_ids)
            assert len(agreed) in (0, len(group.participation_ids))

    @invariant()
    def no_right_uses_more_than_its_ceiling(self) -> None:
        driver, stream = self.town.driver, self.town.stream
        for limit in driver.all_rows("cards", stream, Limit):
            right = driver.row("cards", stream, Right, limit.right_id)
            assert min(limit.used_cents, limit.pending_cents) >= 0
            assert limit.used_cents + limit.pending_cents <= right.yearly_ceiling_cents

    @invariant()
    def what_is_payable_is_what_is_confirmed(self) -> None:
        driver, stream = self.town.driver, self.town.stream
        confirmed = [
            row.network_cents
            for row in driver.all_rows("budget", stream, Paid)
            if row.status == "confirmed"
        ]
        assert self.town.balances()["payable"] == sum(confirmed)


def total(transfers: tuple[Transfer, ...]) -> int:
    return sum(transfer.cents for transfer in transfers)


TestSeason = Season.TestCase
TestSeason.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
