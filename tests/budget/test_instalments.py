"""A season fee in instalments: held whole, payable part by part, to the cent. Pure."""

from datetime import UTC, date, datetime, timedelta

from services.budget.contracts.commands import (
    AgreeInstalments,
    ConfirmDueInstalment,
    DisputeLine,
    ExpireHold,
    SettleDispute,
)
from services.budget.contracts.events import (
    FundingPart,
    InstalmentConfirmed,
    InstalmentsAgreed,
    InstalmentsStopped,
    InstalmentWish,
    MoneyMoved,
    ParticipationHeld,
    ParticipationReversed,
    ParticipationVoided,
)
from services.cards.contracts.commands import (
    CancelParticipation,
    ConfirmParticipation,
)
from tests.budget.test_price_correction import done
from tests.kit.season import SEPTEMBER, Season, shares, terms_of
from tests.kit.town import an_id, code_of, expect
from tests.kit.treasury import Treasury


def test_a_season_fee_is_held_whole_and_payable_part_by_part() -> None:
    """119.00 in four is 29.75 a time: 5.95, 11.90 and 11.90."""
    club = Season()
    before = club.town.available_cents()
    own = club.registers()
    [agreed] = club.told(InstalmentsAgreed)
    assert [one.due.month for one in agreed.instalments] == [9, 10, 11, 12]
    assert [shares(one) for one in agreed.instalments] == [(595, 1_190, 1_190)] * 4
    assert club.town.available_cents() == before - 4_760
    assert club.town.left_cents(club.right) == 20_000 - 4_760
    assert club.known().status == "held"
    for number in range(1, 5):
        event = club.confirmed(own, number)
        assert (event.number, event.times, shares(event)) == (number, 4, (595, 1_190, 1_190))
        assert club.town.balances()["payable"] == number * 1_190
        assert club.town.available_cents() == before - 4_760
        assert club.known().status == "confirmed"
        statement = club.drawn(date(2026, 8 + number, 3))
        assert (statement.lines, statement.payable_cents) == (1, 1_190)
    assert code_of(club.confirms(own, 5)) == "instalments_over"
    assert code_of(club.stops(own)) == "instalments_over"
    assert club.town.left_cents(club.right) == 20_000 - 4_760
    club.town.driver.check_folds()


def test_all_instalments_together_are_the_shares_to_the_cent() -> None:
    """10.00 over three payers, in three: each bears a cent more in another one."""
    club = Season(split=(33, 33, 34))
    club.registers(1_000, terms_of(times=3, first_due=date(2026, 9, 1)))
    [agreed] = club.told(InstalmentsAgreed)
    assert [one.price_cents for one in agreed.instalments] == [334, 333, 333]
    assert [sum(shares(one)) for one in agreed.instalments] == [334, 333, 333]
    whole = tuple(map(sum, zip(*map(shares, agreed.instalments), strict=True)))
    assert whole == shares(agreed) == (330, 330, 340)


def test_each_instalment_is_paid_by_the_sources_in_the_ratio_of_the_whole() -> None:
    """One third from the welfare fund: of 47.60 that is 15.87."""
    books = Treasury()
    books.enter("welfare_fund", 100_000)
    parts = (
        FundingPart(weight=1, sources=("welfare_fund",)),
        FundingPart(weight=2, sources=("own_contribution",)),
    )
    envelope = books.envelope("Clubs", funding=parts)
    expect(books.move(30_000, taking=envelope), MoneyMoved)
    club = Season(town=books.town)
    own = club.registers()
    paid: dict[str, list[int]] = {"welfare_fund": [], "own_contribution": []}
    for number in range(1, 5):
        for one in club.confirmed(own, number).transfers:
            paid[one.debit.kind].append(one.cents)
    assert {kind: sum(cents) for kind, cents in paid.items()} == {
        "welfare_fund": 1_587,
        "own_contribution": 3_173,
    }
    assert {tuple(sorted(pair)) for pair in zip(*paid.values(), strict=True)} <= {
        (396, 794),
        (397, 793),
    }
    assert books.free(envelope) == 30_000 - 4_760


