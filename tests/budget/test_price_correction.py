"""Part of a price goes back, also after it was paid: to each its part, to the cent. Pure."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.budget.contracts.commands import (
    DisputeLine,
    PayBeside,
    ProposePaymentRun,
    SettleDispute,
)
from services.budget.contracts.events import (
    Decision,
    FundingPart,
    MoneyMoved,
    ParticipationConfirmed,
    ParticipationCorrected,
    ParticipationReversed,
    PaymentRunProposed,
    UncoveredCovered,
)
from services.budget.domain.payable import PayableItem
from services.budget.domain.uncovered_queue import UncoveredQueue
from services.cards.contracts.commands import CancelParticipation, CorrectParticipation
from services.cards.domain.work import WorkItem
from services.kernel.contract import Event
from tests.budget.test_statement import Club
from tests.budget.test_uncovered import Camp
from tests.kit.claims import ClaimTown
from tests.kit.scheme_town import YEARLY, SchemeTown, eighty_percent
from tests.kit.town import Town, an_id, code_of, expect
from tests.kit.treasury import Treasury
from tests.kit.year_end import FIFTEENTH, YearEnd

BY_COUNCIL = Decision(body="municipal_council", on=date(2026, 9, 1), reference="2026/77")


def corrected(town: Town, participation: UUID, **how: Any) -> Event:
    """The outcome of a correction."""
    given = {"reason": "stopped_early", "decision": BY_COUNCIL, **how}
    return town.ask(CorrectParticipation(participation_id=participation, **given))


def done(town: Town, participation: UUID, **how: Any) -> ParticipationCorrected:
    """A correction that was made."""
    return expect(corrected(town, participation, **how), ParticipationCorrected)


def back(event: ParticipationCorrected) -> tuple[int, int, int]:
    """What went back to the holder, the organisation and the network, in cents."""
    return event.holder_back_cents, event.organisation_back_cents, event.network_back_cents


def test_2_kortrijk_part_of_the_119_goes_back_after_payout_in_the_original_ratio() -> None:
    """20/40/40 of 119.00: 23.80, 47.60, 47.60. Of 50.00 that goes back: 10.00, 20.00, 20.00."""
    club = Club()
    season_ticket = club.sells(11_900)
    assert club.drawn().payable_cents == 4_760
    event = done(club.town, season_ticket, refund_cents=5_000)
    assert back(event) == (1_000, 2_000, 2_000)
    assert (event.price_cents, event.network_cents) == (6_900, 2_760)
    assert all(one.kind == "reversal" and one.names is not None for one in event.transfers)
    debt = club.drawn()
    assert (debt.lines, debt.total_cents, debt.carried_out_cents) == (1, -2_000, -2_000)
    club.sells(15_900)
    assert club.drawn().payable_cents == 6_360 - 2_000
    club.town.driver.check_folds()


def test_what_two_sources_paid_goes_back_to_both() -> None:
    """One third from the welfare fund and two thirds from the network's own money (story 2)."""
    books = Treasury()
    books.enter("welfare_fund", 100_000)
    parts = (
        FundingPart(weight=1, sources=("welfare_fund",)),
        FundingPart(weight=2, sources=("own_contribution",)),
    )
    own = books.envelope("Kaarten", funding=parts)
    expect(books.move(30_000, taking=own), MoneyMoved)
    sold = books.town.register(
        books.town.a_card(), books.town.an_offer(11_900, split_percent=(20, 40, 40))
    )
    event = done(books.town, expect(sold, ParticipationConfirmed).participation_id, price_cents=1)
    paid = {one.debit.kind: one.cents for one in sold.transfers}  # type: ignore[attr-defined]
    assert paid == {"welfare_fund": 1_587, "own_contribution": 3_173}
    assert {one.credit.kind: one.cents for one in event.transfers} == paid
    assert books.free(own) == 30_000
    assert (event.holder_cents, event.organisation_cents, event.network_cents) == (0, 1, 0)


def test_several_corrections_and_then_a_cancel_restore_every_balance() -> None:
    town = Town()
    before = town.balances()
    right = town.a_right(20_000)
    sold = town.register(town.a_card(right), town.an_offer(4_999))
    own = expect(sold, ParticipationConfirmed).participation_id
    first, second = done(town, own, refund_cents=1_001), done(town, own, refund_cents=333)
    assert [sum(back(one)) for one in (first, second)] == [1_001, 333]
    assert town.left_cents(right, 2026) == 20_000 - second.network_cents
    gone = town.ask(CancelParticipation(participation_id=own))
    assert sum(one.cents for one in expect(gone, ParticipationReversed).transfers) == (
        second.network_cents
    )
    assert town.balances() == before
    assert town.left_cents(right, 2026) == 20_000
    assert code_of(corrected(town, own, refund_cents=1)) == "already_cancelled"
    town.driver.check_folds()


