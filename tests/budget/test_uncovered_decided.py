"""What lies beyond a ceiling waits for a decision about it alone; what lacks money may. Pure."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.budget.contracts.commands import CloseBooks, CoverUncovered, LockBooks
from services.budget.contracts.events import (
    BooksClosing,
    BooksLocked,
    Decision,
    MoneyMoved,
    ParticipationConfirmed,
    ParticipationReversed,
    UncoveredDecided,
)
from services.budget.domain.ledger import AccountRow
from services.budget.domain.uncovered_queue import UncoveredItem, UncoveredOf, UncoveredQueue
from services.cards.contracts.commands import CancelParticipation
from services.cards.contracts.events import ParticipationRequested, WorkItemResolved
from services.kernel.contract import Event
from tests.budget.test_uncovered import Camp
from tests.cards.test_late import at, late
from tests.kit.scheme_town import SchemeTown, eighty_percent
from tests.kit.town import an_id, code_of, expect
from tests.kit.treasury import BY_THE_EXECUTIVE, Treasury


class Capped(Camp):
    """A camp envelope of 100.00, and a club whose camp children take part in beyond a ceiling."""

    def __init__(self) -> None:
        super().__init__(10_000)

    def beyond(self, cents: int, *, of: int = 1_600, sources: tuple[str, ...] = ()) -> UUID:
        """A sale told late of whose share so much lies beyond the ceiling."""
        self.told_late()
        asked = [one.event for one in self.town.driver.journal]
        first = next(one for one in asked if isinstance(one, ParticipationRequested))
        own = an_id(f"beyond-{len(asked)}")
        shares = {"price_cents": of, "holder_cents": 0, "organisation_cents": 0}
        told = {"participation_id": own, "uncovered_cents": cents, "network_cents": of}
        wish = first.model_copy(update={**told, **shares, "sources": sources})
        self.town.driver.hear(wish, stream=self.town.stream)
        return own

    def decide(self, own: UUID, **more: object) -> Event:
        """The outcome of a decision about what is uncovered of a participation."""
        wish: dict[str, Any] = {"reason": "limit", "decision": BY_THE_EXECUTIVE, **more}
        return self.town.ask(CoverUncovered(participation_id=own, **wish))

    def rows(self) -> dict[str, UncoveredQueue]:
        """The heads of the queues of the envelope, by reason."""
        found = self.town.driver.all_rows("budget", self.town.stream, UncoveredQueue)
        return {"limit" if one.key.endswith(":limit") else "money": one for one in found}


def test_what_lies_beyond_a_ceiling_is_covered_by_no_money_that_comes_in() -> None:
    camp = Capped()
    own = camp.beyond(1_600)
    expect(camp.books.move(10_000, taking=camp.own), MoneyMoved)
    assert camp.uncovered() == 1_600
    done = expect(camp.decide(own, from_envelope=camp.own), UncoveredDecided)
    assert (done.cents, done.left_cents, done.reason, done.paid_by) == (1_600, 0, "limit", camp.own)
    assert camp.uncovered() == 0
    assert code_of(camp.decide(own, from_envelope=camp.own)) == "not_uncovered"
    camp.town.driver.check_folds()


def test_both_reasons_of_one_participation_are_told_apart() -> None:
    """Nothing is left, and of 16.00 6.00 lie beyond the ceiling: money that comes covers 10.00."""
    camp = Camp(0)
    capped = Capped.__new__(Capped)
    capped.__dict__.update(camp.__dict__)
    own = capped.beyond(600)
    assert {key: one.cents for key, one in capped.rows().items()} == {"money": 2_600, "limit": 600}
    expect(camp.books.move(2_600, taking=camp.own), MoneyMoved)
    [_first, covered] = camp.told()
    assert (covered.participation_id, covered.cents, covered.left_cents) == (own, 1_000, 600)
    done = capped.decide(own, source="own_contribution")
    assert [one.debit.kind for one in expect(done, UncoveredDecided).transfers] == [
        "own_contribution"
    ]
    assert camp.uncovered() == 0
    camp.town.driver.check_folds()


def test_one_that_waits_for_money_may_be_paid_before_those_that_came_first() -> None:
    camp = Camp(0)
    first, second = camp.told_late(), camp.told_late()
    wish = CoverUncovered(
        participation_id=second.participation_id, reason="money", decision=BY_THE_EXECUTIVE
    )
    done = expect(camp.town.ask(wish), UncoveredDecided)
    assert (done.paid_by, done.envelope_id, done.cents) == (None, camp.own, 1_600)
    resolved = [one.event for one in camp.town.driver.journal]
    told = [one for one in resolved if isinstance(one, WorkItemResolved)]
    assert [one.decision for one in told] == ["covered"]
    camp.books.move(1_600, taking=camp.own)
    assert [one.participation_id for one in camp.told()] == [first.participation_id]
    cancelled = camp.town.ask(CancelParticipation(participation_id=second.participation_id))
    expect(cancelled, ParticipationReversed)
    assert (camp.uncovered(), camp.books.free(camp.own)) == (0, 0)
    camp.town.driver.check_folds()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"from_envelope": an_id("nobody's")}, "envelope_unknown"),
        ({"source": "drawing_right"}, "source_may_not_carry"),
        ({"reason": "money"}, "not_uncovered"),
        (
            {"decision": Decision(body="municipal_executive", on=date(2026, 7, 5))},
            "day_out_of_range",
        ),
        ({"source": "welfare_fund"}, "envelope_empty"),
    ],
)
def test_what_cannot_be_decided(more: dict[str, object], code: str) -> None:
    camp = Capped()
    own = camp.beyond(500, of=500, sources=("own_contribution", "welfare_fund"))
    assert code_of(camp.decide(own, **more)) == code


def test_a_year_that_is_locked_is_covered_from_the_present_one() -> None:
    """Story 3: 20.00 of New Year's Eve lie beyond the ceiling; decided once 2025 is locked."""
    town = SchemeTown(
        eighty_percent(ceilings=[{"name": "yearly", "clause": "art. 6", "amounts": [{"cents": 1}]}])
    )
    town.at(at(2025, 12, 30))
    holder = town.a_holder()
    town.entitle(holder, (date(2025, 1, 1), date(2026, 12, 31)))
    card, session = town.a_scheme_card(holder), town.an_offer_of(2_500)
    town.take_part(card, session, on=date(2025, 12, 30))
    town.at(at(2026, 1, 16))
    sale = expect(late(town, card, session, at(2025, 12, 31, 23, 30), 500), ParticipationConfirmed)
    assert (sale.uncovered_cents, sale.beyond_cents) == (2_000, 2_000)
    lock_2025(town)
    wish = CoverUncovered(
        participation_id=sale.participation_id,
        reason="limit",
        source="own_contribution",
        decision=Decision(body="municipal_executive", on=date(2026, 1, 16)),
    )
    done = expect(town.ask(wish), UncoveredDecided)
    [paid] = done.transfers
    assert (paid.debit.year, paid.credit.year, paid.for_year) == (2026, 2025, 2025)
    before = town.balances(2026)["own_contribution"]
    cancelled = town.ask(CancelParticipation(participation_id=sale.participation_id))
    assert len(expect(cancelled, ParticipationReversed).transfers) == 2
    assert town.balances(2026)["own_contribution"] == before + 2_000
    rows = town.driver.all_rows("budget", town.stream, AccountRow)
    assert sum(one.balance_cents for one in rows) == 0
    town.driver.check_folds()


