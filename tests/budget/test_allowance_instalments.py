"""What is set aside for a right pays what is paid in instalments, and has it back. Pure."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.budget.contracts.commands import ConfirmInstalment, StopInstalments
from services.budget.contracts.events import (
    InstalmentConfirmed,
    InstalmentsAgreed,
    InstalmentsStopped,
    InstalmentTerms,
    ParticipationReversed,
    ParticipationVoided,
)
from services.budget.domain.instalment_plan import InstalmentPlan
from services.cards.contracts.commands import (
    CancelParticipation,
    RegisterInInstalments,
)
from tests.budget.test_allowance import Village
from tests.budget.test_price_correction import done
from tests.kit.town import expect


def registered(village: Village, cents: int, times: int = 3) -> InstalmentsAgreed:
    _holder, _right, card = village.child()
    terms = InstalmentTerms(confirmed_by="provider", times=times, first_due=date(2026, 7, 4))
    wish = RegisterInInstalments(
        card_token=card.token,
        offer_id=village.town.an_offer_of(cents),
        on=date(2026, 7, 4),
        terms=terms,
    )
    return expect(village.town.ask(wish), InstalmentsAgreed)


def confirmed(village: Village, own: UUID, number: int) -> Any:
    village.town.at(datetime(2026, 6 + number, 4, 12, tzinfo=UTC))
    return village.town.ask(ConfirmInstalment(participation_id=own, number=number))


def test_what_vouchers_pay_in_instalments_is_held_and_paid_in_parts() -> None:
    """60.00 in three parts of 20.00: held from the vouchers, each paid as it is confirmed."""
    village = Village(10_000)
    agreed = registered(village, 6_000)
    assert [one.network_cents for one in agreed.instalments] == [2_000, 2_000, 2_000]
    assert (village.free(), village.set_aside()) == (0, 4_000)
    paid = expect(confirmed(village, agreed.participation_id, 1), InstalmentConfirmed)
    assert (paid.network_cents, village.set_aside()) == (2_000, 4_000)
    whole = village.town.driver.row(
        "budget", village.town.stream, InstalmentPlan, agreed.participation_id
    )
    assert sum(one.network_cents for one in whole.waiting) == 4_000
    village.town.driver.check_folds()


def test_what_is_let_go_or_cancelled_is_set_aside_again() -> None:
    village = Village(10_000)
    own = registered(village, 6_000).participation_id
    expect(confirmed(village, own, 1), InstalmentConfirmed)
    expect(village.town.ask(StopInstalments(participation_id=own)), InstalmentsStopped)
    assert (village.free(), village.set_aside()) == (0, 8_000)
    gone = village.town.ask(CancelParticipation(participation_id=own))
    expect(gone, ParticipationReversed)
    assert (village.free(), village.set_aside()) == (0, 10_000)
    village.town.driver.check_folds()


def test_where_none_was_confirmed_all_is_set_aside_again() -> None:
    village = Village(10_000)
    own = registered(village, 6_000).participation_id
    expect(village.town.ask(StopInstalments(participation_id=own)), ParticipationVoided)
    assert (village.free(), village.set_aside()) == (0, 10_000)
    village.town.driver.check_folds()


@given(
    cents=st.integers(300, 14_000),
    times=st.integers(2, 5),
    number=st.integers(1, 5),
    back=st.integers(1, 13_999),
    end=st.sampled_from((None, "stop", "cancel")),
)
def test_whatever_goes_back_of_instalments_the_vouchers_have_again(
    cents: int, times: int, number: int, back: int, end: str | None
) -> None:
    """The envelope has no more than the vouchers; beyond them the holder pays."""
    village = Village(10_000)
    own = registered(village, cents, times).participation_id
    for one in range(1, min(number, times) + 1):
        expect(confirmed(village, own, one), InstalmentConfirmed)
    done(village.town, own, refund_cents=min(back, cents - 1))
    sound(village)
    if end == "stop" and number < times:
        expect(village.town.ask(StopInstalments(participation_id=own)), InstalmentsStopped)
    if end == "cancel":
        gone = village.town.ask(CancelParticipation(participation_id=own))
        expect(gone, ParticipationReversed)
        assert village.set_aside() == 10_000
    sound(village)
    village.town.driver.check_folds()


def sound(village: Village) -> None:
    """Nothing of the vouchers came free for others, and what is held is what they tell."""
    assert village.free() == 0
    assert village.set_aside() == sum(row.held_cents for row in village.rows())
