"""A town with one envelope on which children wait for their camp. Pure."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from services.budget.contracts.commands import LapseWaiting
from services.budget.contracts.events import (
    ParticipationPromoted,
    ParticipationWaitlisted,
)
from services.budget.domain.participation import Participation
from services.budget.domain.waiting_list import Waiting, WaitingList, WaitingPlace
from services.cards.contracts.commands import CancelParticipation, VoidParticipation
from services.cards.domain.calendar import BRUSSELS
from services.cards.domain.participation import Participation as Known
from services.cards.domain.right import Limit
from tests.kit.town import SUMMER, expect
from tests.kit.treasury import Treasury

MORNING = datetime(SUMMER.year, SUMMER.month, SUMMER.day, 10, tzinfo=BRUSSELS)


class WaitingTown:
    """A camp at 20/40/40, paid from one envelope whose requests wait once it is empty."""

    def __init__(self, cents: int, *, when_empty: str = "waiting_list", **terms: Any) -> None:
        self.books = Treasury()
        self.town = self.books.town
        self.town.at(MORNING)
        self.own = self.books.envelope("Kampen", when_empty=when_empty, **terms)
        if cents:
            self.books.move(cents, taking=self.own)
        self.club = self.town.a_provider()
        self.camp = self.offer(4_000)

    def offer(self, price_cents: int) -> UUID:
        """An offer of the club at a price, of which the network pays 40%."""
        return self.town.an_offer(price_cents, split_percent=(20, 40, 40), provider=self.club)

    def child(self, offer: UUID | None = None, *, days: int = 0) -> Any:
        """The outcome of a child taking part, so many days from now."""
        on = SUMMER + timedelta(days=days)
        return self.town.register(self.town.a_card(), offer or self.camp, on=on)

    def waits(self, offer: UUID | None = None, *, days: int = 0) -> UUID:
        """A child that waits: its participation."""
        return expect(self.child(offer, days=days), ParticipationWaitlisted).participation_id

    def cancel(self, participation: UUID) -> Any:
        """The outcome of a cancel."""
        return self.town.ask(CancelParticipation(participation_id=participation))

    def withdraw(self, participation: UUID) -> Any:
        """The outcome of a withdrawal by the desk."""
        return self.town.ask(VoidParticipation(participation_id=participation))

    def clock(self, now: datetime) -> None:
        """The clock of budget at this instant: it ends the waits of days that are over."""
        self.town.at(now)
        for row in list(self.rows(Waiting)):
            if row.over_at <= now:
                command = LapseWaiting(participation_id=UUID(row.key))
                self.town.driver.send(command, stream=self.town.stream)

    def rows(self, table: Any) -> list[Any]:
        """The rows of budget in a table."""
        return list(self.town.driver.all_rows("budget", self.town.stream, table))

    def told(self, kind: Any) -> list[Any]:
        """What was said so far, of one kind."""
        return [fact.event for fact in self.town.driver.journal if isinstance(fact.event, kind)]

    def promoted(self) -> list[UUID]:
        """Who got money after all, in order."""
        return [event.participation_id for event in self.told(ParticipationPromoted)]

    def waiting(self) -> list[UUID]:
        """Who waits, in order; the rows of the list agree about it."""
        places = sorted(self.rows(WaitingPlace), key=lambda row: row.number)
        order = [UUID(row.participation_id) for row in places]
        assert set(order) == {UUID(row.key) for row in self.rows(Waiting)}
        assert sum(row.count for row in self.rows(WaitingList)) == len(order)
        return order

    def status(self, participation: UUID) -> tuple[str, str]:
        """How it stands in budget, and in cards."""
        driver, stream = self.town.driver, self.town.stream
        paid = driver.row("budget", stream, Participation, participation)
        return paid.status, driver.row("cards", stream, Known, participation).status

    def limits(self) -> tuple[int, int]:
        """What all rights together have used and kept of their ceilings, in cents."""
        found = list(self.town.driver.all_rows("cards", self.town.stream, Limit))
        return sum(row.used_cents for row in found), sum(row.pending_cents for row in found)

    @property
    def free(self) -> int:
        """What is free in the envelope, in cents."""
        return self.books.free(self.own)