def lock_2025(town: SchemeTown) -> None:
    """Close and lock the books of 2025."""
    expect(town.ask(CloseBooks(year=2025)), BooksClosing)
    locked = LockBooks(
        year=2025,
        drawing_right="returned",
        other_sources="returned",
        decision=Decision(body="municipal_executive", on=date(2026, 1, 16)),
    )
    expect(town.ask(locked), BooksLocked)


@given(
    wishes=st.lists(
        st.one_of(
            st.tuples(st.just("sale"), st.just(0)),
            st.tuples(st.sampled_from(["cancel", "decide"]), st.integers(0, 9)),
            st.tuples(st.just("move"), st.integers(1, 4_000)),
        ),
        max_size=14,
    )
)
@settings(max_examples=30, deadline=None)
def test_whoever_leaves_the_others_keep_their_order(wishes: list[tuple[str, int]]) -> None:
    camp = Camp(0)
    waiting: list[UUID] = []
    for kind, number in wishes:
        before = len(camp.told())
        if kind == "sale":
            sale = camp.told_late()
            waiting += [sale.participation_id] if sale.uncovered_cents else []
        elif kind == "move":
            expect(camp.books.move(number, taking=camp.own), MoneyMoved)
            covered = [one.participation_id for one in camp.told()[before:]]
            assert waiting[: len(covered)] == covered
            assert camp.books.free(camp.own) < 1_600 or len(covered) == len(waiting)
            waiting = waiting[len(covered) :]
        elif waiting:
            own = waiting.pop(number % len(waiting))
            if kind == "cancel":
                camp.town.ask(CancelParticipation(participation_id=own))
            else:
                wish = CoverUncovered(
                    participation_id=own, reason="money", decision=BY_THE_EXECUTIVE
                )
                expect(camp.town.ask(wish), UncoveredDecided)
    assert in_order(camp) == [str(one) for one in waiting]
    assert camp.uncovered() == 1_600 * len(waiting)
    camp.town.driver.check_folds()


def in_order(camp: Camp) -> list[str]:
    """Who waits for money, from the first to the last, as the links lead."""
    rows = camp.town.driver.rows["budget", camp.town.stream]
    heads = [one for one in rows.values() if isinstance(one, UncoveredQueue)]
    found: list[str] = []
    for head in heads:
        number = head.first
        while number:
            item = rows[UncoveredItem.at(f"{head.key}:{number}")]
            assert isinstance(item, UncoveredItem)
            assert UncoveredOf.at(f"{item.participation_id}:money") in rows
            found.append(item.participation_id)
            number = item.after
        assert head.waiting == len(found)
    return found


def test_own_contribution_that_comes_in_covers_where_it_steps_in() -> None:
    books = Treasury(drawing_right_cents=0, own_contribution_cents=0)
    town = books.town
    town.at(at(2026, 7, 4, 18))
    cards = books.envelope(when_empty="own_contribution")
    own = books.envelope("Kampen", pays_for=("camp",))
    offer = town.an_offer(4_000, split_percent=(20, 40, 40))
    sale = expect(late(town, town.a_card(), offer, at(2026, 7, 4, 9), 800), ParticipationConfirmed)
    assert (sale.envelope_id, sale.uncovered_cents) == (cards, 1_600)
    books.enter("welfare_fund", 5_000)
    assert sum(one.balance_cents for one in town.accounts("uncovered")) == -1_600
    books.enter("own_contribution", 2_000)
    assert sum(one.balance_cents for one in town.accounts("uncovered")) == 0
    assert (books.free(), books.free(own)) == (5_400, 0)
    town.driver.check_folds()
