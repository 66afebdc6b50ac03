"""Taking part with a card of a scheme: whose right, which version, what counts. Pure."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.budget.contracts.events import ParticipationConfirmed, ParticipationHeld
from services.cards.contracts.commands import (
    BlockCard,
    CancelParticipation,
    EraseHolder,
    HoldParticipation,
    MergeHolders,
    MoveHolder,
    RegisterParticipation,
    SplitHolders,
    VoidParticipation,
)
from services.cards.contracts.events import HolderMoved
from services.cards.domain.prepared import SealedResidence
from tests.kit.rules import NOON
from tests.kit.scheme_town import YEARLY, SchemeTown, eighty_percent
from tests.kit.town import (
    HEIST,
    SUMMER,
    YEAR_END,
    YEAR_START,
    an_opening,
    code_of,
    expect,
)


def facts(refusal: object) -> dict[str, object]:
    found: dict[str, object] = refusal.facts  # type: ignore[attr-defined]
    return found


def test_the_price_is_that_of_the_regulation_and_tells_how_it_came_about() -> None:
    town = SchemeTown()
    holder, card = town.an_entitled(sources=("own_contribution",))
    expect(town.take_part(card, town.an_offer_of(1_001)), ParticipationConfirmed)
    asked = town.last_request()
    assert town.shares() == (200, 0, 801)
    assert [step.kind for step in asked.steps] == ["rule", "rounding"]
    assert (asked.holder_id, asked.card_id, asked.scheme_id) == (
        holder,
        card.card_id,
        town.scheme,
    )
    assert (asked.regulation_id, asked.sources) == (town.regulation, ("own_contribution",))


def test_without_a_right_the_card_works_at_the_full_price_and_tells_nothing() -> None:
    town = SchemeTown(eighty_percent(ceilings=[YEARLY]))
    holder = town.a_holder()
    card, offer = town.a_scheme_card(holder), town.an_offer_of(1_000)
    expect(town.take_part(card, offer), ParticipationConfirmed)
    assert (town.shares(), town.last_request().counts) == ((1_000, 0, 0), ())
    assert code_of(town.take_part(town.a_scheme_card(holder), offer)) == "already_registered"
    late = town.take_part(card, offer, on=date(2026, 12, 31) + timedelta(days=2))
    expect(late, ParticipationConfirmed)


def test_a_status_that_is_lost_leaves_a_card_that_works() -> None:
    town = SchemeTown()
    holder = town.a_holder()
    right, card = town.entitle(holder), town.a_scheme_card(holder)
    town.end(holder, right, date(2026, 6, 30))
    town.take_part(card, town.an_offer_of(1_000), on=date(2026, 6, 30))
    assert town.shares() == (200, 0, 800)
    town.take_part(card, town.an_offer_of(1_000), on=date(2026, 7, 1))
    assert town.shares() == (1_000, 0, 0)


def test_grace_days_are_days_of_the_right() -> None:
    town = SchemeTown()
    _holder, card = town.an_entitled(
        period=(YEAR_START, date(2026, 4, 30)), grace_until=date(2026, 5, 30)
    )
    town.take_part(card, town.an_offer_of(1_000), on=date(2026, 5, 30))
    assert town.shares() == (200, 0, 800)
    town.take_part(card, town.an_offer_of(1_000), on=date(2026, 5, 31))
    assert town.shares() == (1_000, 0, 0)


def test_what_is_excluded_is_so_with_and_without_a_right() -> None:
    camps = {"name": "camps", "label": "Kampen", "fits": {"categories": ["camp"]}}
    town = SchemeTown(eighty_percent(exclusions=[camps | {"clause": "camps"}]))
    _holder, entitled = town.an_entitled()
    ordinary = town.a_scheme_card(town.a_holder())
    camp = town.an_offer_of(9_000, category="camp")
    answers = [town.take_part(card, camp) for card in (entitled, ordinary)]
    assert [code_of(answer) for answer in answers] == ["offer_excluded", "offer_excluded"]
    assert answers[0].model_dump() == answers[1].model_dump()
    assert facts(answers[0]) == {"clause": "camps"}


def test_a_blocked_an_erased_and_an_unknown_card_get_the_same_answer() -> None:
    town = SchemeTown()
    offer = town.an_offer_of(1_000)
    _blocked_holder, blocked = town.an_entitled()
    town.ask(BlockCard(card_id=blocked.card_id, reason="lost"))
    erased_holder, erased = town.an_entitled()
    town.ask(EraseHolder(holder_id=erased_holder))
    unknown = town.ask(RegisterParticipation(card_token="nobody's", offer_id=offer, on=SUMMER))
    answers = [unknown, *(town.take_part(card, offer) for card in (blocked, erased))]
    assert {code_of(answer) for answer in answers} == {"card_not_valid"}
    assert len({answer.model_dump_json() for answer in answers}) == 1


# -- counts -----------------------------------------------------------------------------------


def test_the_ceiling_counts_for_the_person_whatever_card_and_right() -> None:
    town = SchemeTown(eighty_percent(ceilings=[YEARLY]))
    holder = town.a_holder()
    right, old = town.entitle(holder), town.a_scheme_card(holder)
    expect(town.take_part(old, town.an_offer_of(6_000)), ParticipationConfirmed)
    assert town.used(holder) == (4_800, 0)
    town.ask(BlockCard(card_id=old.card_id, reason="lost"))
    town.renew(holder, right, date(2027, 12, 31))
    new = town.a_scheme_card(holder)
    expect(town.take_part(new, town.an_offer_of(7_000)), ParticipationConfirmed)
    assert (town.shares(), town.last_request().ceiling_applied) == ((1_800, 0, 5_200), True)
    refused = town.take_part(new, town.an_offer_of(7_000))
    assert code_of(refused) == "ceiling_reached"
    assert facts(refused) == {"left_cents": 0, "ceiling": "yearly", "clause": "art. 6"}
    town.take_part(new, town.an_offer_of(7_000), on=date(2027, 2, 1))
    assert town.shares() == (1_400, 0, 5_600)


def test_a_hold_counts_until_it_is_given_back_or_runs_out() -> None:
    town = SchemeTown(eighty_percent(ceilings=[YEARLY]))
    holder, card = town.an_entitled()
    wish = HoldParticipation(
        card_token=card.token,
        offer_id=town.an_offer_of(6_000),
        on=SUMMER,
        hold_until=NOON + timedelta(hours=1),
    )
    held = expect(town.ask(wish), ParticipationHeld)
    assert town.used(holder) == (0, 4_800)
    town.ask(VoidParticipation(participation_id=held.participation_id))
    assert town.used(holder) == (0, 0)
    expect(town.ask(wish), ParticipationHeld)


def test_what_is_cancelled_is_free_again() -> None:
    town = SchemeTown(eighty_percent(ceilings=[YEARLY]))
    holder, card = town.an_entitled()
    offer = town.an_offer_of(6_000)
    done = expect(town.take_part(card, offer), ParticipationConfirmed)
    town.ask(CancelParticipation(participation_id=done.participation_id))
    assert town.used(holder) == (0, 0)
    expect(town.take_part(card, offer), ParticipationConfirmed)


def test_a_buying_limit_counts_per_provider_and_quarter() -> None:
    limit = {
        "name": "quarterly",
        "clause": "art. 9",
        "times": 1,
        "per": "quarter",
        "on": "provider",
    }
    town = SchemeTown(eighty_percent(buying_limits=[limit]))
    _holder, card = town.an_entitled()
    provider = town.a_provider()
    first, second = (town.an_offer_of(1_000, provider=provider) for _ in range(2))
    expect(town.take_part(card, first, on=date(2026, 7, 1)), ParticipationConfirmed)
    refused = town.take_part(card, second, on=date(2026, 9, 30))
    assert code_of(refused) == "buying_limit_reached"
    expect(town.take_part(card, second, on=date(2026, 10, 1)), ParticipationConfirmed)
    expect(town.take_part(card, town.an_offer_of(1_000), on=SUMMER), ParticipationConfirmed)


def test_other_help_comes_first_and_cannot_be_more_than_the_price() -> None:
    town = SchemeTown(eighty_percent(other_help_first=True))
    _holder, card = town.an_entitled()
    offer = town.an_offer_of(5_000)
    expect(town.take_part(card, offer, other_help_cents=1_000), ParticipationConfirmed)
    assert (town.shares(), town.last_request().other_help_cents) == ((1_800, 0, 3_200), 1_000)
    more = town.take_part(card, town.an_offer_of(5_000), other_help_cents=5_001)
    assert code_of(more) == "other_help_invalid"


def test_the_municipality_of_the_domicile_is_recorded_where_it_pays() -> None:
    town = SchemeTown(eighty_percent(payer="domicile"))
    _holder, card = town.an_entitled()
    town.take_part(card, town.an_offer_of(1_000))
    assert town.last_request().payer_municipality == town.network.municipalities[0]


def test_who_moved_is_paid_for_by_where_she_lived_on_the_day() -> None:
    period = (date(2025, 1, 1), date(2027, 12, 31))
    opening = an_opening(municipalities=(HEIST, "12029"), period=period)
    town = SchemeTown(eighty_percent(payer="domicile"), opening)
    holder, card = town.an_entitled()
    moves = ((date(2026, 6, 1), "12029"), (date(2026, 6, 20), None))
    for since, municipality in moves:
        move = MoveHolder(holder_id=holder, since=since, municipality=municipality)
        expect(town.ask(move, SealedResidence(None)), HolderMoved)
    payers = []
    for on in (date(2026, 5, 31), date(2026, 6, 1), date(2026, 6, 20)):
        town.take_part(card, town.an_offer_of(1_000), on=on)
        payers.append(town.last_request().payer_municipality)
    assert payers == [HEIST, "12029", None]


def test_the_ceiling_of_a_household_counts_for_all_who_live_there() -> None:
    family = {"name": "family", "per": "household", "amounts": [{"cents": 5_000}]}
    town = SchemeTown(eighty_percent(ceilings=[family]))
    (mother, her_card), (child, its_card) = town.an_entitled(), town.an_entitled()
    town.live_together(mother, child)
    expect(town.take_part(her_card, town.an_offer_of(5_000)), ParticipationConfirmed)
    expect(town.take_part(its_card, town.an_offer_of(5_000)), ParticipationConfirmed)
    assert town.shares()[2] == 1_000
    alone = town.an_entitled()[1]
    town.take_part(alone, town.an_offer_of(5_000))
    assert town.shares()[2] == 4_000


def test_a_child_uses_what_a_parent_leaves_of_a_pooled_budget_and_no_more() -> None:
    amounts = [{"reached_age_at_most": 18, "cents": 15_000}, {"cents": 8_000}]
    pooled = {"name": "budget", "amounts": amounts, "pooled": True, "pooled_categories": ["camp"]}
    full = {"name": "budget", "reduction": {"kind": "full"}, "organisation_percent": 0}
    town = SchemeTown({"changes": "with_date", "rules": [full], "ceilings": [pooled]})
    parent, parents_card = town.an_entitled(birth_year=1985)
    child, childs_card = town.an_entitled(birth_year=2015)
    town.live_together(parent, child)
    town.take_part(parents_card, town.an_offer_of(3_000, category="membership"))
    town.take_part(childs_card, town.an_offer_of(30_000, category="membership"))
    assert town.shares()[2] == 15_000
    town.take_part(childs_card, town.an_offer_of(30_000, category="camp"))
    assert town.shares()[2] == 5_000
    assert (town.used(child, "budget")[0], town.used(parent, "budget")[0]) == (20_000, 3_000)
    nothing = town.take_part(parents_card, town.an_offer_of(3_000, category="membership"))
    assert code_of(nothing) == "ceiling_reached"


def test_a_pooled_budget_counts_what_a_housemate_used_before_her_files_became_one() -> None:
    pooled = {"name": "budget", "amounts": [{"cents": 10_000}], "pooled": True}
    full = {"name": "budget", "reduction": {"kind": "full"}, "organisation_percent": 0}
    town = SchemeTown({"changes": "with_date", "rules": [full], "ceilings": [pooled]})
    (mother, _), (again, old_card) = town.an_entitled(), town.an_entitled()
    child, childs_card = town.an_entitled()
    town.take_part(old_card, town.an_offer_of(9_000))
    town.live_together(mother, child)
    town.ask(MergeHolders(holder_id=mother, duplicate_id=again))
    town.take_part(childs_card, town.an_offer_of(30_000))
    assert town.shares()[2] == 11_000
    town.ask(SplitHolders(duplicate_id=again))
    town.take_part(town.a_scheme_card(mother), town.an_offer_of(30_000))
    assert town.shares()[2] == 9_000
    town.driver.check_folds()


# -- which version ----------------------------------------------------------------------------

HALF = {"name": "half", "reduction": {"kind": "percent_off", "percent": 50}}


@pytest.mark.parametrize(("changes", "network_cents"), [("with_date", 250), ("with_renewal", 800)])
def test_a_new_version_holds_from_its_day_or_from_the_renewal(
    changes: str, network_cents: int
) -> None:
    town = SchemeTown()
    holder = town.a_holder()
    right, card = town.entitle(holder), town.a_scheme_card(holder)
    second = town.adopt({"changes": changes, "rules": [HALF]}, date(2026, 7, 1))
    town.take_part(card, town.an_offer_of(1_000), on=date(2026, 6, 30))
    assert town.shares()[2] == 800
    town.take_part(card, town.an_offer_of(1_000), on=date(2026, 7, 1))
    assert town.shares()[2] == network_cents
    town.at(datetime(2026, 8, 1, 10, tzinfo=UTC))
    town.renew(holder, right, date(2027, 12, 31), regulation_id=second)
    town.take_part(card, town.an_offer_of(1_000), on=date(2026, 8, 1))
    assert town.shares()[2] == 250
    town.take_part(card, town.an_offer_of(1_000), on=date(2026, 7, 31))
    assert town.shares()[2] == network_cents


def test_a_version_for_renewals_does_not_undo_one_that_held_at_once() -> None:
    town = SchemeTown()
    holder = town.a_holder()
    town.entitle(holder)
    card = town.a_scheme_card(holder)
    town.adopt({"changes": "with_date", "rules": [HALF]}, date(2026, 3, 1))
    town.adopt({"changes": "with_renewal", "rules": []}, date(2026, 5, 1))
    town.take_part(card, town.an_offer_of(1_000), on=SUMMER)
    assert town.shares() == (500, 250, 250)


def test_a_right_is_good_on_its_first_and_its_last_day() -> None:
    town = SchemeTown()
    _holder, card = town.an_entitled()
    for day, network in ((YEAR_START, 800), (YEAR_END, 800), (date(2025, 12, 31), 0)):
        town.take_part(card, town.an_offer_of(1_000), on=day)
        assert town.shares()[2] == network
