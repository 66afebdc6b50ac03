"""Two networks in any order of everything, with messages late, twice and in any order. Pure.

What one says that the other owes is what the other says that it owes, once all messages are in.
"""

from datetime import date
from typing import Any
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from services.budget.contracts.commands import EnterFunding, SettleClearingDispute
from services.budget.contracts.events import (
    ClearingClaimAnswered,
    ClearingClaimed,
    ClearingDisputeSettled,
    FundingEntered,
    ParticipationConfirmed,
    ParticipationHeld,
    ParticipationReversed,
    ParticipationVoided,
)
from services.budget.domain.clearing import ClearingLineRow
from services.budget.domain.clearing_claim import ClearingClaim
from services.budget.domain.clearing_debt import ClearingCreditor, ClearingDebt, ClearingDebtLine
from services.budget.domain.ledger import AccountRow
from services.budget.domain.payable import PayableItem
from services.budget.domain.uncovered_queue import UncoveredQueue
from services.cards.contracts.commands import (
    CancelParticipation,
    ConfirmParticipation,
    HoldParticipation,
    RegisterParticipation,
    VoidParticipation,
)
from tests.kit.rules import NOON
from tests.kit.town import code_of
from tests.kit.two_networks import TwoNetworks

DAYS = (date(2026, 5, 30), date(2026, 6, 2), date(2026, 6, 30))


