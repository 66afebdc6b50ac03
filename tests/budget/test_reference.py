"""The ledger beside a simple one in a few dictionaries: any order of everything. Pure.

The reference knows pots of one source, and what is held, owed and paid. It says of each wish
whether it is granted and how all balances stand after it; the rules must say the same.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
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

from services.budget.contracts.commands import (
    ApprovePaymentRun,
    DrawUpStatements,
    ProposePaymentRun,
    RecordPaymentBounced,
)
from services.budget.contracts.events import (
    MoneyMoved,
    ParticipationConfirmed,
    ParticipationHeld,
    ParticipationReversed,
    ParticipationVoided,
    PaymentBounced,
    PaymentRunApproved,
    PaymentRunProposed,
    StatementDrawnUp,
)
from services.cards.contracts.commands import (
    CancelParticipation,
    ConfirmParticipation,
    VoidParticipation,
)
from tests.kit.town import code_of
from tests.kit.treasury import Treasury

DAY = date(2026, 7, 4)
FILLED = 5_000


@dataclass
class Reference:
    """Double entry on the back of an envelope, in cents."""

    general: int = FILLED
    envelope: int = 0
    held: dict[UUID, int] = field(default_factory=dict)
    confirmed: dict[UUID, int] = field(default_factory=dict)
    owed: int = 0
    waiting: int = 0
    """Of what is owed: in no statement yet, or carried over."""
    items: dict[UUID, int] = field(default_factory=dict)
    in_run: dict[UUID, tuple[UUID, int]] = field(default_factory=dict)
    paid: dict[UUID, tuple[UUID, int]] = field(default_factory=dict)
    """By payment: the item and its cents."""
    bank: int = 0

    @property
    def free(self) -> int:
        """What may still be spent from the envelope."""
        return self.envelope - sum(self.held.values())


class Books(RuleBasedStateMachine):
    """One source, one envelope, one club; amounts small enough to run out often."""

    @initialize()
    def opens(self) -> None:
        self.books = Treasury(drawing_right_cents=0, own_contribution_cents=FILLED)
        self.town = self.books.town
        self.town.at(datetime(2026, 12, 31, 10, tzinfo=UTC))
        self.own = self.books.envelope()
        self.club = self.town.a_provider()
        self.known = Reference()

    @rule(cents=st.integers(1, 6_000), inwards=st.booleans())
    def moves(self, cents: int, inwards: bool) -> None:
        giving, taking = (None, self.own) if inwards else (self.own, None)
        done = self.books.move(cents, giving=giving, taking=taking)
        left = self.known.general if inwards else self.known.free
        assert isinstance(done, MoneyMoved) == (cents <= left)
        if cents <= left:
            sign = 1 if inwards else -1
            self.known.general -= sign * cents
            self.known.envelope += sign * cents

    @rule(cents=st.integers(1, 2_000), hold=st.booleans())
    def takes_part(self, cents: int, hold: bool) -> None:
        offer = self.town.an_offer(cents, split_percent=(0, 0, 100), provider=self.club)
        card = self.town.a_card()
        until = self.town.driver.now + timedelta(hours=1)
        asked = self.town.hold(card, offer, until) if hold else self.town.register(card, offer)
        if cents > self.known.free:
            assert code_of(asked) == "envelope_empty"
            assert asked.model_dump()["facts"] == {"left_cents": self.known.free}
        elif hold:
            assert isinstance(asked, ParticipationHeld)
            self.known.held[asked.participation_id] = cents
        else:
            assert isinstance(asked, ParticipationConfirmed)
            self._confirmed(asked.participation_id, cents)

    def _confirmed(self, own: UUID, cents: int) -> None:
        self.known.confirmed[own] = cents
        self.known.envelope -= cents
        self.known.owed += cents
        self.known.waiting += cents

    @precondition(lambda self: self.known.held)
    @rule(data=st.data(), takes=st.booleans())
    def resolves(self, data: st.DataObject, takes: bool) -> None:
        own = data.draw(st.sampled_from(sorted(self.known.held)))
        wish = ConfirmParticipation if takes else VoidParticipation
        done = self.town.ask(wish(participation_id=own))
        assert isinstance(done, ParticipationConfirmed if takes else ParticipationVoided)
        cents = self.known.held.pop(own)
        if takes:
            self._confirmed(own, cents)

    @precondition(lambda self: self.known.confirmed)
    @rule(data=st.data())
    def cancels(self, data: st.DataObject) -> None:
        own = data.draw(st.sampled_from(sorted(self.known.confirmed)))
        assert isinstance(
            self.town.ask(CancelParticipation(participation_id=own)), ParticipationReversed
        )
        cents = self.known.confirmed.pop(own)
        self.known.envelope += cents
        self.known.owed -= cents
        self.known.waiting -= cents

    @rule()
    def draws_up(self) -> None:
        wish = DrawUpStatements(
            organisation_ids=(self.club,), year=2026, until=date(2026, 12, 31), clear=True
        )
        done = self.town.ask(wish)
        if isinstance(done, StatementDrawnUp):
            due = max(self.known.waiting, 0)
            assert done.payable_cents == due
            self.known.waiting -= due
            if due:
                self.known.items[done.statement_id] = due
        else:
            assert self.known.waiting <= 0

    @precondition(lambda self: self.known.items)
    @rule(data=st.data())
    def proposes(self, data: st.DataObject) -> None:
        own = data.draw(st.sampled_from(sorted(self.known.items)))
        run = self._by("an", ProposePaymentRun(item_ids=(own,), execution_on=date(2026, 12, 31)))
        assert isinstance(run, PaymentRunProposed)
        self.known.in_run[run.run_id] = (own, self.known.items.pop(own))

    @precondition(lambda self: self.known.in_run)
    @rule(data=st.data())
    def approves(self, data: st.DataObject) -> None:
        own = data.draw(st.sampled_from(sorted(self.known.in_run)))
        done = self._by("bo", ApprovePaymentRun(run_id=own))
        assert isinstance(done, PaymentRunApproved)
        item, cents = self.known.in_run.pop(own)
        [payment] = [
            one.payment_id
            for fact in self.town.driver.journal
            if isinstance(fact.event, PaymentRunProposed) and fact.event.run_id == own
            for one in fact.event.payments
        ]
        self.known.paid[payment] = (item, cents)
        self.known.owed -= cents
        self.known.bank += cents

    @precondition(lambda self: self.known.paid)
    @rule(data=st.data())
    def bounces(self, data: st.DataObject) -> None:
        own = data.draw(st.sampled_from(sorted(self.known.paid)))
        done = self._by("an", RecordPaymentBounced(payment_id=own, reason="returned"))
        assert isinstance(done, PaymentBounced)
        item, cents = self.known.paid.pop(own)
        self.known.items[item] = cents
        self.known.owed += cents
        self.known.bank -= cents

    def _by(self, who: str, wish: Any) -> Any:
        self.town.driver.actor = who
        return self.town.ask(wish)

    @invariant()
    def every_balance_is_that_of_the_reference(self) -> None:
        if not hasattr(self, "known"):
            return
        rows = self.books.accounts()
        found = {
            kind: sum(row.balance_cents for row in rows if row.kind == kind)
            for kind in ("payable", "bank", "external")
        }
        assert found == {
            "payable": self.known.owed,
            "bank": self.known.bank,
            "external": -FILLED,
        }
        assert self.books.free() == self.known.general
        assert self.books.free(self.own) == self.known.free
        assert sum(row.balance_cents for row in rows) == 0

    @invariant()
    def rows_are_the_fold(self) -> None:
        if hasattr(self, "known"):
            self.town.driver.check_folds()


TestBooks = Books.TestCase
TestBooks.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
