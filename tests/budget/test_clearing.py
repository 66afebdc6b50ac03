"""What one network owes another: claimed, answered, disputed, paid, to the cent. Pure."""

from datetime import date
from uuid import UUID

from services.budget.contracts.commands import (
    ApprovePaymentRun,
    DrawUpStatements,
    ProposePaymentRun,
    RecordClearingPayment,
    SettleClearingDispute,
    TakeReceiptBack,
)
from services.budget.contracts.events import (
    ClearingAnswerReceived,
    ClearingClaimAnswered,
    ClearingClaimed,
    ClearingDisputeSettled,
    ClearingPaymentReceived,
    ParticipationReversed,
    PaymentRunApproved,
    PaymentRunProposed,
    ReceiptTakenBack,
    StatementDrawnUp,
)
from services.budget.domain.payable import PayableItem
from services.cards.contracts.commands import (
    CancelParticipation,
    MoveHolder,
)
from services.cards.contracts.events import HolderMoved
from services.cards.domain.prepared import SealedResidence
from services.kernel.contract import Event
from tests.kit.scheme_town import eighty_percent
from tests.kit.town import SUMMER, code_of, expect
from tests.kit.two_networks import SPRING, TwoNetworks

TODAY = date(2026, 7, 1)


def test_the_club_is_owed_all_of_it_and_no_own_envelope_pays() -> None:
    two = TwoNetworks()
    free = two.here.available_cents()
    taken = two.takes_part(4_000)
    assert (taken.network_cents, taken.envelope_id) == (3_200, None)
    assert two.here.available_cents() == free
    assert two.balance(two.here, "clearing") == -3_200
    drawn = DrawUpStatements(organisation_ids=(two.club,), year=2026, until=TODAY)
    statement = expect(two.here.ask(drawn), StatementDrawnUp)
    assert (statement.lines, statement.payable_cents) == (1, 3_200)


def test_who_lives_elsewhere_is_paid_for_there_where_the_domicile_pays() -> None:
    two = TwoNetworks()
    two.here.adopt(eighty_percent(payer="domicile"), date(2026, 1, 1))
    holder, card = two.here.an_entitled()
    there = UUID(two.there.stream)
    move = MoveHolder(holder_id=holder, since=date(2026, 3, 1), network_id=there)
    expect(two.here.ask(move, SealedResidence(None)), HolderMoved)
    payers = []
    for on in (date(2026, 2, 28), date(2026, 3, 1)):
        two.here.take_part(card, two.here.an_offer_of(1_000), on=on)
        payers.append(two.here.last_request().payer_network_id)
    assert payers == [None, there]
    own = MoveHolder(holder_id=holder, since=TODAY, network_id=UUID(two.here.stream))
    assert code_of(two.here.ask(own, SealedResidence(None))) == "same_network"


def test_what_is_accepted_is_paid_from_there_and_comes_in_here() -> None:
    two = TwoNetworks()
    two.takes_part(4_000)
    two.takes_part(1_000)
    claim = two.claimed()
    assert (claim.number, claim.total_cents) == (1, 4_000)
    assert [line.category for line in claim.lines] == ["other", "other"]
    free = two.there.available_cents()
    answered = expect(two.answer(claim.clearing_id), ClearingClaimAnswered)
    two.post.hand_over_all()
    assert (answered.accepted_cents, answered.payable_cents) == (4_000, 4_000)
    assert free - two.there.available_cents() == 4_000
    assert two.balance(two.there, "payable") == 4_000
    paid_there(two, claim.clearing_id)
    assert two.balance(two.there, "payable") == 0
    first = expect(came_in(two, claim, 1_500), ClearingPaymentReceived)
    assert code_of(came_in(two, claim, 2_501)) == "more_than_owed"
    expect(came_in(two, claim, 2_500), ClearingPaymentReceived)
    assert two.balance(two.here, "clearing") == 0
    wrong = TakeReceiptBack(receipt_id=first.receipt_id)
    expect(two.here.ask(wrong), ReceiptTakenBack)
    assert two.balance(two.here, "clearing") == -1_500
    assert code_of(two.here.ask(wrong)) == "receipt_taken_back"


def paid_there(two: TwoNetworks, item: UUID) -> None:
    """The other network pays a claim by an ordinary run of two persons."""
    two.post.actor = "maker"
    wish = ProposePaymentRun(item_ids=(item,), execution_on=TODAY)
    run = expect(two.there.ask(wish), PaymentRunProposed)
    two.post.actor = "second"
    expect(two.there.ask(ApprovePaymentRun(run_id=run.run_id)), PaymentRunApproved)


def came_in(two: TwoNetworks, claim: ClearingClaimed, cents: int) -> Event:
    """The outcome of saying that so much came in for a claim."""
    wish = RecordClearingPayment(
        clearing_id=claim.clearing_id, cents=cents, on=TODAY, reference="V2026-0001"
    )
    return two.here.ask(wish)