def test_instalments_may_be_agreed_later_while_nothing_is_confirmed() -> None:
    club = Season()
    offer = club.town.an_offer(4_999, split_percent=(20, 0, 80), provider=club.id)
    until = SEPTEMBER + timedelta(days=3)
    held = club.town.hold(club.town.a_card(), offer, until, on=date(2026, 9, 5))
    own = expect(held, ParticipationHeld).participation_id
    parts = (
        InstalmentWish(due=date(2026, 9, 10), cents=4_000),
        InstalmentWish(due=date(2027, 1, 10), cents=999),
    )
    wish = AgreeInstalments(participation_id=own, terms=terms_of(parts=parts))
    agreed = expect(club.town.ask(wish), InstalmentsAgreed)
    assert [shares(one) for one in agreed.instalments] == [(800, 0, 3_200), (200, 0, 799)]
    assert code_of(club.town.ask(wish)) == "in_instalments"
    assert code_of(club.town.ask(ConfirmParticipation(participation_id=own))) == "in_instalments"
    assert club.town.balances()["payable"] == 0


def test_an_instalment_is_confirmed_in_its_turn_and_from_its_day_on() -> None:
    club = Season()
    own = club.registers()
    assert code_of(club.confirms(own, 2)) == "instalment_not_next"
    expect(club.confirms(own, 1), InstalmentConfirmed)
    assert code_of(club.confirms(own, 1)) == "instalment_not_next"
    assert code_of(club.confirms(own, 2)) == "instalment_not_due"
    club.town.at(datetime(2026, 9, 30, 22, tzinfo=UTC))  # midnight in Brussels
    assert expect(club.confirms(own, 2), InstalmentConfirmed).line_on == date(2026, 10, 1)
    assert code_of(club.confirms(an_id("none"), 1)) == "participation_unknown"


def test_the_day_itself_confirms_an_instalment_where_that_is_agreed() -> None:
    club = Season()
    own = club.registers(
        terms=terms_of(times=2, first_due=date(2026, 9, 15), confirmed_by="due_day")
    )
    tick = ConfirmDueInstalment(participation_id=own, number=1)
    club.town.driver.send(tick, stream=club.town.stream)
    assert club.told(InstalmentConfirmed) == []
    club.town.at(datetime(2026, 9, 17, tzinfo=UTC))
    for _again in range(2):
        club.town.driver.send(tick, stream=club.town.stream)
    [event] = club.told(InstalmentConfirmed)
    assert (event.number, event.line_on) == (1, date(2026, 9, 15))
    club.town.ask(DisputeLine(participation_id=own, reason="other"))
    club.town.at(datetime(2026, 10, 16, tzinfo=UTC))
    second = ConfirmDueInstalment(participation_id=own, number=2)
    club.town.driver.send(second, stream=club.town.stream)
    assert len(club.told(InstalmentConfirmed)) == 1
    club.town.ask(SettleDispute(participation_id=own))
    club.town.driver.send(second, stream=club.town.stream)
    assert len(club.told(InstalmentConfirmed)) == 2
    club.town.driver.check_folds()


def test_who_leaves_half_way_frees_the_rest_and_gets_part_back_in_the_ratio() -> None:
    """After two of four 59.50 stays; of 10.00 that goes back the network gets 4.00."""
    club = Season()
    before = club.town.available_cents()
    own = club.registers()
    club.confirmed(own, 1)
    club.confirmed(own, 2)
    event = expect(club.stops(own), InstalmentsStopped)
    assert (event.confirmed, event.price_cents, shares(event)) == (2, 5_950, (1_190, 2_380, 2_380))
    assert club.town.available_cents() == before - 2_380
    assert club.town.left_cents(club.right) == 20_000 - 2_380
    assert code_of(club.confirms(own, 3)) == "instalments_over"
    back = done(club.town, own, refund_cents=1_000)
    assert shares(back) == (990, 1_980, 1_980)
    assert club.drawn(date(2026, 10, 3)).total_cents == 1_980
    club.town.ask(CancelParticipation(participation_id=own))
    assert club.town.available_cents() == before
    assert club.town.left_cents(club.right) == 20_000
    club.town.driver.check_folds()