def test_parts_that_go_back_one_by_one_are_what_would_have_gone_back_at_once() -> None:
    shares = []
    for parts in ((1_700,), (1, 999, 700)):
        club = Club()
        own = club.sells(11_900)
        for cents in parts:
            event = done(club.town, own, refund_cents=cents)
        shares.append((event.holder_cents, event.organisation_cents, event.network_cents))
    assert shares[0] == shares[1]


def test_4_a_lower_price_is_shared_under_the_rule_with_the_limit_as_it_was_then() -> None:
    """80%, 100.00 a year: of 70.00 the network pays the 52.00 that is left. The fee was 60.00:
    80% of it is 48.00."""
    town = SchemeTown(eighty_percent(ceilings=[YEARLY]))
    holder, card = town.an_entitled()
    expect(town.take_part(card, town.an_offer_of(6_000)), ParticipationConfirmed)
    sold = expect(town.take_part(card, town.an_offer_of(7_000)), ParticipationConfirmed)
    assert town.shares() == (1_800, 0, 5_200)
    event = done(town, sold.participation_id, price_cents=6_000, reason="price_wrong")
    assert (event.holder_cents, event.network_cents) == (1_200, 4_800)
    assert town.used(holder) == (4_800 + 4_800, 0)
    part = done(town, sold.participation_id, refund_cents=1_000)
    assert back(part) == (200, 0, 800)
    assert town.used(holder) == (4_800 + 4_000, 0)
    town.ask(CancelParticipation(participation_id=sold.participation_id))
    assert town.used(holder) == (4_800, 0)
    town.driver.check_folds()


def test_what_was_not_left_then_is_not_paid_by_a_correction() -> None:
    """The ceiling left 52.00 of it; what a cancel frees later does not make it more."""
    town = SchemeTown(eighty_percent(ceilings=[YEARLY]))
    holder, card = town.an_entitled()
    first = expect(town.take_part(card, town.an_offer_of(6_000)), ParticipationConfirmed)
    sold = expect(town.take_part(card, town.an_offer_of(9_000)), ParticipationConfirmed)
    town.ask(CancelParticipation(participation_id=first.participation_id))
    event = done(town, sold.participation_id, price_cents=8_000)
    assert back(event) == (1_000, 0, 0)
    assert event.transfers == ()
    assert town.used(holder) == (5_200, 0)


def test_nobody_is_asked_more_by_a_correction() -> None:
    """It is learned late that she had no right then: at a lower price she would pay all of it."""
    town = SchemeTown(eighty_percent())
    holder = town.a_holder()
    right = town.entitle(holder)
    card = town.a_scheme_card(holder)
    sold = expect(town.take_part(card, town.an_offer_of(6_000)), ParticipationConfirmed)
    town.end(holder, right, date(2026, 6, 30))
    code = code_of(corrected(town, sold.participation_id, price_cents=4_000))
    assert code == "share_rises"


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({}, "correction_unclear"),
        ({"refund_cents": 1, "price_cents": 1}, "correction_unclear"),
        ({"refund_cents": 0}, "refund_invalid"),
        ({"refund_cents": -1}, "refund_invalid"),
        ({"refund_cents": 500}, "refund_invalid"),
        ({"price_cents": 0}, "price_invalid"),
        ({"price_cents": 500}, "price_not_lower"),
    ],
)
def test_what_is_no_part_of_the_price_is_refused(how: Any, code: str) -> None:
    town = Town()
    sold = expect(town.register(town.a_card(), town.an_offer(500)), ParticipationConfirmed)
    assert code_of(corrected(town, sold.participation_id, **how)) == code


def test_what_is_not_confirmed_is_not_corrected() -> None:
    town = Town()
    until = town.driver.now.replace(hour=23)
    held = town.hold(town.a_card(), town.an_offer(500), until)
    own: UUID = held.participation_id  # type: ignore[attr-defined]
    assert code_of(corrected(town, own, refund_cents=1)) == "not_confirmed"
    assert code_of(corrected(town, an_id("none"), refund_cents=1)) == "participation_unknown"


def test_a_line_in_dispute_is_settled_first_and_then_corrected() -> None:
    club = Club()
    own = club.sells(1_400)
    club.town.ask(DisputeLine(participation_id=own, reason="price"))
    assert code_of(corrected(club.town, own, refund_cents=100)) == "line_disputed"
    club.town.ask(SettleDispute(participation_id=own))
    done(club.town, own, refund_cents=1_000)
    assert club.drawn().payable_cents == 160


