"""The acceptance stories on their own days, as far as cards decides, with real rules. Pure.

`*` marks invented input, as in the stories. Times are Brussels'.
"""

from datetime import date, datetime

from services.budget.contracts.events import ParticipationConfirmed
from services.cards.contracts.commands import BlockCard, CancelParticipation
from services.cards.contracts.events import SchemeCardIssued
from services.cards.domain.calendar import BRUSSELS
from tests.kit.scheme_town import SchemeTown, eighty_percent
from tests.kit.town import code_of, expect


def at(year: int, month: int, day: int, hour: int = 12, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BRUSSELS)


def ceiling(cents: int) -> dict[str, object]:
    return {"name": "yearly", "clause": "art. 6", "amounts": [{"cents": cents}]}


def left(town: SchemeTown, card: SchemeCardIssued, year: int, most: int) -> int:
    return most - sum(town.used(card.holder_id, period=str(year)))


def test_2_kortrijk_cents() -> None:
    """Shares 20 holder / 40 organiser / 40 city; the city's own sources are budget's."""
    rule = {"name": "all", "reduction": {"kind": "percent_off", "percent": 80}}
    town = SchemeTown({"changes": "with_date", "rules": [rule]})
    _holder, card = town.an_entitled()
    provider = town.a_provider()
    sold = {}
    for cents in (11_900, 15_900, 1_400, 1_700):
        offer = town.an_offer_of(cents, provider=provider)
        sold[cents] = expect(town.take_part(card, offer), ParticipationConfirmed)
    assert [(s.holder_cents, s.organisation_cents, s.network_cents) for s in sold.values()] == [
        (2_380, 4_760, 4_760),
        (3_180, 6_360, 6_360),
        (280, 560, 560),
        (340, 680, 680),
    ]
    assert town.balances()["payable"] == 12_360
    town.ask(CancelParticipation(participation_id=sold[11_900].participation_id))
    assert town.balances()["payable"] == 12_360 - 4_760


def test_3_beveren_thirteen_months_with_two_cards_and_one_right() -> None:
    """80/20, a ceiling of 200.00 per calendar year*, 190.00 used."""
    town = SchemeTown(eighty_percent(ceilings=[ceiling(20_000)]))
    holder = town.a_holder(eligible_until=None)
    town.at(at(2025, 1, 1))
    right = town.entitle(holder, (date(2025, 1, 1), date(2026, 1, 31)))
    old = town.a_scheme_card(holder)
    town.at(at(2025, 11, 3))
    town.take_part(old, town.an_offer_of(23_750), on=date(2025, 11, 3))
    assert left(town, old, 2025, 20_000) == 1_000

    session = town.an_offer_of(2_500)
    town.at(at(2025, 12, 30))
    expect(town.take_part(old, session, on=date(2025, 12, 30)), ParticipationConfirmed)
    assert town.shares() == (1_500, 0, 1_000)

    town.at(at(2026, 1, 5))
    town.renew(holder, right, date(2027, 1, 31))
    new = town.a_scheme_card(holder)
    town.at(at(2026, 1, 15))
    expect(town.take_part(old, session, on=date(2026, 1, 15)), ParticipationConfirmed)
    assert (town.shares(), left(town, old, 2026, 20_000)) == ((500, 0, 2_000), 18_000)
    assert code_of(town.take_part(new, session, on=date(2026, 1, 15))) == "already_registered"

    town.at(at(2026, 1, 16))
    empty = town.take_part(old, session, on=date(2025, 12, 31))
    assert code_of(empty) == "ceiling_reached"  # at a desk; what happened anyway is another wish
    assert left(town, old, 2026, 20_000) == 18_000
    expect(town.take_part(new, session, on=date(2026, 1, 1)), ParticipationConfirmed)
    assert (town.shares(), left(town, new, 2026, 20_000)) == ((500, 0, 2_000), 16_000)


def test_4_antwerp_a_lost_card_and_a_ceiling() -> None:
    """80%, 100.00 per calendar year; fees 60.00 and 70.00*, a camp of 90.00*."""
    camps = {
        "name": "camps",
        "label": "Kampen",
        "clause": "camps",
        "fits": {"categories": ["camp"]},
    }
    town = SchemeTown(eighty_percent(ceilings=[ceiling(10_000)], exclusions=[camps]))
    holder = town.a_holder(eligible_until=None)
    town.at(at(2025, 1, 2))
    town.entitle(holder, (date(2025, 1, 2), date(2025, 12, 31)))
    old = town.a_scheme_card(holder)
    town.at(at(2025, 2, 3))
    town.take_part(old, town.an_offer_of(6_000), on=date(2025, 2, 3))
    assert (town.shares()[2], left(town, old, 2025, 10_000)) == (4_800, 5_200)

    town.at(at(2025, 2, 10, 10, 2))
    town.ask(BlockCard(card_id=old.card_id, reason="lost"))
    new = town.a_scheme_card(holder)
    assert left(town, new, 2025, 10_000) == 5_200
    town.at(at(2025, 2, 10, 10, 3))
    refused = town.take_part(old, town.an_offer_of(100), on=date(2025, 2, 10))
    assert (code_of(refused), refused.model_dump()["facts"]) == ("card_not_valid", {})
    town.at(at(2025, 2, 8))  # a form of that day: what it asks is judged by its own time
    free = town.an_offer_of(100)
    expect(town.take_part(old, free, on=date(2025, 2, 8)), ParticipationConfirmed)
    town.ask(CancelParticipation(participation_id=town.last_request().participation_id))

    town.at(at(2025, 3, 5))
    expect(
        town.take_part(new, town.an_offer_of(7_000), on=date(2025, 3, 5)), ParticipationConfirmed
    )
    asked = town.last_request()
    assert (town.shares(), asked.ceiling_applied) == ((1_800, 0, 5_200), True)
    step = asked.steps[-1]
    assert (step.kind, step.clause, step.cents, step.left_cents) == ("ceiling", "art. 6", 400, 0)
    camp = town.take_part(new, town.an_offer_of(9_000, category="camp"), on=date(2025, 3, 5))
    assert (code_of(camp), camp.model_dump()["facts"]) == ("offer_excluded", {"clause": "camps"})
