"""Rules of moving, and of what is put right about a person. Pure."""

from datetime import date

import pytest

from services.cards.contracts.commands import (
    CorrectHolder,
    MoveHolder,
    RegisterHolder,
    SetAddressSecret,
    SetContact,
)
from services.cards.contracts.events import (
    ContactSet,
    HolderCorrected,
    HolderMoved,
    HolderRegistered,
)
from services.cards.domain.holder import Holder
from services.cards.domain.moving import lives_on
from services.cards.domain.prepared import (
    NumberClaim,
    SealedContact,
    SealedIdentity,
    SealedResidence,
)
from tests.kit.rules import NOON
from tests.kit.town import HEIST, Town, an_id, an_opening, code_of, expect

PUTTE = "12029"
MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
NOT_TOLD = SealedResidence(None)


@pytest.fixture
def town() -> Town:
    """A network of two municipalities."""
    return Town(an_opening(municipalities=(HEIST, PUTTE)))


def test_a_move_is_dated_twice_and_the_file_moves_along(town: Town) -> None:
    holder = town.a_holder()
    wish = MoveHolder(holder_id=holder, since=JUNE, municipality=PUTTE)
    event = expect(town.ask(wish, NOT_TOLD), HolderMoved)
    assert (event.since, event.learned_on) == (JUNE, NOON.date())
    row = town.driver.row("cards", town.stream, Holder, holder)
    assert (row.municipality, row.left_on) == (PUTTE, None)
    assert [lives_on(row, day) for day in (MAY, JUNE)] == [HEIST, PUTTE]


def test_outside_the_network_her_last_municipality_keeps_the_file(town: Town) -> None:
    holder = town.a_holder()
    town.ask(MoveHolder(holder_id=holder, since=JUNE), NOT_TOLD)
    row = town.driver.row("cards", town.stream, Holder, holder)
    assert (row.municipality, row.left_on, lives_on(row, JUNE)) == (HEIST, JUNE, None)
    back = MoveHolder(holder_id=holder, since=date(2026, 6, 20), municipality=PUTTE)
    expect(town.ask(back, NOT_TOLD), HolderMoved)
    row = town.driver.row("cards", town.stream, Holder, holder)
    assert (row.municipality, row.left_on, lives_on(row, JUNE)) == (PUTTE, None, None)
    town.driver.check_folds()


def test_a_move_that_is_learned_late_leaves_the_latest_one_in_place(town: Town) -> None:
    holder = town.a_holder()
    town.ask(MoveHolder(holder_id=holder, since=JUNE, municipality=PUTTE), NOT_TOLD)
    town.ask(MoveHolder(holder_id=holder, since=MAY), SealedResidence("sealed institution"))
    row = town.driver.row("cards", town.stream, Holder, holder)
    assert (row.municipality, row.left_on, row.residence) == (PUTTE, None, None)
    assert [lives_on(row, day) for day in (date(2026, 4, 30), MAY, JUNE)] == [HEIST, None, PUTTE]


def test_a_move_ahead_elsewhere_or_to_where_she_lives_is_refused(town: Town) -> None:
    holder = town.a_holder()
    for code, wish in {
        "day_in_future": MoveHolder(holder_id=holder, since=date(2026, 7, 2), municipality=PUTTE),
        "municipality_not_in_network": MoveHolder(
            holder_id=holder, since=JUNE, municipality="11002"
        ),
        "lives_there": MoveHolder(holder_id=holder, since=JUNE, municipality=HEIST),
        "holder_unknown": MoveHolder(holder_id=an_id("nobody"), since=JUNE, municipality=PUTTE),
    }.items():
        assert code_of(town.ask(wish, NOT_TOLD)) == code


def test_an_institution_in_the_same_municipality_is_a_move_too(town: Town) -> None:
    holder = town.a_holder()
    wish = MoveHolder(holder_id=holder, since=JUNE, municipality=HEIST, residence="for cards only")
    expect(town.ask(wish, SealedResidence("sealed institution")), HolderMoved)
    row = town.driver.row("cards", town.stream, Holder, holder)
    assert row.residence == "sealed institution"


def test_a_secret_address_is_set_and_lifted(town: Town) -> None:
    holder = town.a_holder()
    for secret in (True, False):
        town.ask(SetAddressSecret(holder_id=holder, secret=secret))
        row = town.driver.row("cards", town.stream, Holder, holder)
        assert row.secret_address is secret


def test_what_is_put_right_stands_in_for_what_was_there(town: Town) -> None:
    holder = town.a_holder()
    wish = CorrectHolder(holder_id=holder, identity="for cards only")
    event = expect(town.ask(wish, SealedIdentity("sealed, right")), HolderCorrected)
    assert event.number_id is None
    contact = SetContact(holder_id=holder, contact="for cards only")
    expect(town.ask(contact, SealedContact("sealed contact")), ContactSet)
    row = town.driver.row("cards", town.stream, Holder, holder)
    assert (row.identity, row.contact) == ("sealed, right", "sealed contact")
    town.driver.check_folds()


def test_a_number_is_corrected_unless_it_is_somebody_elses(town: Town) -> None:
    register = RegisterHolder(municipality=HEIST, identity="for cards only")
    first = SealedIdentity("sealed", str(an_id("first")))
    owner = expect(town.ask(register, first), HolderRegistered).holder_id
    holder = town.a_holder()
    claims = (NumberClaim(str(an_id("first")), str(owner)),)
    again = SealedIdentity("sealed", str(an_id("again")), claims)
    wish = CorrectHolder(holder_id=holder, identity="for cards only")
    assert code_of(town.ask(wish, again)) == "number_taken"
    own = CorrectHolder(holder_id=owner, identity="for cards only")
    assert expect(town.ask(own, again), HolderCorrected).number_id == an_id("again")
    row = town.driver.row("cards", town.stream, Holder, owner)
    assert row.number_id == str(an_id("again"))
