"""A network's money from the opening of its books to what comes after their lock. Pure."""

from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID

from services.budget.contracts import commands
from services.budget.contracts import events as budget
from services.budget.contracts.events import Decision
from services.cards.contracts.commands import (
    CancelParticipation,
    ConfirmParticipation,
    RegisterInInstalments,
    VoidParticipation,
)
from tests.kit.heard import Heard
from tests.kit.town import Town, an_opening, expect

LATE: Final = datetime(2026, 12, 31, 10, tzinfo=UTC)
FIFTEENTH: Final = datetime(2027, 1, 15, 9, tzinfo=UTC)
DECIDED: Final = Decision(body="municipal_council", on=date(2026, 12, 31), reference="2026/9")


class MoneyYear(Heard):
    """Taking part, paying, spending, and the end of a year."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        period = (date(2026, 1, 1), date(2027, 12, 31))
        opening = an_opening(period=period, drawing_right_cents=2_000, own_contribution_cents=3_000)
        self.town = Town(opening, self.driver)
        self.town.at(LATE)
        self.club = self.town.a_provider()
        self.offer = self.town.an_offer(500, split_percent=(20, 0, 80), provider=self.club)
        self._takes_part()
        self._pays()
        self._ends()

    def _registered(self) -> UUID:
        done = self.town.register(self.town.a_card(), self.offer)
        return expect(done, budget.ParticipationConfirmed).participation_id

    def _takes_part(self) -> None:
        opening = commands.OpenEnvelope(
            year=2026, action="Kaarten", category="participation", pays_for=("all",)
        )
        self.envelope = self.ask(opening, budget.EnvelopeOpened).envelope_id
        self._move(2_500)
        self._registered()
        self.disputed, self.cancelled = self._registered(), self._registered()
        until = LATE + timedelta(hours=1)
        held = [
            expect(
                self.town.hold(self.town.a_card(), self.offer, until), budget.ParticipationHeld
            ).participation_id
            for _ in range(2)
        ]
        self.ask(ConfirmParticipation(participation_id=held[0]), budget.ParticipationConfirmed)
        self.ask(VoidParticipation(participation_id=held[1]), budget.ParticipationVoided)
        self.ask(CancelParticipation(participation_id=self.cancelled), budget.ParticipationReversed)
        self.ask(
            commands.DisputeLine(participation_id=self.disputed, reason="price"),
            budget.LineDisputed,
        )
        self._refused()
        self.running = self._in_instalments()

    def _in_instalments(self) -> UUID:
        """One is payable this year; the other falls due in the next."""
        parts = tuple(
            budget.InstalmentWish(due=due, cents=250)
            for due in (LATE.date(), LATE.date() + timedelta(days=10))
        )
        wish = RegisterInInstalments(
            card_token=self.town.a_card().token,
            offer_id=self.offer,
            on=LATE.date(),
            terms=budget.InstalmentTerms(confirmed_by="provider", parts=parts),
        )
        own = self.ask(wish, budget.InstalmentsAgreed).participation_id
        self._confirms(own, 1)
        return own

    def _confirms(self, own: UUID, number: int) -> None:
        wish = commands.ConfirmInstalment(participation_id=own, number=number)
        self.ask(wish, budget.InstalmentConfirmed)

    def _move(self, cents: int) -> None:
        wish = commands.MoveMoney(
            year=2026, to_envelope=self.envelope, cents=cents, decision=DECIDED
        )
        self.ask(wish, budget.MoneyMoved)

    def _refused(self) -> None:
        """More than there is: a refusal is an outcome like any other."""
        wish = commands.MoveMoney(
            year=2026, to_envelope=self.envelope, cents=900_000, decision=DECIDED
        )
        assert not isinstance(self.town.ask(wish), budget.MoneyMoved)

    def _pays(self) -> None:
        drawing = commands.DrawUpStatements(
            organisation_ids=(self.club,), year=2026, until=date(2026, 12, 31), clear=True
        )
        item = self.ask(drawing, budget.StatementDrawnUp).statement_id
        run = self.ask(
            commands.ProposePaymentRun(item_ids=(item,), execution_on=date(2026, 12, 31)),
            budget.PaymentRunProposed,
        )
        self.ask(commands.ApprovePaymentRun(run_id=run.run_id), budget.PaymentRunApproved, who="bo")
        bounce = commands.RecordPaymentBounced(
            payment_id=run.payments[0].payment_id, reason="returned"
        )
        self.ask(bounce, budget.PaymentBounced)
        self.ask(commands.PayBeside(item_id=item, way="cash"), budget.PaidBeside, who="bo")
        self.ask(commands.SettleDispute(participation_id=self.disputed), budget.DisputeSettled)

    def _ends(self) -> None:
        expense = commands.BookExpense(
            envelope_id=self.envelope,
            kind="invoice",
            on=date(2026, 12, 1),
            document="F-1",
            cents=700,
            head_count=20,
            target_count=6,
            organisation_id=self.club,
        )
        booked = self.ask(expense, budget.ExpenseBooked)
        self.ask(commands.ReverseExpense(expense_id=booked.expense_id), budget.ExpenseReversed)
        self.ask(expense, budget.ExpenseBooked)
        self.ask(commands.CloseBooks(year=2026), budget.BooksClosing)
        self.town.at(FIFTEENTH)
        carried = commands.CarryInstalments(participation_id=self.running, year=2026)
        self.driver.send(carried, stream=self.stream)
        assert self.told(budget.InstalmentsCarried)
        lock = commands.LockBooks(
            year=2026, drawing_right="returned", other_sources="carried", decision=DECIDED
        )
        self.ask(lock, budget.BooksLocked)
        self._confirms(self.running, 2)
        self.ask(CancelParticipation(participation_id=self.disputed), budget.ParticipationReversed)
