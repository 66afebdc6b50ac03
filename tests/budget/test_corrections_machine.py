"""After whatever order of corrections: transfers are the share, shares are the price. Pure."""

from datetime import date
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.budget.contracts.commands import DisputeLine, SettleDispute
from services.budget.domain.bucket import Bucket, ProviderYear
from services.budget.domain.ledger import AccountRow, TransferRow
from services.budget.domain.participation import Participation
from services.budget.domain.payable import PayableItem
from services.cards.contracts.commands import CancelParticipation
from services.cards.domain.participation import Participation as Known
from tests.budget.test_price_correction import corrected
from tests.budget.test_statement import Club
from tests.kit.town import an_id

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("sells"), st.integers(1, 5_000), st.integers(1, 12)),
        st.tuples(st.just("gives_back"), st.integers(0, 9), st.integers(1, 6_000)),
        st.tuples(st.just("reprices"), st.integers(0, 9), st.integers(1, 6_000)),
        st.tuples(st.just("cancels"), st.integers(0, 9), st.just(0)),
        st.tuples(st.just("disputes"), st.integers(0, 9), st.just(0)),
        st.tuples(st.just("settles"), st.integers(0, 9), st.just(0)),
        st.tuples(st.just("draws"), st.integers(1, 12), st.just(0)),
    ),
    max_size=25,
)


@given(steps=STEPS)
@settings(max_examples=80, deadline=None)
def test_after_any_order_transfers_are_the_share_and_shares_are_the_price(
    steps: list[tuple[str, int, int]],
) -> None:
    club, sold = Club(), list[UUID]()
    for what, first, second in steps:
        chosen = sold[first % len(sold)] if sold else an_id("none")
        match what:
            case "sells":
                sold.append(club.sells(first, date(2026, second, 15)))
            case "gives_back":
                corrected(club.town, chosen, refund_cents=second)
            case "reprices":
                corrected(club.town, chosen, price_cents=second)
            case "cancels":
                club.town.ask(CancelParticipation(participation_id=chosen))
            case "disputes":
                club.town.ask(DisputeLine(participation_id=chosen, reason="other"))
            case "settles":
                club.town.ask(SettleDispute(participation_id=chosen))
            case "draws":
                club.draw_up(date(2026, first, 28))
    check(club)


def check(club: Club) -> None:
    """What always holds, whatever was corrected."""
    driver, stream = club.town.driver, club.town.stream
    driver.check_folds()
    kinds = {row.key: row.kind for row in driver.all_rows("budget", stream, AccountRow)}
    owed: dict[str, int] = {}
    for one in driver.all_rows("budget", stream, TransferRow):
        if one.participation_id is not None:
            owing = ("payable", "suspense")
            moved = one.cents * ((kinds[one.credit_id] in owing) - (kinds[one.debit_id] in owing))
            owed[one.participation_id] = owed.get(one.participation_id, 0) + moved
    known = {row.key: row for row in driver.all_rows("cards", stream, Known)}
    for row in driver.all_rows("budget", stream, Participation):
        assert row.holder_cents + row.organisation_cents + row.network_cents == row.price_cents
        assert min(row.holder_cents, row.organisation_cents, row.network_cents) >= 0
        assert owed.get(row.key, 0) == (row.network_cents if row.status == "confirmed" else 0)
        assert known[row.key].network_cents == row.network_cents
    payable = club.town.balances()["payable"]
    items = sum(item.cents for item in club.rows(PayableItem))
    carried = sum(one.carried_cents for one in club.rows(ProviderYear))
    assert payable == items + carried + sum(one.cents for one in club.rows(Bucket))
    rows = driver.all_rows("budget", stream, AccountRow)
    assert sum(one.balance_cents for one in rows) == 0
