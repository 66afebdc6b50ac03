"""Rules of registering a person and deciding her eligibility. Pure."""

from datetime import date
from uuid import UUID

from services.cards.contracts.commands import DecideEligibility, EraseHolder, RegisterHolder
from services.cards.contracts.events import EligibilityDecided, HolderRegistered
from services.cards.domain.holder import Holder
from services.cards.domain.prepared import (
    NumberClaim,
    PersonErased,
    SealedGround,
    SealedIdentity,
)
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


def with_number(entry: str, *claims: tuple[str, UUID]) -> SealedIdentity:
    """An identity whose number is in the vault; others were entered with the same number."""
    known = tuple(NumberClaim(str(an_id(name)), str(holder)) for name, holder in claims)
    return SealedIdentity("sealed with her key", str(an_id(entry)), known)


def test_a_national_number_is_one_persons_in_a_network() -> None:
    town = Town()
    wish = RegisterHolder(municipality=HEIST, identity="for cards only")
    first = expect(town.ask(wish, with_number("first")), HolderRegistered)
    assert first.number_id == an_id("first")
    refusal = town.ask(wish, with_number("second", ("first", first.holder_id)))
    assert code_of(refusal) == "number_taken"
    assert getattr(refusal, "facts", None) == {"holder_id": str(first.holder_id)}


def test_an_entry_that_nobody_s_row_names_takes_no_number() -> None:
    town = Town()
    wish = RegisterHolder(municipality=HEIST, identity="for cards only")
    known = expect(town.ask(wish, with_number("hers")), HolderRegistered)
    claims = (("refused", an_id("nobody")), ("refused too", known.holder_id))
    expect(town.ask(wish, with_number("new", *claims)), HolderRegistered)


def test_the_number_of_an_erased_person_is_free_again() -> None:
    town = Town()
    wish = RegisterHolder(municipality=HEIST, identity="for cards only")
    erased = expect(town.ask(wish, with_number("first")), HolderRegistered)
    town.ask(EraseHolder(holder_id=erased.holder_id))
    expect(town.ask(wish, with_number("second", ("first", erased.holder_id))), HolderRegistered)
    town.driver.check_folds()
