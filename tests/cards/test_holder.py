"""Rules of registering a person and deciding her eligibility. Pure."""

from datetime import date

from services.cards.contracts.commands import DecideEligibility, RegisterHolder
from services.cards.contracts.events import EligibilityDecided, HolderRegistered
from services.cards.domain.holder import Holder
from services.cards.domain.prepared import PersonErased, SealedGround, SealedIdentity
from tests.kit.town import HEIST, Town, an_id, code_of, expect


def test_a_person_of_the_network_is_registered_with_her_identity_sealed_again() -> None:
    town = Town()
    wish = RegisterHolder(municipality=HEIST, identity="sealed to cards")
    event = expect(town.ask(wish, SealedIdentity("sealed with her key")), HolderRegistered)
    assert event.identity == "sealed with her key"
    row = town.driver.row("cards", town.stream, Holder, event.holder_id)
    assert (row.identity, row.eligible_until, row.erased) == ("sealed with her key", None, False)


def test_a_person_of_another_municipality_is_refused() -> None:
    wish = RegisterHolder(municipality="11002", identity="sealed to cards")
    refusal = Town().ask(wish, SealedIdentity("sealed with her key"))
    assert code_of(refusal) == "municipality_not_in_network"


def test_the_latest_decision_counts() -> None:
    town = Town()
    holder = town.a_holder(eligible_until=date(2026, 12, 31))
    for ground, until in (("second", date(2026, 6, 30)), ("third", date(2027, 6, 30))):
        wish = DecideEligibility(holder_id=holder, ground="for cards only", valid_until=until)
        expect(town.ask(wish, SealedGround(ground)), EligibilityDecided)
    row = town.driver.row("cards", town.stream, Holder, holder)
    assert (row.ground, row.eligible_until) == ("third", date(2027, 6, 30))


def test_nothing_is_decided_about_a_stranger_or_an_erased_person() -> None:
    town = Town()
    today = date(2026, 7, 1)
    stranger = DecideEligibility(holder_id=an_id("stranger"), ground="", valid_until=today)
    assert code_of(town.ask(stranger, SealedGround("sealed"))) == "holder_unknown"
    known = DecideEligibility(holder_id=town.a_holder(), ground="", valid_until=today)
    assert code_of(town.ask(known, PersonErased())) == "holder_erased"
