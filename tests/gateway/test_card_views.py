"""What the gateway shows of cards, stock and groups is what cards decided. Pure."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from deploy.contracts.examples import example
from services.budget.contracts.events import GroupVisitConfirmed
from services.cards.contracts.commands import (
    BlockCard,
    CancelGroupVisit,
    CorrectStock,
    MovePack,
    OrderPack,
    RenewCard,
    SpoilCard,
    UnblockCard,
)
from services.cards.contracts.events import (
    AppealLodged,
    CardRenewed,
    CaseDecided,
    HolderErased,
    SchemeCardIssued,
)
from services.cards.domain import group_pass as passes
from services.cards.domain import stock
from services.gateway.views import card_rows as shown
from services.gateway.views import ledger_rows, rows
from services.gateway.views.case_rows import Decision
from services.kernel.state import Place, Row
from tests.cards.test_blocking import a_dated_desk
from tests.cards.test_group_pass import a_pass, visit
from tests.gateway.history import Told
from tests.gateway.test_views import fold
from tests.kit.card_desk import CardDesk
from tests.kit.rules import NOON
from tests.kit.town import SUMMER, an_id, expect

HER, DECISION = an_id("her"), an_id("a decision")


def views_of(desk: CardDesk, order: Sequence[str] = ()) -> dict[Place, Row]:
    """The views after all that was told of this network; by source where `order` is given."""
    facts = [fact for fact in desk.driver.journal if fact.stream == desk.stream]
    told = [
        Told(fact.service, NOON + timedelta(seconds=n), fact.event) for n, fact in enumerate(facts)
    ]
    return fold(sorted(told, key=lambda one: order.index(one.source)) if order else told)


def history(views: dict[Place, Row], card: SchemeCardIssued) -> list[tuple[str, str | None]]:
    """What happened to a card."""
    events = [row for row in views.values() if isinstance(row, shown.CardEvent)]
    hers = [row for row in events if row.card_id == str(card.card_id)]
    return [(row.kind, row.reason) for row in sorted(hers, key=lambda row: row.made_at)]


@pytest.fixture
def desk() -> CardDesk:
    """A desk at which everything has happened to cards once."""
    desk = CardDesk()
    here, there = desk.a_counter(), desk.a_counter("Sociaal Huis")
    pack, second = desk.a_pack(here, 4), desk.a_pack(here, 3)
    desk.a_pack(there, 2, received=False)
    desk.give_from_stock(desk.a_holder(), pack.cards[0].token)
    desk.ask(SpoilCard(token=pack.cards[1].token, reason="misprint"))
    desk.ask(MovePack(pack_id=second.pack_id, counter_id=there))
    desk.ask(
        CorrectStock(
            counter_id=there,
            scheme_id=desk.scheme,
            carrier="card",
            counted=2,
            reason="lost",
        )
    )
    desk.give_from_stock(desk.a_holder(), second.cards[2].token)
    desk.ask(
        OrderPack(counter_id=here, scheme_id=desk.scheme, carrier="sticker", count=1),
        desk.fresh(4),
    )
    return desk


def test_what_lies_where_is_shown_as_it_is_decided(desk: CardDesk) -> None:
    views = views_of(desk)
    decided = list(desk.driver.all_rows("cards", desk.stream, stock.Stock))
    counts = [row for row in views.values() if isinstance(row, shown.StockCount)]
    assert {row.key: row.count for row in counts} == {row.key: row.count for row in decided}
    assert sorted(row.count for row in counts) == [1, 2]
    for pack in desk.driver.all_rows("cards", desk.stream, stock.Pack):
        seen = views[shown.Pack.at(pack.key)]
        assert isinstance(seen, shown.Pack)
        assert (seen.cards_left, seen.status, seen.counter_id) == (
            pack.cards_left,
            pack.status,
            pack.counter_id,
        )
        assert bool(seen.numbers) == (pack.status == "ordered")


def test_every_change_of_stock_but_a_gift_has_its_line(desk: CardDesk) -> None:
    lines = [row for row in views_of(desk).values() if isinstance(row, shown.StockChange)]
    assert sorted((row.kind, row.change, row.reason) for row in lines) == [
        ("counted", -1, "lost"),
        ("moved_in", 3, None),
        ("moved_out", -3, None),
        ("received", 3, None),
        ("received", 4, None),
        ("spoiled", -1, "misprint"),
    ]


def test_a_card_is_shown_with_what_happened_to_it() -> None:
    desk = CardDesk()
    card = desk.a_scheme_card()
    desk.ask(BlockCard(card_id=card.card_id, reason="lost"))
    desk.ask(UnblockCard(card_id=card.card_id, reason="found"))
    new = expect(desk.replace(card, "stolen"), SchemeCardIssued)
    desk.revoke(card.holder_id)
    views = views_of(desk)
    assert history(views, card) == [
        ("issued", "first"),
        ("blocked", "lost"),
        ("unblocked", "found"),
        ("replaced", "stolen"),
        ("revoked", None),
    ]
    for issued in (card, new):
        seen, row = views[rows.Card.at(issued.card_id)], desk.card(issued)
        assert isinstance(seen, rows.Card)
        assert (seen.blocked, seen.block_reason, seen.revoked, seen.replaced_by) == (
            row.blocked,
            row.block_reason,
            row.revoked,
            row.replaced_by_id,
        )


def test_a_renewed_card_is_shown_with_its_new_day() -> None:
    desk = a_dated_desk()
    card = desk.a_scheme_card(carrier="digital")
    desk.at(datetime(2027, 1, 5, 9, 0, tzinfo=UTC))
    later = expect(desk.ask(RenewCard(card_id=card.card_id)), CardRenewed).valid_until
    views = views_of(desk)
    seen = views[rows.Card.at(card.card_id)]
    assert isinstance(seen, rows.Card)
    assert (seen.valid_until, seen.carrier) == (later, "digital")
    assert history(views, card) == [("issued", "first"), ("renewed", None)]


def test_the_tickets_of_a_group_are_shown_as_they_are_counted() -> None:
    desk = CardDesk()
    issued, offer = a_pass(desk), desk.an_offer(1_000)
    first = expect(visit(desk, issued, offer, 5), GroupVisitConfirmed)
    visit(desk, issued, offer, 7)
    desk.ask(CancelGroupVisit(visit_id=first.visit_id))
    key = passes.year_key(issued.pass_id, SUMMER)
    seen = views_of(desk)[shown.PassYear.at(key)]
    decided = desk.driver.row("cards", desk.stream, passes.PassYear, key)
    assert isinstance(seen, shown.PassYear)
    assert (seen.used, decided.used) == (7, 7)


@pytest.mark.parametrize("order", [("cards", "budget"), ("budget", "cards")])
def test_visits_are_shown_the_same_in_whatever_order_the_sources_are_read(
    order: tuple[str, str],
) -> None:
    desk = CardDesk()
    issued, offer = a_pass(desk), desk.an_offer(1_000)
    first = expect(visit(desk, issued, offer, 5), GroupVisitConfirmed)
    visit(desk, issued, offer, 7)
    desk.ask(CancelGroupVisit(visit_id=first.visit_id))
    visit(desk, issued, desk.an_offer(10_000_000), 2)  # declined
    together = views_of(desk)
    apart = views_of(desk, ("partners", *order))
    assert apart == together
    assert sorted(
        (row.status, row.tickets) for row in apart.values() if isinstance(row, shown.GroupVisit)
    ) == [("cancelled", 5), ("confirmed", 7), ("declined", 2)]
    total = sum(
        row.total_cents for row in apart.values() if isinstance(row, ledger_rows.StatementYear)
    )
    assert total == desk.balances()["payable"]


def test_an_erasure_leaves_nothing_sealed_on_a_decision() -> None:
    decided, lodged, erased = (
        kind.model_validate({**example(kind), **more})
        for kind, more in (
            (CaseDecided, {"holder_id": HER, "decision_id": DECISION}),
            (AppealLodged, {"decision_id": DECISION}),
            (HolderErased, {"holder_id": HER, "decision_ids": [DECISION]}),
        )
    )
    told = [
        Told("cards", NOON + timedelta(seconds=n), event)
        for n, event in enumerate((decided, lodged, erased))
    ]
    before = fold(told[:2])[Decision.at(DECISION)]
    after = fold(told)[Decision.at(DECISION)]
    assert isinstance(before, Decision)
    assert before.explanation is not None
    assert before.grounds is not None
    assert isinstance(after, Decision)
    assert (after.explanation, after.grounds, after.reason) == (None, None, None)