def test_what_is_uncovered_goes_first_and_waits_for_less_money() -> None:
    """16.00 of a camp is uncovered; 20.00 of its 40.00 goes back: 8.00 waits. Then nothing."""
    camp = Camp(0)
    own = camp.told_late().participation_id
    event = done(camp.town, own, refund_cents=2_000)
    assert (event.uncovered_cents, camp.uncovered()) == (800, 800)
    [queue] = camp.town.driver.all_rows("budget", camp.town.stream, UncoveredQueue)
    assert (queue.waiting, queue.cents) == (1, 800)
    [item] = camp.town.driver.all_rows("cards", camp.town.stream, WorkItem)
    assert not item.resolved

    expect(camp.books.move(1_000, taking=camp.own), MoneyMoved)
    assert [one.cents for one in camp.told()] == [800]
    assert camp.books.free(camp.own) == 200
    less = done(camp.town, own, refund_cents=1_000)
    assert (less.network_back_cents, camp.books.free(camp.own)) == (400, 600)
    assert camp.uncovered() == 0
    camp.town.ask(CancelParticipation(participation_id=own))
    assert (camp.uncovered(), camp.books.free(camp.own)) == (0, 1_000)
    assert camp.town.balances()["payable"] == 0
    camp.town.driver.check_folds()


class PaidFirst:
    """She paid 100.00; 80.00 of it is granted, and perhaps paid to her."""

    def __init__(self) -> None:
        self.town = ClaimTown(eighty_percent())
        self.holder, _card = self.town.an_entitled()
        claim = self.town.an_open_claim(self.holder, self.town.an_offer_of(10_000), 10_000)
        granted = self.town.decide(self.holder, claim, granted=True)
        self.own = expect(granted, ParticipationConfirmed).participation_id

    def item(self) -> PayableItem:
        """What is payable to her."""
        return self.town.driver.row("budget", self.town.stream, PayableItem, self.own)

    def pay(self) -> None:
        """It is paid in cash."""
        self.town.driver.actor = "finance"
        self.town.ask(PayBeside(item_id=self.own, way="cash"))


def test_of_a_claim_that_is_not_paid_yet_so_much_less_is_paid() -> None:
    she = PaidFirst()
    event = done(she.town, she.own, refund_cents=4_000)
    assert (back(event), event.absorbed_cents) == ((800, 0, 3_200), 0)
    assert (she.item().cents, she.item().status) == (4_800, "open")
    assert she.town.balances()["payable"] == 4_800


def test_a_claim_that_is_being_paid_waits_for_that() -> None:
    she = PaidFirst()
    she.town.driver.actor = "maker"
    wish = ProposePaymentRun(item_ids=(she.own,), execution_on=date(2026, 7, 6))
    expect(she.town.ask(wish), PaymentRunProposed)
    assert code_of(corrected(she.town, she.own, refund_cents=4_000)) == "item_in_run"


def test_what_she_was_paid_too_much_is_absorbed_unless_a_decision_says_otherwise() -> None:
    she = PaidFirst()
    she.pay()
    before = she.town.balances()
    event = done(she.town, she.own, refund_cents=4_000)
    assert (event.absorbed_cents, event.transfers) == (3_200, ())
    assert she.town.balances() == before
    more = done(she.town, she.own, refund_cents=1_000, recover=True)
    assert (more.absorbed_cents, more.network_back_cents) == (0, 800)
    assert she.town.balances()["payable"] == before["payable"] - 800
    she.town.driver.check_folds()


def test_6_what_goes_back_of_a_locked_year_is_money_of_the_present_one() -> None:
    end = YearEnd()
    sold = end.town.register(end.town.a_card(), end.town.an_offer(10_000))
    own = expect(sold, ParticipationConfirmed).participation_id
    assert end.locked().book_year == 2026
    end.town.at(FIFTEENTH)
    before = {row.kind: row.balance_cents for row in end.accounts() if row.year == 2027}
    event = done(end.town, own, refund_cents=1_000)
    after = {row.kind: row.balance_cents for row in end.accounts() if row.year == 2027}
    assert sum(after.values()) - sum(before.values()) == 800
    kinds = [(one.kind, one.for_year) for one in event.transfers]
    assert kinds == [("reversal", None), ("posted", 2026)]
    left = [row for row in end.accounts() if row.year == 2026 and row.kind == "drawing_right"]
    assert [row.balance_cents for row in left] == [0]


def test_a_covered_participation_names_what_covered_it_when_it_is_corrected() -> None:
    camp = Camp(0)
    own = camp.told_late().participation_id
    expect(camp.books.move(2_000, taking=camp.own), MoneyMoved)
    [covering] = camp.told()
    assert isinstance(covering, UncoveredCovered)
    event = done(camp.town, own, refund_cents=2_000)
    assert covering.transfers[0].transfer_id in {one.names for one in event.transfers}
