"""Files are destroyed by rule, list and a second person; exactly the listed, sums untouched."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.cards.contracts.commands import (
    AdoptRetentionRule,
    ApproveDestruction,
    DecideEligibility,
    DestroyListed,
    DestroyPaymentData,
    EraseHolder,
    ProposeDestruction,
    RejectDestruction,
    SetPaymentAccount,
)
from services.cards.contracts.events import (
    DestructionApproved,
    DestructionProposed,
    DestructionRejected,
    HolderErased,
    PaymentAccountSet,
    PaymentDataDestroyed,
    RetentionRuleAdopted,
)
from services.cards.contracts.events.personal_data import FileSeries
from services.cards.domain.erasure import Destruction
from services.cards.domain.holder import Holder
from services.cards.domain.payment import PaymentAccount
from services.cards.domain.prepared import SealedAccount, SealedGround
from services.cards.domain.scheme_right import DatedRight, SchemeRights, rights_key
from tests.kit.town import SUMMER, YEAR_END, Town, an_id, code_of, expect

RULE = AdoptRetentionRule(
    series="card_file",
    code="VTP-2026.1",
    term_months=24,
    destination="destroy",
    published_on=date(2026, 1, 15),
)
LATER = datetime(2029, 1, 1, 10, 0, tzinfo=UTC)
"""The first day after YEAR_END and two years."""


def propose(town: Town, *holders: UUID, series: FileSeries = "card_file") -> ProposeDestruction:
    """A proposal about these persons, by the first officer."""
    town.driver.actor = "first officer"
    return ProposeDestruction(series=series, holder_ids=holders)


def a_town(**rule: object) -> Town:
    """A town with a published rule for card files."""
    town = Town()
    expect(town.ask(RULE.model_copy(update=rule)), RetentionRuleAdopted)
    return town


def carried_out(town: Town) -> None:
    """What the calendar does: a command for everybody who waits."""
    for waiting in list(town.driver.all_rows("cards", town.stream, Destruction)):
        expect(town.ask(DestroyListed(holder_id=UUID(waiting.key))), HolderErased)


def test_exactly_the_listed_are_erased_and_the_books_stay() -> None:
    town = a_town()
    gone, stays = town.a_holder(), town.a_holder(eligible_until=None)
    card = town.a_card(town.a_right(holder=gone))
    town.register(card, town.an_offer(500), SUMMER)
    before = town.balances()
    town.at(LATER)
    listed = expect(town.ask(propose(town, gone, stays)), DestructionProposed)
    assert listed.holder_ids == (gone,)
    assert not town.driver.row("cards", town.stream, Holder, gone).erased

    approve = ApproveDestruction(list_id=listed.list_id)
    assert code_of(town.ask(approve)) == "own_proposal"
    town.driver.actor = "second officer"
    assert expect(town.ask(approve), DestructionApproved).holder_ids == (gone,)
    assert code_of(town.ask(approve)) == "list_decided"
    carried_out(town)
    assert town.driver.row("cards", town.stream, Holder, gone).erased
    assert not town.driver.row("cards", town.stream, Holder, stays).erased
    assert not list(town.driver.all_rows("cards", town.stream, Destruction))
    assert town.balances() == before
    town.driver.check_folds()


def test_a_file_is_due_on_the_day_after_its_term_and_not_before() -> None:
    town = a_town()
    holder = town.a_holder()
    town.at(datetime(2028, 12, 31, 22, 59, tzinfo=UTC))
    assert code_of(town.ask(propose(town, holder))) == "nothing_due"
    town.at(datetime(2028, 12, 31, 23, 0, tzinfo=UTC))
    expect(town.ask(propose(town, holder)), DestructionProposed)


def test_who_is_in_use_again_is_spared() -> None:
    town = a_town()
    back, gone = town.a_holder(), town.a_holder()
    town.at(LATER)
    listed = expect(town.ask(propose(town, back, gone)), DestructionProposed)
    again = DecideEligibility(
        holder_id=back, ground="for cards only", valid_until=date(2029, 12, 31)
    )
    town.ask(again, SealedGround("sealed"))
    town.driver.actor = "second officer"
    approved = expect(town.ask(ApproveDestruction(list_id=listed.list_id)), DestructionApproved)
    assert (approved.holder_ids, approved.spared) == ((gone,), (back,))
    carried_out(town)
    assert not town.driver.row("cards", town.stream, Holder, back).erased


def test_a_right_in_a_scheme_that_ended_later_counts() -> None:
    town = a_town()
    holder, scheme = town.a_holder(), an_id("scheme")
    right = DatedRight(
        right_id="r", regulation_id="g", valid_from=date(2027, 1, 1), valid_until=date(2027, 6, 30)
    )
    row = SchemeRights(
        key=rights_key(holder, scheme),
        holder_id=str(holder),
        scheme_id=str(scheme),
        rights=(right,),
    )
    town.driver.rows["cards", town.stream][SchemeRights.at(row.key)] = row
    town.at(LATER)
    town.driver.actor = "first officer"
    person = town.driver.row("cards", town.stream, Holder, holder)
    known = replace(person, scheme_ids=(str(scheme),))
    town.driver.rows["cards", town.stream][Holder.at(holder)] = known
    wish = ProposeDestruction(series="card_file", holder_ids=(holder,))
    assert code_of(town.ask(wish)) == "nothing_due"
    ended = replace(row, rights=(replace(right, last_day=date(2026, 12, 31)),))
    town.driver.rows["cards", town.stream][SchemeRights.at(row.key)] = ended
    expect(town.ask(wish), DestructionProposed)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"published_on": None}, "retention_not_published"),
        ({"destination": "keep"}, "retention_keeps"),
    ],
)
def test_only_a_published_rule_that_destroys_is_applied(rule: dict[str, str], code: str) -> None:
    town = a_town(**rule)
    holder = town.a_holder()
    town.at(LATER)
    assert code_of(town.ask(propose(town, holder))) == code
    assert code_of(town.ask(propose(town, holder, series="no_right"))) == "retention_rule_unknown"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"code": ""}, "retention_code_invalid"),
        ({"code": "a b"}, "retention_code_invalid"),
        ({"code": "x" * 41}, "retention_code_invalid"),
        ({"term_months": 0}, "retention_term_invalid"),
        ({"term_months": 1_201}, "retention_term_invalid"),
        ({"destination": "sample"}, "retention_sample_invalid"),
        ({"destination": "sample", "sample_every": 1}, "retention_sample_invalid"),
        ({"sample_every": 20}, "retention_sample_invalid"),
        ({"series": "payment", "destination": "keep"}, "retention_payment_destroyed"),
        ({"published_on": date(2026, 7, 2)}, "day_in_future"),
    ],
)
def test_a_rule_that_cannot_be_applied_is_refused(change: dict[str, object], code: str) -> None:
    assert code_of(Town().ask(RULE.model_copy(update=change))) == code


def test_who_never_had_a_right_has_a_term_of_her_own() -> None:
    town = a_town(series="no_right", term_months=12)
    refused, entitled = town.a_holder(eligible_until=None), town.a_holder()
    town.at(datetime(2027, 7, 2, 10, 0, tzinfo=UTC))
    listed = expect(
        town.ask(propose(town, refused, entitled, series="no_right")), DestructionProposed
    )
    assert listed.holder_ids == (refused,)


def test_a_rejected_list_destroys_nothing() -> None:
    town = a_town()
    holder = town.a_holder()
    town.at(LATER)
    listed = expect(town.ask(propose(town, holder)), DestructionProposed)
    expect(town.ask(RejectDestruction(list_id=listed.list_id)), DestructionRejected)
    town.driver.actor = "second officer"
    assert code_of(town.ask(ApproveDestruction(list_id=listed.list_id))) == "list_decided"
    stranger = ApproveDestruction(list_id=an_id("no list"))
    assert code_of(town.ask(stranger)) == "list_unknown"


@settings(max_examples=30, deadline=None)
@given(st.lists(st.uuids(version=4), min_size=20, max_size=60, unique=True), st.integers(2, 5))
def test_of_a_sample_one_file_in_so_many_is_kept(persons: list[UUID], every: int) -> None:
    town = a_town(destination="sample", sample_every=every)
    rows = town.driver.rows["cards", town.stream]
    for person in persons:
        rows[Holder.at(person)] = Holder(
            key=str(person), municipality="12014", identity="sealed", eligible_until=YEAR_END
        )
    town.at(LATER)
    town.driver.actor = "first officer"
    outcome = town.ask(propose(town, *persons))
    kept = {person for person in persons if person.int % every == 0}
    if len(kept) == len(persons):
        assert code_of(outcome) == "nothing_due"
        return
    listed = expect(outcome, DestructionProposed)
    assert set(listed.holder_ids) == set(persons) - kept


# -- payment data ---------------------------------------------------------------------------------


def test_her_account_outlives_her_identity_until_its_legal_term() -> None:
    town = Town()
    holder = town.a_holder()
    wish = SetPaymentAccount(holder_id=holder, account="for cards only")
    expect(town.ask(wish, SealedAccount("sealed account")), PaymentAccountSet)
    erased = expect(town.ask(EraseHolder(holder_id=holder)), HolderErased)
    assert erased.payment_kept_until == date(2033, 12, 31)
    kept = town.driver.row("cards", town.stream, PaymentAccount, holder)
    assert (kept.account, kept.kept_until) == ("sealed account", date(2033, 12, 31))
    expect(town.ask(DestroyPaymentData(holder_id=holder)), PaymentDataDestroyed)
    assert not list(town.driver.all_rows("cards", town.stream, PaymentAccount))
    town.driver.check_folds()


def test_the_term_of_payment_data_is_a_rule_of_the_network() -> None:
    town = a_town(series="payment", term_months=120)
    holder = town.a_holder()
    town.ask(SetPaymentAccount(holder_id=holder, account="s"), SealedAccount("sealed account"))
    erased = expect(town.ask(EraseHolder(holder_id=holder)), HolderErased)
    assert erased.payment_kept_until == date(2036, 12, 31)


def test_the_calendar_destroys_no_account_of_somebody_who_is_there() -> None:
    town = Town()
    holder = town.a_holder()
    town.ask(SetPaymentAccount(holder_id=holder, account="s"), SealedAccount("sealed account"))
    town.driver.send(DestroyPaymentData(holder_id=holder), stream=town.stream)
    assert town.driver.row("cards", town.stream, PaymentAccount, holder).account
