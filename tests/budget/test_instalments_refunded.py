"""Part of a price goes back while its instalments run: posted and held, to the cent. Pure."""

from datetime import UTC, date, datetime
from uuid import UUID

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from services.budget.contracts.events import (
    InstalmentConfirmed,
    InstalmentsAgreed,
    InstalmentsStopped,
    ParticipationReversed,
)
from services.budget.domain.participation import Participation
from services.cards.contracts.commands import CancelParticipation
from tests.budget.test_price_correction import back, done
from tests.kit.season import Season, shares, terms_of
from tests.kit.town import expect


def test_part_of_the_price_goes_back_while_instalments_run() -> None:
    """Of 119.00 in four, of which one is confirmed, 20.00 goes back: 4.00, 8.00 and 8.00, of each
    instalment a quarter. The club was paid for the first; the others are held for less."""
    club = Season()
    before = club.town.available_cents()
    own = club.registers()
    club.confirmed(own, 1)
    assert club.drawn(date(2026, 9, 3)).payable_cents == 1_190
    event = done(club.town, own, refund_cents=2_000)
    assert (event.price_cents, shares(event)) == (9_900, (1_980, 3_960, 3_960))
    assert [shares(one) for one in event.instalments] == [
        (595, 1_190, 1_190),
        *[(495, 990, 990)] * 3,
    ]
    assert [(one.kind, one.cents) for one in event.transfers] == [
        ("reversal", 200),
        *[("released", 1_190), ("held", 990)] * 3,
    ]
    assert club.town.available_cents() == before - 3_960
    assert club.town.left_cents(club.right) == 20_000 - 3_960
    assert shares(club.confirmed(own, 2)) == (495, 990, 990)
    assert club.drawn(date(2026, 10, 3)).payable_cents == 990 - 200
    assert shares(expect(club.stops(own), InstalmentsStopped)) == (990, 1_980, 1_980)
    assert shares(done(club.town, own, refund_cents=1_000)) == (790, 1_580, 1_580)
    club.town.ask(CancelParticipation(participation_id=own))
    assert club.town.available_cents() == before
    club.town.driver.check_folds()


def test_all_that_is_left_goes_back_while_instalments_run() -> None:
    club = Season()
    before, balances = club.town.available_cents(), club.town.balances()
    own = club.registers()
    club.confirmed(own, 1)
    done(club.town, own, refund_cents=11_899)
    gone = club.town.ask(CancelParticipation(participation_id=own))
    expect(gone, ParticipationReversed)
    assert (club.town.available_cents(), club.town.balances()) == (before, balances)
    assert club.town.left_cents(club.right) == 20_000
    club.town.driver.check_folds()


def test_a_price_that_was_another_lowers_what_is_held() -> None:
    """79.00 instead of 119.00 at 20/40/40: the network bears 31.60, held and posted together."""
    club = Season()
    before = club.town.available_cents()
    own = club.registers()
    club.confirmed(own, 1)
    event = done(club.town, own, reason="price_wrong", price_cents=7_900)
    assert shares(event) == (1_580, 3_160, 3_160)
    posted = 1_190 - sum(one.cents for one in event.transfers if one.kind == "reversal")
    assert posted + sum(one.network_cents for one in event.instalments[1:]) == 3_160
    for number in (2, 3, 4):
        club.confirmed(own, number)
    assert club.town.balances()["payable"] == 3_160
    assert club.town.available_cents() == before - 3_160
    club.town.driver.check_folds()


@given(
    price=st.integers(12, 20_000),
    split=st.sampled_from([(20, 40, 40), (33, 33, 34), (1, 1, 98), (98, 1, 1), (50, 0, 50)]),
    times=st.integers(2, 12),
    confirmed=st.integers(1, 11),
    refunds=st.lists(st.integers(1, 5_000), min_size=1, max_size=4),
)
@settings(max_examples=40, deadline=None)
def test_whatever_goes_back_meanwhile_all_parts_are_the_shares_to_the_cent(
    price: int, split: tuple[int, int, int], times: int, confirmed: int, refunds: list[int]
) -> None:
    club = Season(split)
    before = club.town.available_cents()
    own = club.registers(price, terms_of(times=times, first_due=date(2026, 9, 1)))
    [agreed] = club.told(InstalmentsAgreed)
    assume(confirmed < times)
    parts = [_confirmed_in_time(club, own, number) for number in range(1, confirmed + 1)]
    backs, left = list[tuple[int, ...]](), price
    for cents in (one for one in refunds if one < price):
        if cents < left:
            event = done(club.town, own, refund_cents=cents)
            left -= cents
            backs.append(back(event))
            assert all(
                sum(shares(one)) == one.price_cents and min(shares(one)) >= 0
                for one in event.instalments
            )
    parts += [_confirmed_in_time(club, own, number) for number in range(confirmed + 1, times + 1)]
    in_all = [sum(column) for column in zip(*backs, (0, 0, 0), strict=True)]
    given_back = price - left
    for whole, gone in zip(shares(agreed), in_all, strict=True):
        assert abs(gone * price - whole * given_back) < price  # less than a cent off the ratio
    [row] = club.rows(Participation)
    assert club.town.balances()["payable"] == row.network_cents == shares(agreed)[2] - in_all[2]
    assert club.town.available_cents() == before - row.network_cents
    club.town.driver.check_folds()


def _confirmed_in_time(club: Season, own: UUID, number: int) -> InstalmentConfirmed:
    year, month = divmod(8 + number - 1, 12)
    club.town.at(datetime(2026 + year, month + 1, 3, 10, tzinfo=UTC))
    return expect(club.confirms(own, number), InstalmentConfirmed)
