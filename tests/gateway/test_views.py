"""Views come out the same in whatever order the three services are read. Pure."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.budget.contracts import events as budget_events
from services.cards.contracts import events as cards_events
from services.gateway.consumers import RULES
from services.gateway.views import COPIES
from services.gateway.views.ledger_rows import Account, StatementLine, StatementYear
from services.gateway.views.rows import (
    Card,
    CardToken,
    Holder,
    Participation,
    RightYear,
    YearTotal,
)
from services.kernel.contract import Catalogue, Event
from services.kernel.rules import Context
from services.kernel.state import Place, Row, State
from services.partners.contracts import events as partners_events
from tests.gateway.history import (
    FATES,
    GROUP_FATES,
    NETWORK,
    Fate,
    GroupFate,
    History,
    Told,
    an_account,
    an_id,
)

CATALOGUE = Catalogue([partners_events, cards_events, budget_events])
Rows = dict[Place, Row]


def fold(told: Sequence[Told]) -> Rows:
    """Copy events one by one; each sees only what its `needs` named, as in a turn."""
    rows: Rows = {}
    for one in told:
        copier = COPIES[type(one.event)]
        context = Context(
            id=an_id(str(one.time)), stream=str(NETWORK), time=one.time, correlation=NETWORK
        )
        state = State()
        for _round in range(3):
            for place in copier.needs(one.event, context, state):
                state.rows.setdefault(place, rows.get(place))
        state.apply(copier.copy(one.event, context, state))
        for place in state.changed:
            row = state.rows[place]
            rows.pop(place, None) if row is None else rows.__setitem__(place, row)
    return rows


def one_after_another(history: History) -> list[Told]:
    return [told for source in ("partners", "cards", "budget") for told in history.of[source]]


def a_history(
    fates: Sequence[tuple[str, Fate]],
    *,
    together: GroupFate | None = None,
    erased: Sequence[str] = (),
) -> History:
    history = History()
    history.begin()
    for name in sorted({name for name, _ in fates}):
        history.holder(name)
    for number, (name, fate) in enumerate(fates):
        history.participate(number, name, fate)
    if together is not None:
        names = [name for name, _ in fates]
        history.participate_together(len(fates), [*names, names[0]], together)
    for name in erased:
        history.erase(name)
    return history


@st.composite
def interleavings(draw: st.DrawFn) -> tuple[History, list[Told]]:
    """A history, and its events in an order that keeps each source's own."""
    pair = st.tuples(st.sampled_from(["an", "bo", "cy"]), st.sampled_from(FATES))
    fates = draw(st.lists(pair, min_size=1, max_size=6))
    erased = draw(st.lists(st.just(fates[0][0]), max_size=1))
    together = draw(st.sampled_from(GROUP_FATES))
    history = a_history(fates, together=together, erased=erased)
    queues = {source: list(told) for source, told in history.of.items()}
    order: list[Told] = []
    while any(queues.values()):
        source = draw(st.sampled_from(sorted(name for name, queue in queues.items() if queue)))
        order.append(queues[source].pop(0))
    return history, order


@given(interleavings())
def test_any_interleaving_of_the_sources_gives_the_same_rows(
    drawn: tuple[History, list[Told]],
) -> None:
    history, order = drawn
    assert fold(order) == fold(one_after_another(history))


@given(interleavings())
def test_totals_are_counted_from_the_rows(drawn: tuple[History, list[Told]]) -> None:
    rows = fold(drawn[1])
    confirmed = [
        row
        for row in rows.values()
        if isinstance(row, Participation) and row.status == "confirmed" and row.day is not None
    ]
    total = rows[YearTotal.at(2026)]
    assert isinstance(total, YearTotal)
    assert total.participations == len(confirmed)
    assert total.holders == len({row.holder_id for row in confirmed})
    assert total.network_cents == sum(row.network_cents for row in confirmed)
    payable = rows.get(Account.at(an_account("payable", an_id("provider")).account_id))
    if isinstance(payable, Account):
        assert payable.credit_cents - payable.debit_cents == total.network_cents


@pytest.mark.parametrize(
    ("fate", "used", "held", "status"),
    [
        ("requested", 0, 400, None),
        ("declined", 0, 0, "declined"),
        ("confirmed", 400, 0, "confirmed"),
        ("held", 0, 400, "held"),
        ("taken", 400, 0, "confirmed"),
        ("voided", 0, 0, "voided"),
        ("expired", 0, 0, "expired"),
        ("cancelled", 0, 0, "cancelled"),
    ],
)
def test_what_is_used_and_held_of_a_right_follows_the_participation(
    fate: Fate, used: int, held: int, status: str | None
) -> None:
    rows = fold(one_after_another(a_history([("an", fate)])))
    usage = rows[RightYear.at(f"{an_id('right an')}:2026")]
    participation = rows[Participation.at(an_id("participation 0"))]
    assert isinstance(usage, RightYear)
    assert isinstance(participation, Participation)
    assert (usage.used_cents, usage.held_cents) == (used, held)
    assert participation.status == status


def test_a_statement_names_the_reversal_and_its_total_is_what_is_owed() -> None:
    rows = fold(one_after_another(a_history([("an", "confirmed"), ("an", "cancelled")])))
    lines = [row for row in rows.values() if isinstance(row, StatementLine)]
    assert sorted((line.kind, line.network_cents) for line in lines) == [
        ("participation", 400),
        ("participation", 400),
        ("reversal", -400),
    ]
    year = rows[StatementYear.at(f"{an_id('provider')}:2026")]
    assert isinstance(year, StatementYear)
    assert year.total_cents == 400


def test_an_erased_person_leaves_nothing_sealed_and_her_card_finds_nobody() -> None:
    rows = fold(one_after_another(a_history([("an", "confirmed")], erased=["an"])))
    holder, card = rows[Holder.at(an_id("an"))], rows[Card.at(an_id("card an"))]
    assert isinstance(holder, Holder)
    assert isinstance(card, Card)
    assert (holder.identity, holder.erased) == (None, True)
    assert (card.number, card.token, card.blocked) == (None, "", True)
    assert CardToken.at("token an") not in rows


def test_every_event_of_every_service_has_a_view_or_is_passed_over_on_purpose() -> None:
    assert set(CATALOGUE.kinds(Event)) == set(COPIES)
    assert RULES.sources == ("budget", "cards", "partners")


@pytest.mark.parametrize(
    ("fate", "used", "held"), [("requested", 0, 1_200), ("declined", 0, 0), ("confirmed", 1_200, 0)]
)
def test_a_group_counts_for_each_of_its_lines(fate: GroupFate, used: int, held: int) -> None:
    rows = fold(one_after_another(a_history([("an", "voided"), ("an", "voided")], together=fate)))
    usage = rows[RightYear.at(f"{an_id('right an')}:2026")]
    assert isinstance(usage, RightYear)
    assert (usage.used_cents, usage.held_cents) == (used, held)
    of_group = [
        row for row in rows.values() if isinstance(row, Participation) and row.group_id is not None
    ]
    assert {(row.group_id, row.group_size) for row in of_group} == {(str(an_id("group 2")), 3)}
    assert {row.status for row in of_group} == {None if fate == "requested" else fate}
