"""On what terms data of a person is used: texts with their versions, and what is taken back."""

from datetime import date
from uuid import UUID

from services.cards.contracts.commands import (
    ChooseContact,
    EraseHolder,
    LiftRestriction,
    RecordLegalBasis,
    WithdrawConsent,
)
from services.cards.contracts.events import ConsentWithdrawn, ContactChosen, LegalBasisRecorded
from services.cards.contracts.events.personal_data import Basis
from services.cards.domain.consent import PersonTerms
from tests.kit.town import Town, an_id, code_of, expect

TODAY = date(2026, 7, 1)


def a_basis(holder: UUID, basis: Basis = "consent", on: date = TODAY) -> RecordLegalBasis:
    """She was shown version 3 of the text."""
    return RecordLegalBasis(
        holder_id=holder,
        basis=basis,
        text_id="privacy-nl",
        text_version="3",
        given_by="herself",
        given_on=on,
    )


def test_a_basis_keeps_which_version_of_which_text_she_was_shown() -> None:
    town = Town()
    holder = town.a_holder()
    recorded = expect(town.ask(a_basis(holder, "public_task")), LegalBasisRecorded)
    assert (recorded.text_id, recorded.text_version) == ("privacy-nl", "3")
    terms = town.driver.row("cards", town.stream, PersonTerms, holder)
    assert [one.basis for one in terms.bases] == ["public_task"]
    assert code_of(town.ask(a_basis(holder, on=date(2026, 7, 2)))) == "day_in_future"
    assert code_of(town.ask(a_basis(an_id("stranger")))) == "holder_unknown"
    town.driver.check_folds()


def test_a_consent_is_taken_back_once_and_nothing_else_is() -> None:
    town = Town()
    holder = town.a_holder()
    consent = expect(town.ask(a_basis(holder, on=date(2026, 6, 1))), LegalBasisRecorded)
    task = expect(town.ask(a_basis(holder, "public_task")), LegalBasisRecorded)

    def withdraw(basis: UUID, on: date = TODAY) -> WithdrawConsent:
        return WithdrawConsent(holder_id=holder, basis_id=basis, withdrawn_on=on)

    assert code_of(town.ask(withdraw(task.basis_id))) == "consent_unknown"
    assert code_of(town.ask(withdraw(consent.basis_id, date(2026, 5, 31)))) == "day_out_of_range"
    assert code_of(town.ask(withdraw(consent.basis_id, date(2026, 7, 2)))) == "day_out_of_range"
    expect(town.ask(withdraw(consent.basis_id)), ConsentWithdrawn)
    assert code_of(town.ask(withdraw(consent.basis_id))) == "consent_withdrawn"
    other = town.a_holder()
    strange = WithdrawConsent(holder_id=other, basis_id=consent.basis_id, withdrawn_on=TODAY)
    assert code_of(town.ask(strange)) == "consent_unknown"
    town.driver.check_folds()


def test_what_she_is_written_about_is_a_choice_apart() -> None:
    town = Town()
    holder = town.a_holder()
    for allowed in (True, False):
        wish = ChooseContact(holder_id=holder, contact="sms", allowed=allowed, text_version="3")
        assert expect(town.ask(wish), ContactChosen).allowed is allowed
    town.ask(EraseHolder(holder_id=holder))
    late = ChooseContact(holder_id=holder, contact="sms", allowed=True, text_version="3")
    assert code_of(town.ask(late)) == "holder_erased"


def test_only_what_is_restricted_is_set_free() -> None:
    town = Town()
    assert code_of(town.ask(LiftRestriction(holder_id=town.a_holder()))) == "not_restricted"