class Clearing(RuleBasedStateMachine):
    """A child who takes part here, paid for there."""

    @initialize()
    def opens(self) -> None:
        self.two = TwoNetworks(drawing_right_cents=0, own_contribution_cents=1_000)
        self.confirmed = list[UUID]()
        self.money = 1_000
        self.held = list[UUID]()

    def rows(self, town: Any, table: Any) -> list[Any]:
        return list(self.two.post.all_rows("budget", town.stream, table))

    @rule(cents=st.integers(1, 3_000), on=st.sampled_from(DAYS), hold=st.booleans())
    def takes_part(self, cents: int, on: date, hold: bool) -> None:
        offer = self.two.here.an_offer_of(cents, provider=self.two.club)
        token = self.two.a_child()
        wish: Any = RegisterParticipation(card_token=token, offer_id=offer, on=on)
        if hold:
            until = NOON.replace(day=2)
            wish = HoldParticipation(card_token=token, offer_id=offer, on=on, hold_until=until)
        said = self.two.here.ask(wish)
        assert isinstance(said, ParticipationHeld if hold else ParticipationConfirmed)
        (self.held if hold else self.confirmed).append(said.participation_id)

    @precondition(lambda self: self.held)
    @rule(data=st.data(), takes=st.booleans())
    def resolves(self, data: st.DataObject, takes: bool) -> None:
        own = data.draw(st.sampled_from(self.held))
        wish = ConfirmParticipation if takes else VoidParticipation
        said = self.two.here.ask(wish(participation_id=own))
        assert isinstance(said, ParticipationConfirmed if takes else ParticipationVoided)
        self.held.remove(own)
        if takes:
            self.confirmed.append(own)

    @precondition(lambda self: self.confirmed)
    @rule(data=st.data())
    def cancels(self, data: st.DataObject) -> None:
        own = data.draw(st.sampled_from(self.confirmed))
        said = self.two.here.ask(CancelParticipation(participation_id=own))
        assert isinstance(said, ParticipationReversed)
        self.confirmed.remove(own)

    @rule(until=st.sampled_from(DAYS))
    def claims(self, until: date) -> None:
        said = self.two.claim(until)
        assert isinstance(said, ClearingClaimed) or code_of(said) == "nothing_to_settle"

    @precondition(lambda self: self.two.post.bag)
    @rule(data=st.data(), keep=st.booleans())
    def delivers(self, data: st.DataObject, keep: bool) -> None:
        place = data.draw(st.integers(0, len(self.two.post.bag) - 1))
        self.two.post.hand_over(place, keep=keep)

    @precondition(lambda self: self._waiting())
    @rule(data=st.data())
    def answers(self, data: st.DataObject) -> None:
        debt = data.draw(st.sampled_from(self._waiting()))
        lines = {one.key: one for one in self.rows(self.two.there, ClearingDebtLine)}
        may = [own for own in debt.line_ids if lines[own].names is None]
        disputed = data.draw(st.lists(st.sampled_from(may), unique=True)) if may else []
        said = self.two.answer(UUID(debt.key), *map(UUID, disputed))
        if not isinstance(said, ClearingClaimAnswered):
            assert code_of(said) == "clearing_earlier_open"

    def _waiting(self) -> list[Any]:
        rows = self.rows(self.two.there, ClearingDebt)
        return sorted((one for one in rows if one.status == "received"), key=lambda one: one.key)

    @precondition(lambda self: self._disputed())
    @rule(data=st.data(), bear=st.booleans())
    def settles(self, data: st.DataObject, bear: bool) -> None:
        line = data.draw(st.sampled_from(self._disputed()))
        way: Any = "bear" if bear else "again"
        said = self.two.here.ask(SettleClearingDispute(line_id=UUID(line.key), way=way))
        assert isinstance(said, ClearingDisputeSettled)
        assert said.cents == line.left_cents > 0

    def _disputed(self) -> list[Any]:
        rows = self.rows(self.two.here, ClearingLineRow)
        return sorted((one for one in rows if one.status == "disputed"), key=lambda one: one.key)

    @rule(cents=st.integers(1, 5_000))
    def money_comes_there(self, cents: int) -> None:
        self.money += cents
        wish = EnterFunding(year=2026, source="own_contribution", total_cents=self.money)
        assert isinstance(self.two.there.ask(wish), FundingEntered)

    @invariant()
    def balances(self) -> None:
        for town in (self.two.here, self.two.there):
            assert sum(one.balance_cents for one in self.rows(town, AccountRow)) == 0
        self._owed_here()
        self._owed_there()

    def _owed_here(self) -> None:
        """What no line took back is what the account says, whatever was claimed of it."""
        lines = self.rows(self.two.here, ClearingLineRow)
        standing = [one for one in lines if one.names is None and one.status != "borne"]
        owed = sum(one.left_cents for one in standing)
        assert self.two.balance(self.two.here, "clearing") == -owed

    def _owed_there(self) -> None:
        lines = self.rows(self.two.there, ClearingDebtLine)
        accepted = sum(one.cents for one in lines if one.status == "accepted")
        assert self.two.balance(self.two.there, "payable") == accepted
        items = sum(one.cents for one in self.rows(self.two.there, PayableItem))
        carried = sum(one.carried_cents for one in self.rows(self.two.there, ClearingCreditor))
        assert items + carried == accepted
        self._uncovered_there()

    def _uncovered_there(self) -> None:
        """What waits for money is what is owed without it; no source is below zero."""
        there = self.two.there
        waits = sum(one.cents for one in self.rows(there, UncoveredQueue))
        rows = self.rows(there, AccountRow)
        assert waits == -sum(one.balance_cents for one in rows if one.kind == "uncovered")
        assert all(one.balance_cents >= 0 for one in rows if one.kind == "own_contribution")

    def teardown(self) -> None:
        """All messages come in: both say the same of every claim and of every line."""
        if not hasattr(self, "two"):
            return
        self.two.post.hand_over_all()
        claims = {one.key: one for one in self.rows(self.two.here, ClearingClaim)}
        debts = {one.key: one for one in self.rows(self.two.there, ClearingDebt)}
        assert claims.keys() == debts.keys()
        ours = {one.key: one for one in self.rows(self.two.here, ClearingLineRow)}
        theirs = {one.key: one for one in self.rows(self.two.there, ClearingDebtLine)}
        for key, claim in claims.items():
            assert claim.line_ids == debts[key].line_ids
            assert (claim.status == "answered") == (debts[key].status == "answered")
        for key, line in theirs.items():
            assert line.cents == ours[key].cents
            said = {"received": "claimed", "accepted": "accepted"}.get(line.status)
            expected = (said,) if said else ("disputed", "borne", "withdrawn")
            assert ours[key].status in expected, (line, ours[key])
        self.balances()
        self.two.post.check_folds()


ClearingTest = Clearing.TestCase
ClearingTest.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
