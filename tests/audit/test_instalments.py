"""Instalments and credit notes: the audit finds the books in order after each step. Pure."""

from datetime import date
from typing import Any

from services.budget.contracts.commands import (
    BookExpense,
    CreditExpense,
    DisputeLine,
    MoveMoney,
    OpenEnvelope,
    PayBeside,
    SettleDispute,
)
from services.budget.contracts.events import (
    BooksLocked,
    EnvelopeOpened,
    ExpenseBooked,
    ExpenseCredited,
    FundingPart,
    InstalmentConfirmed,
    InstalmentsStopped,
    MoneyMoved,
    PaidBeside,
    ParticipationReversed,
)
from services.cards.contracts.commands import CancelParticipation
from services.gateway.domain.days import BRUSSELS
from services.gateway.views.ledger_rows import StatementLine
from services.gateway.views.rows import YearTotal
from services.gateway.views.year_rows import Expense, Reach, Spending
from tests.audit.judging import failing
from tests.audit.story import WatchedTown
from tests.budget.test_price_correction import done
from tests.kit.long_season import YEARS, LongSeason
from tests.kit.season import Season, terms_of
from tests.kit.town import expect
from tests.kit.treasury import BY_THE_EXECUTIVE

IN_THE_NEW_YEAR = terms_of(times=2, first_due=date(2027, 2, 1))


def shown(town: WatchedTown, table: Any) -> list[Any]:
    """The rows of a view."""
    return list(town.driver.all_rows("gateway", town.stream, table))


def counted(town: WatchedTown) -> set[int]:
    """How often somebody took part, by every counter of reach and by the total of the year."""
    rows = [*shown(town, Reach), *shown(town, YearTotal)]
    return {one.participations for one in rows}


def test_a_season_in_instalments_counts_once_and_is_right_after_each_step() -> None:
    town = WatchedTown()
    club = Season(split=(33, 33, 34), town=town)
    own = club.registers(1_001)
    assert failing(town.picture()) == {}
    for number in (1, 2):
        expect(club.confirmed(own, number), InstalmentConfirmed)
        assert failing(town.picture()) == {}
        assert counted(town) == {1}
    town.ask(DisputeLine(participation_id=own, reason="price"))
    assert failing(town.picture()) == {}
    town.ask(SettleDispute(participation_id=own))
    expect(club.stops(own), InstalmentsStopped)
    assert failing(town.picture()) == {}
    assert counted(town) == {1}
    done(town, own, refund_cents=100)
    assert failing(town.picture()) == {}
    club.drawn(town.driver.now.astimezone(BRUSSELS).date())
    assert failing(town.picture()) == {}
    names = [(one.kind, one.instalment, one.instalments) for one in shown(town, StatementLine)]
    assert ("instalment", 2, 4) in names
    expect(town.ask(CancelParticipation(participation_id=own)), ParticipationReversed)
    assert failing(town.picture()) == {}
    assert counted(town) == {0}


def test_what_runs_over_the_new_year_counts_in_the_year_that_pays_it() -> None:
    """Nothing of a locked year changes: whom it reached and what it spent stay as they were."""
    town = WatchedTown(period=YEARS)
    club = LongSeason(town=town)
    begun, later = club.begun(), club.registers(10_000, IN_THE_NEW_YEAR)
    club.closes()
    for own in (begun, later):
        club.carries(own)
        assert failing(town.picture()) == {}
    expect(club.lock(), BooksLocked)
    before = of_year(town, 2026)
    club.in_(2027, 3)
    for own, number in ((begun, 3), (later, 1), (begun, 4)):
        expect(club.confirms(own, number), InstalmentConfirmed)
        assert failing(town.picture()) == {}
    expect(club.stops(begun), InstalmentsStopped)
    done(town, begun, refund_cents=500)
    assert failing(town.picture()) == {}
    assert of_year(town, 2026) == before
    spent = {(one.for_year, one.cents) for one in shown(town, Spending) if one.year == 2027}
    assert spent == {(2026, 2 * 952 + 2_000 - 100), (2026, -100)}, "each year had paid half of it"
    assert {one.people for one in shown(town, Reach) if one.year == 2027} == {1}


def of_year(town: WatchedTown, year: int) -> list[Any]:
    """What the report of a year is made of."""
    counters = [*shown(town, Spending), *shown(town, Reach)]
    return [one for one in counters if one.year == year]


def test_part_of_the_price_goes_back_while_instalments_run() -> None:
    town = WatchedTown()
    club = Season(split=(33, 33, 34), town=town)
    own = club.registers(1_001)
    club.confirmed(own, 1)
    done(town, own, refund_cents=100)
    assert failing(town.picture()) == {}
    lines = [one.price_cents for one in shown(town, StatementLine)]
    assert (len(lines), lines[0]) == (2, 251)
    assert -30 < lines[1] < -20
    town.ask(DisputeLine(participation_id=own, reason="price"))
    assert failing(town.picture()) == {}
    town.ask(SettleDispute(participation_id=own))
    expect(club.confirmed(own, 2), InstalmentConfirmed)
    assert failing(town.picture()) == {}
    expect(town.ask(CancelParticipation(participation_id=own)), ParticipationReversed)
    assert failing(town.picture()) == {}
    assert sum(one.price_cents for one in shown(town, StatementLine)) == 0
    assert counted(town) == {0}


def test_a_cancel_half_way_takes_all_lines_off() -> None:
    town = WatchedTown()
    club = Season(town=town)
    own = club.registers(terms=terms_of(times=3, first_due=date(2026, 9, 1)))
    for number in (1, 2):
        club.confirmed(own, number)
    expect(town.ask(CancelParticipation(participation_id=own)), ParticipationReversed)
    assert failing(town.picture()) == {}
    assert sum(one.network_cents for one in shown(town, StatementLine)) == 0


def test_a_credit_note_lowers_what_an_action_cost() -> None:
    town = WatchedTown()
    town.driver.actor = "finance"
    supplier = town.a_provider("municipal_service")
    parts = (FundingPart(weight=1, sources=("own_contribution",)),)
    terms = {"action": "Bus", "category": "support", "pays_for": (), "funding": parts}
    opened = town.ask(OpenEnvelope(year=2026, **terms))
    envelope = expect(opened, EnvelopeOpened).envelope_id
    moved = MoveMoney(year=2026, to_envelope=envelope, cents=50_000, decision=BY_THE_EXECUTIVE)
    expect(town.ask(moved), MoneyMoved)
    own = []
    for number, day in enumerate((date(2026, 6, 1), date(2026, 6, 2))):
        told = {"kind": "transport", "document": f"F-{number}", "organisation_id": supplier}
        booked = BookExpense(envelope_id=envelope, on=day, cents=5_000, **told)
        own.append(expect(town.ask(booked), ExpenseBooked).expense_id)
    expect(town.ask(PayBeside(item_id=own[0], way="internal_booking")), PaidBeside)
    assert failing(town.picture()) == {}
    for against in (None, own[1]):
        note = {"on": date(2026, 6, 3), "document": "CN-1", "against": against}
        event = town.ask(CreditExpense(expense_id=own[0], cents=1_000, **note))
        expect(event, ExpenseCredited)
        assert failing(town.picture()) == {}
    [credited] = [one for one in shown(town, Expense) if one.key == str(own[0])]
    assert credited.credited_cents == 2_000
