"""Who pays back what came after a right had ended, and how a debt ends: to the cent. Pure."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.budget.contracts.commands import (
    ApproveWriteOff,
    DisputeLine,
    ProposeWriteOff,
    ReceiveRepayment,
)
from services.budget.contracts.events import (
    DebtWrittenOff,
    Decision,
    ParticipationConfirmed,
    ParticipationCorrected,
    RecoveryBooked,
    RepaymentReceived,
    StatementDrawnUp,
)
from services.budget.contracts.recoveries import debt_of
from services.budget.domain.debt import Debt
from services.budget.domain.ledger import AccountRow
from services.cards.contracts.commands import (
    CancelParticipation,
    DecideRecovery,
    LearnLate,
    RegisterParticipation,
)
from services.cards.contracts.events import RecoveryDecided
from services.cards.domain.participation import Participation
from services.cards.domain.prepared import Resealed
from services.kernel.contract import Command, Event
from tests.budget.test_price_correction import PaidFirst, corrected, done
from tests.budget.test_statement import Club
from tests.kit.scheme_town import SchemeTown, eighty_percent
from tests.kit.town import Town, code_of, expect

BY_COUNCIL = Decision(body="municipal_council", on=date(2026, 9, 1), reference="2026/91")
LOST = date(2026, 6, 30)
DECEMBER = datetime(2026, 12, 1, 12, tzinfo=UTC)


class Used:
    """A club where somebody went on her right after she had lost it: 80% off, the network's."""

    def __init__(self, *prices: int) -> None:
        self.town = SchemeTown(eighty_percent())
        self.club = Club(self.town)
        self.holder, self.card = self.town.an_entitled()
        self.own = [self.sells(cents) for cents in prices]
        wish = LearnLate(
            holder_id=self.holder, scheme_id=self.town.scheme, fact="status_lost", true_until=LOST
        )
        self.right: UUID = expect_right(self.town.ask(wish))

    def sells(self, cents: int) -> UUID:
        """Something of this price; its id."""
        offer = self.town.an_offer_of(cents, provider=self.club.id)
        wish = RegisterParticipation(
            card_token=self.card.token, offer_id=offer, on=date(2026, 7, 4)
        )
        made = self.town.ask(wish)
        return expect(made, ParticipationConfirmed).participation_id

    def recover(self, payer: Any, *own: UUID) -> Event:
        """The outcome of deciding that somebody pays back."""
        wish = DecideRecovery(
            holder_id=self.holder,
            right_id=self.right,
            participation_ids=own or tuple(self.own),
            payer=payer,
            reason="sealed",
            decision=BY_COUNCIL,
        )
        return self.town.ask(wish, Resealed("sealed again"))

    def told(self, kind: Any) -> list[Any]:
        """What budget told of this kind."""
        return [fact.event for fact in self.town.driver.journal if isinstance(fact.event, kind)]

    def debt(self, place: int = 0) -> Debt:
        """What she owes for one of them."""
        key = debt_of(self.own[place])
        return self.town.driver.row("budget", self.town.stream, Debt, key)

    def repays(self, cents: int, way: Any = "bank", on: date = date(2026, 12, 1)) -> Event:
        """The outcome of money that comes back."""
        own = debt_of(self.own[0])
        return self.town.ask(ReceiveRepayment(debt_id=own, cents=cents, way=way, on=on))

    def writes_off(self) -> Event:
        """The outcome of giving up what is left."""
        return written_off(self.town, debt_of(self.own[0]))

    def kinds(self) -> dict[str, int]:
        """Every balance by kind of account."""
        found: dict[str, int] = {}
        for row in self.town.driver.all_rows("budget", self.town.stream, AccountRow):
            found[row.kind] = found.get(row.kind, 0) + row.balance_cents
        return found


def as_(town: Town, who: str, command: Command) -> Event:
    """The outcome of a command of somebody, by an opaque id."""
    before, town.driver.actor = town.driver.actor, who
    said = town.ask(command)
    town.driver.actor = before
    return said


def written_off(town: Town, own: UUID) -> Event:
    """The outcome of giving up what is left of a debt: one proposes it, another agrees."""
    proposed = as_(town, "finance", ProposeWriteOff(debt_id=own, decision=BY_COUNCIL))
    if proposed.declines:
        return proposed
    return as_(town, "deputy", ApproveWriteOff(debt_id=own))


def expect_right(learned: Any) -> UUID:
    """The right that ended by what was learned."""
    found: UUID = learned.right_id
    return found


def test_what_a_holder_pays_back_leaves_her_provider_what_it_was_paid() -> None:
    used = Used(10_000)
    assert used.club.drawn().payable_cents == 8_000
    before = used.kinds()
    expect(used.recover("holder"), RecoveryDecided)
    [made] = used.told(RecoveryBooked)
    assert (made.cents, made.code, made.owed_by) == (8_000, None, "holder")
    after = used.kinds()
    assert after["payable"] == before["payable"] - 8_000
    assert after["drawing_right"] == before["drawing_right"] + 8_000
    assert code_of(used.club.draw_up()) == "nothing_to_settle"
    assert (used.debt().left_cents, used.debt().status) == (8_000, "open")
    used.town.driver.check_folds()


