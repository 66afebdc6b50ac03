"""Instalments in whatever order of confirming, stopping, refunding and cancelling. Pure."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.budget.contracts.commands import (
    DisputeLine,
    ExpireHold,
    SettleDispute,
    StopInstalments,
)
from services.budget.contracts.events import InstalmentsAgreed
from services.budget.domain.bucket import Bucket, ProviderYear
from services.budget.domain.instalment_plan import InstalmentPlan
from services.budget.domain.ledger import AccountRow, TransferRow
from services.budget.domain.participation import OpenHold, Participation
from services.budget.domain.payable import PayableItem
from services.cards.contracts.commands import CancelParticipation, VoidParticipation
from services.cards.domain.participation import Participation as Known
from services.kernel.contract import Command
from tests.budget.test_price_correction import corrected
from tests.kit.season import Season, terms_of
from tests.kit.town import an_id

Step = tuple[str, int, int]
OWING = ("payable", "suspense")
COMMANDS: dict[str, Callable[[UUID], Command]] = {
    "stops": lambda own: StopInstalments(participation_id=own),
    "cancels": lambda own: CancelParticipation(participation_id=own),
    "voids": lambda own: VoidParticipation(participation_id=own),
    "expires": lambda own: ExpireHold(participation_id=own),
    "disputes": lambda own: DisputeLine(participation_id=own, reason="other"),
    "settles": lambda own: SettleDispute(participation_id=own),
}
FEW = st.integers(0, 3)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("registers"), st.integers(2, 12), st.integers(1, 3_000)),
        st.tuples(st.just("confirms"), FEW, st.integers(1, 5)),
        st.tuples(st.just("confirms"), FEW, st.integers(1, 5)),
        st.tuples(st.just("stops"), FEW, st.just(0)),
        st.tuples(st.just("refunds"), FEW, st.integers(1, 2_000)),
        st.tuples(st.just("cancels"), FEW, st.just(0)),
        st.tuples(st.just("voids"), FEW, st.just(0)),
        st.tuples(st.just("expires"), FEW, st.just(0)),
        st.tuples(st.just("disputes"), FEW, st.just(0)),
        st.tuples(st.just("settles"), FEW, st.just(0)),
        st.tuples(st.just("waits"), st.integers(1, 40), st.just(0)),
        st.tuples(st.just("draws"), st.just(0), st.just(0)),
    ),
    max_size=30,
)
SPLITS = st.sampled_from([(20, 40, 40), (33, 33, 34), (1, 1, 98), (50, 0, 50), (60, 40, 0)])


@given(steps=STEPS, split=SPLITS)
@settings(max_examples=80, deadline=None)
def test_after_any_order_sums_are_right_to_the_cent_and_nothing_counts_twice(
    steps: list[Step], split: tuple[int, int, int]
) -> None:
    club, own = Season(split), list[UUID]()
    before = club.town.available_cents()
    for step in steps:
        take(club, own, step)
    check(club, before)


def take(club: Season, own: list[UUID], step: Step) -> None:
    """One step; what cannot be is refused."""
    what, first, second = step
    town, chosen = club.town, own[first % len(own)] if own else an_id("none")
    today = town.driver.now.date()
    if what == "registers" and today < date(2026, 12, 1):
        made = club.asks(second, terms_of(times=first, first_due=today))
        own += [made.participation_id] if isinstance(made, InstalmentsAgreed) else []
    elif what in COMMANDS:
        town.driver.send(COMMANDS[what](chosen), stream=town.stream)
    elif what == "confirms":
        club.confirms(chosen, second)
    elif what == "refunds":
        corrected(town, chosen, refund_cents=second)
    elif what == "waits":
        town.at(town.driver.now + timedelta(days=first))
    elif what == "draws":
        club.draw_up(today)


def check(club: Season, before: int) -> None:
    """What always holds of instalments."""
    club.town.driver.check_folds()
    accounts = {row.key: row for row in club.rows(AccountRow)}
    assert all(min(one.held_debit_cents, one.held_credit_cents) >= 0 for one in accounts.values())
    owed, held = transferred(club, accounts)
    known = {row.key: row for row in club.town.driver.all_rows("cards", club.town.stream, Known)}
    plans = {row.key: row for row in club.rows(InstalmentPlan)}
    watched = {row.key for row in club.rows(OpenHold)}
    used = 0
    for row in club.rows(Participation):
        rest = sum(one.network_cents for one in plans[row.key].waiting)
        assert row.holder_cents + row.organisation_cents + row.network_cents == row.price_cents
        assert min(row.holder_cents, row.organisation_cents, row.network_cents) >= 0
        assert held[row.key] == rest
        assert plans[row.key].open == (row.key in watched)
        assert owed[row.key] == (row.network_cents - rest if row.status == "confirmed" else 0)
        told = known[row.key]
        assert (told.status, told.network_cents) == (row.status, row.network_cents)
        used += row.network_cents if row.status in ("held", "confirmed") else 0
    assert club.town.available_cents() == before - used
    assert club.town.left_cents(club.right) == 20_000 - used
    items = sum(item.cents for item in club.rows(PayableItem))
    carried = sum(one.carried_cents for one in club.rows(ProviderYear))
    payable = club.town.balances()["payable"]
    assert payable == items + carried + sum(one.cents for one in club.rows(Bucket))


def transferred(club: Season, accounts: dict[str, AccountRow]) -> tuple[Counter[str], Counter[str]]:
    """What transfers make payable, and what they hold, in cents by participation."""
    owed, held = Counter[str](), Counter[str]()
    for one in club.rows(TransferRow):
        if one.participation_id is None:
            continue
        credit, debit = (accounts[key].kind in OWING for key in (one.credit_id, one.debit_id))
        posted = one.kind not in ("held", "released")
        owed[one.participation_id] += posted * one.cents * (credit - debit)
        step = {"held": 1, "taken": -1, "released": -1}.get(one.kind, 0)
        held[one.participation_id] += step * one.cents
    return owed, held