def test_who_leaves_before_the_first_never_took_part() -> None:
    club = Season()
    before = club.town.available_cents()
    own = club.registers()
    expect(club.stops(own), ParticipationVoided)
    assert (club.town.available_cents(), club.known().status) == (before, "voided")
    assert code_of(club.confirms(own, 1)) == "instalments_over"
    club.town.driver.check_folds()


def test_a_cancel_takes_back_what_was_paid_and_frees_the_rest() -> None:
    club = Season()
    before, balances = club.town.available_cents(), club.town.balances()
    own = club.registers()
    club.confirmed(own, 1)
    assert club.drawn(date(2026, 9, 3)).payable_cents == 1_190
    club.confirmed(own, 2)
    gone = club.town.ask(CancelParticipation(participation_id=own))
    kinds = [one.kind for one in expect(gone, ParticipationReversed).transfers]
    assert kinds == ["reversal", "reversal", "released", "released"]
    assert (club.town.available_cents(), club.town.balances()) == (before, balances)
    assert club.drawn(date(2026, 10, 3)).carried_out_cents == -1_190
    assert code_of(club.confirms(own, 3)) == "instalments_over"
    club.town.driver.check_folds()


def test_what_nobody_confirms_in_time_is_free_again() -> None:
    club = Season()
    before = club.town.available_cents()
    own = club.registers()
    club.confirmed(own, 1)
    [agreed] = club.told(InstalmentsAgreed)
    expiry = ExpireHold(participation_id=own)
    club.town.at(agreed.hold_until - timedelta(seconds=1))
    club.town.driver.send(expiry, stream=club.town.stream)
    assert club.told(InstalmentsStopped) == []
    club.town.at(agreed.hold_until)
    assert code_of(club.confirms(own, 2)) == "hold_expired"
    for _again in range(2):
        club.town.driver.send(expiry, stream=club.town.stream)
    [event] = club.told(InstalmentsStopped)
    assert (event.reason, event.confirmed, event.network_cents) == ("expired", 1, 1_190)
    assert club.town.available_cents() == before - 1_190
    club.town.driver.check_folds()


def test_a_dispute_sets_aside_what_is_payable_so_far() -> None:
    club = Season()
    own = club.registers()
    assert code_of(club.town.ask(DisputeLine(participation_id=own, reason="other"))) == "no_line"
    club.confirmed(own, 1)
    disputed = club.town.ask(DisputeLine(participation_id=own, reason="other"))
    assert [one.cents for one in disputed.transfers] == [1_190]  # type: ignore[attr-defined]
    club.town.at(datetime(2026, 10, 3, 10, tzinfo=UTC))
    assert code_of(club.confirms(own, 2)) == "line_disputed"
    expect(club.stops(own), InstalmentsStopped)
    settled = club.town.ask(SettleDispute(participation_id=own))
    assert [one.cents for one in settled.transfers] == [1_190]  # type: ignore[attr-defined]
    assert club.drawn(date(2026, 10, 3)).payable_cents == 1_190
    club.town.driver.check_folds()


def test_who_pays_without_a_share_of_the_network_pays_in_instalments_too() -> None:
    """With nothing to pay for the network no money moves, and she took part all the same."""
    club = Season(split=(60, 40, 0))
    own = club.registers()
    assert club.confirmed(own, 1).transfers == ()
    assert club.known().status == "confirmed"
    expect(club.stops(own), InstalmentsStopped)
    assert club.town.balances()["payable"] == 0
    club.town.driver.check_folds()