def test_it_is_paid_back_in_parts_and_never_more_than_is_owed() -> None:
    used = Used(10_000)
    used.recover("holder")
    assert expect(used.repays(3_000), RepaymentReceived).left_cents == 5_000
    assert code_of(used.repays(5_001)) == "repayment_invalid"
    assert code_of(used.repays(0)) == "repayment_invalid"
    assert code_of(used.repays(1, on=date(2027, 1, 1))) == "day_out_of_range"
    assert expect(used.repays(5_000, "cash"), RepaymentReceived).left_cents == 0
    assert used.debt().status == "paid"
    assert code_of(used.repays(1)) == code_of(used.writes_off()) == "debt_settled"
    assert used.kinds()["bank"] == -3_000
    assert sum(used.kinds().values()) == 0
    used.town.driver.check_folds()


def test_while_she_pays_back_it_is_neither_cancelled_nor_corrected() -> None:
    used = Used(10_000)
    used.recover("holder")
    cancel = CancelParticipation(participation_id=used.own[0])
    assert code_of(used.town.ask(cancel)) == "already_recovered"
    assert code_of(corrected(used.town, used.own[0], refund_cents=1)) == "already_recovered"
    used.repays(1)
    used.writes_off()
    assert code_of(used.town.ask(cancel)) == "already_recovered"


def test_what_a_provider_pays_back_goes_off_its_next_statement() -> None:
    used = Used(10_000, 2_500)
    assert used.club.drawn().payable_cents == 10_000
    used.recover("provider")
    booked, moved = used.told(RecoveryBooked), used.told(ParticipationCorrected)
    assert [(one.cents, one.transfers) for one in booked] == [(8_000, ()), (2_000, ())]
    assert [one.bucket_id for one in booked] == [one.bucket_id for one in moved]
    for one in moved:
        assert (one.network_cents, one.holder_back_cents) == (0, 0)
        assert one.organisation_cents == one.network_back_cents == -one.organisation_back_cents
    debt = used.club.drawn()
    assert (debt.lines, debt.total_cents, debt.carried_out_cents) == (2, -10_000, -10_000)
    assert not list(used.town.driver.all_rows("budget", used.town.stream, Debt))
    used.town.driver.check_folds()


def test_what_cannot_be_booked_says_why_and_changes_nothing() -> None:
    used = Used(10_000)
    used.town.ask(DisputeLine(participation_id=used.own[0], reason="price"))
    before = used.kinds()
    used.recover("provider")
    [made] = used.told(RecoveryBooked)
    assert (made.code, made.cents, used.kinds()) == ("line_disputed", 0, before)


def test_who_waits_for_her_money_gets_so_much_less_and_owes_nothing() -> None:
    she = PaidFirst()
    [use] = she.town.driver.all_rows("cards", she.town.stream, Participation)
    used = _of_claim(she, use.right_id)
    expect(used.recover("holder"), RecoveryDecided)
    [made] = used.told(RecoveryBooked)
    assert (made.withheld, made.cents, she.item().status) == (True, 8_000, "withdrawn")
    assert used.debt().status == "paid"
    assert used.kinds()["payable"] == 0
    she.town.driver.check_folds()


def test_a_correction_that_recovers_what_she_was_paid_leaves_a_debt() -> None:
    she = PaidFirst()
    she.pay()
    she.town.at(DECEMBER)
    made = done(she.town, she.own, refund_cents=1_000, recover=True)
    found = she.town.driver.row("budget", she.town.stream, Debt, made.correction_id)
    assert (found.cents, found.left_cents, found.status) == (800, 800, "open")
    gone = written_off(she.town, made.correction_id)
    assert expect(gone, DebtWrittenOff).cents == 800
    she.town.driver.check_folds()


def _of_claim(she: PaidFirst, right: str) -> Used:
    """The same as what was used, of what she paid first."""
    used = Used.__new__(Used)
    used.town, used.holder, used.own = she.town, she.holder, [she.own]
    used.right = UUID(right)
    used.town.at(DECEMBER)
    used.town.end(she.holder, used.right, LOST)
    return used


@given(
    prices=st.lists(st.integers(1, 30_000), min_size=1, max_size=4),
    payers=st.lists(st.sampled_from(["holder", "provider"]), min_size=4, max_size=4),
    parts=st.lists(st.integers(1, 24_000), max_size=4),
    ends=st.booleans(),
)
def test_books_balance_and_nothing_is_paid_back_twice(
    prices: list[int],
    payers: list[str],
    parts: list[int],
    ends: bool,
) -> None:
    used = Used(*prices)
    for own, payer in zip(used.own, payers, strict=False):
        used.recover(payer, own)
    for cents in parts:
        used.repays(cents)
    if ends:
        used.writes_off()
    kinds = used.kinds()
    assert sum(kinds.values()) == 0
    assert kinds["drawing_right"] >= 0
    for debt in used.town.driver.all_rows("budget", used.town.stream, Debt):
        assert 0 <= debt.left_cents <= debt.cents
        assert (debt.status == "paid") == (debt.left_cents == 0)
    kept = sum(
        cents for cents, payer in zip(_shares(used), payers, strict=False) if payer == "holder"
    )
    statement = expect(used.club.draw_up(), StatementDrawnUp)
    assert statement.total_cents == kept
    used.town.driver.check_folds()


def _shares(used: Used) -> list[int]:
    """What the network bore of each at first."""
    return [one.network_cents for one in used.told(ParticipationConfirmed)]