def test_a_cancel_after_the_claim_goes_onto_the_next_one_and_back_to_where_it_came_from() -> None:
    two = TwoNetworks()
    taken = two.takes_part(4_000)
    claim = two.claimed()
    free = two.there.available_cents()
    expect(two.answer(claim.clearing_id), ClearingClaimAnswered)
    two.post.hand_over_all()
    paid_there(two, claim.clearing_id)
    cancel = CancelParticipation(participation_id=taken.participation_id)
    expect(two.here.ask(cancel), ParticipationReversed)
    after = two.claimed()
    assert [(line.cents, line.names) for line in after.lines] == [(-3_200, claim.lines[0].line_id)]
    answered = expect(two.answer(after.clearing_id), ClearingClaimAnswered)
    two.post.hand_over_all()
    carried = (answered.accepted_cents, answered.payable_cents, answered.carried_out_cents)
    assert carried == (-3_200, 0, -3_200)
    assert two.there.available_cents() == free
    two.takes_part(5_000)
    third = two.claimed()
    answered = expect(two.answer(third.clearing_id), ClearingClaimAnswered)
    assert (answered.accepted_cents, answered.payable_cents) == (4_000, 800)


def test_a_price_that_is_put_right_after_the_claim_is_owed_for_so_much_less() -> None:
    two = TwoNetworks()
    taken = two.takes_part(4_000)
    claim = two.claimed()
    expect(two.answer(claim.clearing_id), ClearingClaimAnswered)
    two.post.hand_over_all()
    two.given_back(taken.participation_id, 1_000)
    assert two.balance(two.here, "clearing") == -2_400
    after = two.claimed()
    assert [line.cents for line in after.lines] == [-800]
    answered = expect(two.answer(after.clearing_id), ClearingClaimAnswered)
    assert (answered.accepted_cents, two.balance(two.there, "payable")) == (-800, 2_400)
    two.post.check_folds()


def test_a_disputed_line_is_claimed_again_or_borne_and_never_paid_twice() -> None:
    two = TwoNetworks()
    two.takes_part(1_000)
    two.takes_part(2_000)
    claim = two.claimed()
    first, second = (line.line_id for line in claim.lines)
    assert code_of(two.answer(claim.clearing_id, UUID(int=1))) == "clearing_line_unknown"
    answered = expect(two.answer(claim.clearing_id, first, second), ClearingClaimAnswered)
    assert (answered.accepted_cents, answered.transfers) == (0, ())
    assert code_of(two.answer(claim.clearing_id)) == "clearing_answered"
    early = SettleClearingDispute(line_id=first, way="bear")
    assert code_of(two.here.ask(early)) == "clearing_line_not_disputed"
    two.post.hand_over_all()
    free = two.here.available_cents()
    borne = expect(two.here.ask(early), ClearingDisputeSettled)
    assert (borne.cents, free - two.here.available_cents()) == (800, 800)
    again = SettleClearingDispute(line_id=second, way="again")
    expect(two.here.ask(again), ClearingDisputeSettled)
    assert code_of(two.here.ask(again)) == "clearing_line_not_disputed"
    assert two.balance(two.here, "clearing") == -1_600
    after = two.claimed()
    assert [line.cents for line in after.lines] == [1_600]
    participation = claim.lines[0].participation_id
    cancel = CancelParticipation(participation_id=participation)
    expect(two.here.ask(cancel), ParticipationReversed)
    assert two.here.available_cents() == free
    assert code_of(two.claim()) == "nothing_to_settle"
    two.post.check_folds()


def test_a_message_that_comes_again_changes_nothing() -> None:
    two = TwoNetworks()
    two.takes_part(1_000)
    claim = expect(two.claim(), ClearingClaimed)
    two.post.hand_over(0, keep=True)
    two.post.hand_over(0)
    expect(two.answer(claim.clearing_id), ClearingClaimAnswered)
    two.post.hand_over(0, keep=True)
    two.post.hand_over(0)
    facts = [fact.event for fact in two.post.journal]
    assert sum(isinstance(one, ClearingAnswerReceived) for one in facts) == 1
    items = [one.cents for one in two.post.all_rows("budget", two.there.stream, PayableItem)]
    assert items == [800]


def test_claims_of_a_network_are_answered_in_their_order() -> None:
    two = TwoNetworks()
    two.takes_part(1_000)
    first = expect(two.claim(), ClearingClaimed)
    two.takes_part(1_000)
    second = expect(two.claim(), ClearingClaimed)
    two.post.hand_over_all()
    refused = two.answer(second.clearing_id)
    assert code_of(refused) == "clearing_earlier_open"
    for one in (first, second):
        expect(two.answer(one.clearing_id), ClearingClaimAnswered)


def test_a_claim_has_what_its_day_allows() -> None:
    two = TwoNetworks()
    two.takes_part(1_000, on=SPRING)
    two.takes_part(2_000, on=SUMMER)
    march = two.claim(until=date(2026, 3, 31))
    assert code_of(march) == "nothing_to_settle"
    april = expect(two.claim(until=date(2026, 4, 1)), ClearingClaimed)
    assert april.total_cents == 800
    assert code_of(two.claim(until=date(2026, 7, 2))) == "day_out_of_range"
    july = expect(two.claim(), ClearingClaimed)
    assert (july.number, july.total_cents) == (2, 1_600)
