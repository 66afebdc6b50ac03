"""Several people in one request: all of them take part, or nobody. Pure; amounts are invented."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.budget.contracts.events import (
    GroupDeclined,
    ParticipationConfirmed,
    ParticipationHeld,
)
from services.cards.contracts.commands import (
    BlockCard,
)
from services.cards.contracts.commands.groups import LINES_MAX
from services.cards.contracts.events import GroupRequested, SchemeCardIssued
from services.kernel.deciding import MAX_EVENT_BYTES
from services.kernel.state import Row
from tests.kit.rules import NOON
from tests.kit.scheme_town import SchemeTown, eighty_percent
from tests.kit.together import ids_of, rows_of, statuses, three, together
from tests.kit.town import SUMMER, Town, an_opening, code_of, expect

POOLED = eighty_percent(
    ceilings=[
        {"name": "yearly", "amounts": [{"cents": 1_000}], "pooled": True},
        {"name": "family", "per": "household", "amounts": [{"cents": 2_500}]},
    ],
    buying_limits=[{"name": "often", "times": 2, "per": "week", "on": "provider"}],
)
# -- all or nobody ------------------------------------------------------------------------------


def test_two_children_and_a_parent_take_part_with_one_answer() -> None:
    town = SchemeTown()
    cards, offer = three(town), town.an_offer_of(1_000)
    before = town.available_cents()
    made = expect(town.register_group(*together(cards, offer)), ParticipationConfirmed)
    assert statuses(town, made) == ["confirmed"] * 3
    assert before - town.available_cents() == 3 * 800
    assert made.participation_id == ids_of(town, made)[-1]
    assert len({request.holder_id for request in town.requests()}) == 3
    town.driver.check_folds()


def test_one_blocked_card_and_nothing_happened_anywhere() -> None:
    town = SchemeTown()
    cards, offer = three(town), town.an_offer_of(1_000)
    town.ask(BlockCard(card_id=cards[1].card_id, reason="lost"))
    before = rows_of(town)
    refused = town.register_group(*together(cards, offer))
    assert code_of(refused) == "card_not_valid"
    assert refused.field == "lines.1.card_token"  # type: ignore[attr-defined]
    assert refused.facts == {"line": 2}  # type: ignore[attr-defined]
    assert (rows_of(town), town.requests()) == (before, [])


def test_an_unknown_card_and_a_blocked_one_get_the_same_answer() -> None:
    town = SchemeTown()
    cards, offer = three(town), town.an_offer_of(1_000)
    unknown = [*together(cards[:1], offer), ("no such token", offer, SUMMER)]
    said = [town.register_group(*unknown)]
    town.ask(BlockCard(card_id=cards[1].card_id, reason="lost"))
    said.append(town.register_group(*together(cards[:2], offer)))
    assert said[0] == said[1]


def test_the_same_card_twice_on_an_offer_and_a_day_is_refused() -> None:
    town = SchemeTown()
    card, offer = town.an_entitled()[1], town.an_offer_of(1_000)
    refused = town.register_group(*together([card, card], offer))
    assert code_of(refused) == "already_registered"
    assert refused.facts == {"line": 2}  # type: ignore[attr-defined]
    other = town.an_offer_of(1_000)
    expect(
        town.register_group((card.token, offer, SUMMER), (card.token, other, SUMMER)),
        ParticipationConfirmed,
    )


def test_who_was_declined_with_others_can_take_part_alone() -> None:
    town = Town(an_opening(drawing_right_cents=0, own_contribution_cents=1_000))
    cards = [town.a_card(), town.a_card()]
    offer = town.an_offer(1_000)
    lines = [(card.token, offer, SUMMER) for card in cards]
    declined = expect(town.register_group(*lines), GroupDeclined)
    assert (declined.code, declined.field) == ("envelope_empty", "lines.1")
    assert declined.facts == {"line": 2, "left_cents": 200}
    assert statuses(town, declined) == ["declined"] * 2
    assert town.available_cents() == 1_000
    expect(town.register(cards[0], offer), ParticipationConfirmed)
    town.driver.check_folds()


@pytest.mark.parametrize("count", [0, LINES_MAX + 1])
def test_a_group_has_some_lines_and_not_too_many(count: int) -> None:
    town = SchemeTown()
    refused = town.register_group(*together(three(town)[:1] * count, town.an_offer_of(1_000)))
    assert code_of(refused) == "lines_invalid"
    assert refused.facts == {"lines_max": LINES_MAX}  # type: ignore[attr-defined]


def test_the_largest_group_fits_in_one_event() -> None:
    town = SchemeTown(POOLED)
    cards, offers = [town.an_entitled()[1] for _ in range(LINES_MAX)], town.an_offer_of(500)
    made = town.register_group(*together(cards, offers))
    assert statuses(town, made) == ["confirmed"] * LINES_MAX
    [asked] = [f.event for f in town.driver.journal if isinstance(f.event, GroupRequested)]
    assert len(asked.model_dump_json()) < MAX_EVENT_BYTES / 4


# -- as one after the other ---------------------------------------------------------------------


def a_family(**amounts: int) -> tuple[SchemeTown, list[SchemeCardIssued], list[UUID]]:
    """Two who live together and pool, one who lives elsewhere; three offers."""
    town = SchemeTown(POOLED)
    people = [town.an_entitled() for _ in range(3)]
    town.live_together(people[0][0], people[1][0])
    offers = [town.an_offer_of(cents) for cents in (300, 900, 2_000)]
    return town, [card for _holder, card in people], offers


LINES = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 9)), min_size=1, max_size=8
)


@settings(deadline=None, max_examples=60)
@given(LINES)
def test_a_group_is_what_its_lines_are_one_after_the_other(drawn: list[Any]) -> None:
    alone, cards, offers = a_family()
    lines = [(cards[c].token, offers[o], SUMMER + timedelta(days=d)) for c, o, d in drawn]
    refused = None
    for place, (token, offer, day) in enumerate(lines):
        said = alone.take_part(replace_token(cards[0], token), offer, on=day)
        if said.declines:
            refused = place, code_of(said)
            break
    town, *_ = a_family()
    before = rows_of(town)
    made = town.register_group(*lines)
    if refused is not None:
        assert (code_of(made), made.facts["line"]) == (refused[1], refused[0] + 1)  # type: ignore[attr-defined]
        assert rows_of(town) == before
        return
    assert [shares_of(one) for one in town.requests()] == [
        shares_of(one) for one in alone.requests()
    ]
    for table in ("usages", "accounts"):
        assert of_table(town, table) == of_table(alone, table)
    town.driver.check_folds()


def replace_token(card: SchemeCardIssued, token: str) -> SchemeCardIssued:
    return card.model_copy(update={"token": token})


def shares_of(asked: Any) -> tuple[int, ...]:
    return asked.holder_cents, asked.organisation_cents, asked.network_cents, asked.price_cents


def of_table(town: Town, table: str) -> dict[Any, Row]:
    return {place: row for place, row in rows_of(town).items() if row.table == table}


@settings(deadline=None, max_examples=60)
@given(
    st.integers(0, 3_000),
    st.integers(0, 3_000),
    st.lists(st.integers(1, 1_500), min_size=1, max_size=6),
    st.booleans(),
)
def test_the_money_of_all_is_there_or_nothing_moves(
    drawing: int, own: int, prices: list[int], hold: bool
) -> None:
    town = Town(an_opening(drawing_right_cents=drawing, own_contribution_cents=own))
    card = town.a_card(town.a_right(100_000))
    lines = [(card.token, town.an_offer(price), SUMMER) for price in prices]
    until = NOON + timedelta(hours=1) if hold else None
    before = of_table(town, "accounts")
    made = town.register_group(*lines, hold=until)
    wanted = sum(request.network_cents for request in town.requests())
    if wanted <= drawing + own:
        expect(made, ParticipationHeld if hold else ParticipationConfirmed)
        assert town.available_cents() == drawing + own - wanted
        assert statuses(town, made) == ["held" if hold else "confirmed"] * len(lines)
    else:
        assert code_of(made) == "envelope_empty"
        assert of_table(town, "accounts") == before
        assert set(statuses(town, made)) == {"declined"}
    town.driver.check_folds()


def test_of_two_groups_for_the_last_money_one_is_declined_whole() -> None:
    town = Town(an_opening(drawing_right_cents=0, own_contribution_cents=2_400))
    cards, offer = [town.a_card() for _ in range(4)], town.an_offer(1_000)
    lines = [(card.token, offer, SUMMER) for card in cards]
    expect(town.register_group(*lines[:2]), ParticipationConfirmed)
    declined = expect(town.register_group(*lines[2:]), GroupDeclined)
    assert (declined.facts["line"], town.available_cents()) == (2, 800)
