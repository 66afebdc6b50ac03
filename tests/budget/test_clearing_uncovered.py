"""What nothing is left to pay of another network's claim, and paying one by a file. Pure."""

from datetime import date, timedelta
from uuid import UUID

from services.budget.contracts.commands import (
    ConfirmPayeeAccount,
    CoverUncovered,
    EnterFunding,
    ProposePayeeAccount,
    ProposePaymentRun,
    SetPayerAccount,
)
from services.budget.contracts.events import (
    ClearingClaimAnswered,
    Decision,
    FundingEntered,
    ParticipationReversed,
    PayeeAccountConfirmed,
    PayeeAccountProposed,
    PayerAccountSet,
    PaymentRunProposed,
    UncoveredDecided,
)
from services.cards.contracts.commands import (
    CancelParticipation,
)
from tests.budget.test_recovery import as_
from tests.kit.town import code_of, expect
from tests.kit.two_networks import TwoNetworks

TODAY = date(2026, 7, 1)


def own_money(two: TwoNetworks, cents: int) -> None:
    """So much own money there is, in all, in the network that pays."""
    wish = EnterFunding(year=2026, source="own_contribution", total_cents=cents)
    expect(two.there.ask(wish), FundingEntered)


def uncovered_there(two: TwoNetworks) -> int:
    """What the network that pays owes without money for it, in cents."""
    return -sum(row.balance_cents for row in two.there.accounts("uncovered"))


def test_what_nothing_can_pay_is_owed_uncovered_until_money_comes() -> None:
    two = TwoNetworks(drawing_right_cents=0, own_contribution_cents=1_000)
    two.takes_part(4_000)
    claim = two.claimed()
    answered = expect(two.answer(claim.clearing_id), ClearingClaimAnswered)
    assert (answered.accepted_cents, answered.payable_cents) == (3_200, 3_200)
    assert two.there.available_cents() == 1_000
    assert two.balance(two.there, "payable") == 3_200
    assert uncovered_there(two) == 3_200
    own_money(two, 3_199)
    assert uncovered_there(two) == 3_200
    own_money(two, 3_300)
    assert (uncovered_there(two), two.there.available_cents()) == (0, 100)
    two.post.check_folds()


def test_what_is_taken_back_of_an_uncovered_line_is_uncovered_no_more() -> None:
    two = TwoNetworks(drawing_right_cents=0, own_contribution_cents=0)
    whole, part = two.takes_part(1_000), two.takes_part(4_000)
    expect(two.answer(two.claimed().clearing_id), ClearingClaimAnswered)
    two.post.hand_over_all()
    expect(
        two.here.ask(CancelParticipation(participation_id=whole.participation_id)),
        ParticipationReversed,
    )
    two.given_back(part.participation_id, 1_000)
    expect(two.answer(two.claimed().clearing_id), ClearingClaimAnswered)
    assert uncovered_there(two) == two.balance(two.there, "payable") == 2_400
    own_money(two, 2_400)
    assert (uncovered_there(two), two.there.available_cents()) == (0, 0)
    two.post.hand_over_all()
    two.given_back(part.participation_id, 500)
    expect(two.answer(two.claimed().clearing_id), ClearingClaimAnswered)
    assert (uncovered_there(two), two.there.available_cents()) == (0, 400)
    two.post.check_folds()


def test_what_is_uncovered_of_a_claim_can_be_paid_by_a_decision_about_it_alone() -> None:
    two = TwoNetworks(drawing_right_cents=0, own_contribution_cents=0)
    two.takes_part(4_000)
    taken = two.takes_part(1_000)
    expect(two.answer(two.claimed().clearing_id), ClearingClaimAnswered)
    wish = CoverUncovered(
        participation_id=taken.participation_id,
        reason="money",
        from_envelope=None,
        decision=Decision(body="municipal_executive", on=TODAY, reference="2026/80"),
    )
    assert code_of(two.there.ask(wish)) == "envelope_empty"
    own_money(two, 1_000)
    assert uncovered_there(two) == 4_000
    decided = expect(two.there.ask(wish), UncoveredDecided)
    assert (decided.cents, decided.left_cents) == (800, 0)
    assert (uncovered_there(two), two.there.available_cents()) == (3_200, 200)
    assert code_of(two.there.ask(wish)) == "not_uncovered"
    two.post.check_folds()


def test_a_file_pays_a_claim_only_to_an_account_that_somebody_here_confirmed() -> None:
    two = TwoNetworks()
    there, claimant = two.there, UUID(two.here.stream)
    account = {"name": "Stad Beveren", "kbo": "0207437468", "iban": "BE62510007547061"}
    own = expect(there.ask(SetPayerAccount(**account)), PayerAccountSet)
    told = ProposePayeeAccount(
        organisation_id=claimant, account_sealed="c2VhbGVk", heard_through="extranet"
    )
    assert code_of(as_(there, "finance", told)) == "provider_unknown"
    expect(two.here.ask(SetPayerAccount(**account)), PayerAccountSet)
    named = unpaid_claim(two)
    wish = ProposePaymentRun(item_ids=(named,), execution_on=TODAY, payer_id=own.payer_id)
    assert code_of(there.ask(wish)) == "no_payee_account"
    first = expect(as_(there, "finance", told), PayeeAccountProposed).payee_account_id
    assert code_of(there.ask(wish)) == "no_payee_account"
    heard = {"note_sealed": "c2VhbGVk", "confirmed_through": "phone"}
    confirm = ConfirmPayeeAccount(payee_account_id=first, **heard)
    assert code_of(as_(there, "finance", confirm)) == "maker_cannot_approve"
    expect(as_(there, "deputy", confirm), PayeeAccountConfirmed)
    second = expect(as_(there, "finance", told), PayeeAccountProposed).payee_account_id
    confirm = ConfirmPayeeAccount(payee_account_id=second, **heard)
    changed = expect(as_(there, "deputy", confirm), PayeeAccountConfirmed)
    assert (changed.replaces, changed.active_from) == (first, TODAY + timedelta(days=7))
    [payment] = expect(there.ask(wish), PaymentRunProposed).payments
    assert (payment.kind, payment.cents, payment.payee_account_id) == ("clearing", 800, first)
    two.post.check_folds()


def unpaid_claim(two: TwoNetworks) -> UUID:
    """A claim that is accepted, and not paid yet."""
    two.takes_part(1_000)
    claim = two.claimed()
    expect(two.answer(claim.clearing_id), ClearingClaimAnswered)
    two.post.hand_over_all()
    return claim.clearing_id
