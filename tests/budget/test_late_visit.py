"""Visits with a group pass that come later than was agreed with their provider. Pure."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from deploy.contracts.examples import example
from services.budget.contracts.buckets import late_bucket
from services.budget.contracts.commands import DecideLateVisit
from services.budget.contracts.events import (
    Decision,
    GroupVisitConfirmed,
    GroupVisitReversed,
    LateVisitAdmitted,
    LateVisitRefused,
)
from services.cards.contracts.commands import CancelGroupVisit, RegisterGroupVisit
from services.cards.contracts.events import GroupPassIssued
from services.cards.domain.group_pass import PassYear, year_key
from tests.budget.test_statement import Club
from tests.kit.scheme_town import SchemeTown
from tests.kit.town import an_id, code_of, expect

COLLEGE = Decision(body="municipal_executive", on=date(2026, 12, 30), reference="2026/114")
JULY = date(2026, 7, 4)


class Visited(Club):
    """A provider that a group visits, with whom a month and its claim deadline are agreed."""

    def __init__(self, desk: SchemeTown | None = None) -> None:
        desk = desk or SchemeTown()
        super().__init__(desk)
        self.terms(claim_within_days=31)
        issued = GroupPassIssued.model_validate(example(GroupPassIssued))
        last = date(2027, 12, 31)
        self.used = issued.model_copy(update={"valid_until": last, "tickets_per_year": 100})
        desk.tell(self.used)

    def visit(self, day: date = JULY) -> GroupVisitConfirmed:
        """Three come, for 10.00 each, of which the network pays 4.00."""
        offer = self.town.an_offer(1_000, split_percent=(20, 40, 40), provider=self.id)
        wish = RegisterGroupVisit(pass_token=self.used.token, offer_id=offer, on=day, tickets=3)
        return expect(self.town.ask(wish), GroupVisitConfirmed)

    def decided(self, own: UUID, *, admitted: bool, decision: Decision = COLLEGE) -> Any:
        """The outcome of a decision about it."""
        wish = DecideLateVisit(visit_id=own, admitted=admitted, decision=decision)
        return self.town.ask(wish)

    def tickets(self) -> int:
        """The tickets that are used this year."""
        key = year_key(self.used.pass_id, JULY)
        return self.town.driver.row("cards", self.town.stream, PassYear, key).used


def test_a_visit_on_the_last_day_is_on_time_and_a_day_later_late() -> None:
    club = Visited()
    for day, late in ((date(2026, 8, 31), False), (date(2026, 9, 1), True)):
        club.town.at(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
        visit = club.visit()
        assert (visit.bucket_id == late_bucket(visit.visit_id)) is late


def test_a_late_visit_is_owed_but_in_no_statement_until_it_is_let_in() -> None:
    club = Visited()
    visit = club.visit()
    assert club.town.balances()["payable"] == 1_200
    assert code_of(club.draw_up()) == "nothing_to_settle"
    let_in = expect(club.decided(visit.visit_id, admitted=True), LateVisitAdmitted)
    assert let_in.cents == 1_200
    assert code_of(club.decided(visit.visit_id, admitted=True)) == "line_not_late"
    drawn = club.drawn()
    assert (drawn.lines, drawn.payable_cents) == (1, 1_200)
    assert let_in.bucket_id in drawn.buckets
    club.town.driver.check_folds()


def test_a_late_visit_that_is_refused_is_reversed_and_its_tickets_are_free() -> None:
    club = Visited()
    visit = club.visit()
    assert club.tickets() == 3
    back = expect(club.decided(visit.visit_id, admitted=False), GroupVisitReversed)
    assert back.bucket_id == late_bucket(visit.visit_id)
    told = [fact.event for fact in club.town.driver.journal]
    [refused] = [event for event in told if isinstance(event, LateVisitRefused)]
    assert refused.decision == COLLEGE
    assert (club.town.balances()["payable"], club.tickets()) == (0, 0)
    assert code_of(club.draw_up()) == "nothing_to_settle"
    assert code_of(club.decided(visit.visit_id, admitted=False)) == "line_not_late"
    again = CancelGroupVisit(visit_id=visit.visit_id)
    assert code_of(club.town.ask(again)) == "already_cancelled"
    club.town.driver.check_folds()


def test_a_late_visit_that_is_cancelled_is_taken_off_nothing() -> None:
    club = Visited()
    visit = club.visit()
    expect(club.town.ask(CancelGroupVisit(visit_id=visit.visit_id)), GroupVisitReversed)
    assert club.town.balances()["payable"] == 0
    assert code_of(club.decided(visit.visit_id, admitted=True)) == "line_not_late"
    club.sells(1_000, date(2026, 11, 30))
    assert club.drawn().payable_cents == 400
    club.town.driver.check_folds()


def test_one_that_was_let_in_and_is_cancelled_after_is_taken_off_the_next_statement() -> None:
    club = Visited()
    visit = club.visit()
    club.decided(visit.visit_id, admitted=True)
    assert club.drawn().payable_cents == 1_200
    expect(club.town.ask(CancelGroupVisit(visit_id=visit.visit_id)), GroupVisitReversed)
    assert club.drawn().carried_out_cents == -1_200
    club.town.driver.check_folds()


def test_a_decision_of_a_day_to_come_or_about_nothing_is_refused() -> None:
    club = Visited()
    own = club.visit().visit_id
    tomorrow = COLLEGE.model_copy(update={"on": date(2027, 1, 1)})
    assert code_of(club.decided(own, admitted=True, decision=tomorrow)) == "day_out_of_range"
    assert code_of(club.decided(an_id("none"), admitted=True)) == "visit_unknown"
