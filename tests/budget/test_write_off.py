"""Writing off what a holder owes: nobody does it alone, and the sources bear it after all. Pure."""

from datetime import UTC, date, datetime

from services.budget.contracts.commands import (
    ApproveWriteOff,
    CloseBooks,
    LockBooks,
    ProposeWriteOff,
)
from services.budget.contracts.events import (
    BooksLocked,
    DebtWrittenOff,
    ParticipationReversed,
    RepaymentReceived,
    WriteOffProposed,
)
from services.budget.contracts.recoveries import debt_of
from services.cards.contracts.commands import CancelParticipation
from tests.budget.test_recovery import BY_COUNCIL, Used, as_
from tests.kit.town import code_of, expect


def test_nobody_writes_off_alone() -> None:
    used = Used(10_000)
    used.recover("holder")
    town, own = used.town, debt_of(used.own[0])
    agree, wish = ApproveWriteOff(debt_id=own), ProposeWriteOff(debt_id=own, decision=BY_COUNCIL)
    assert code_of(as_(town, "finance", agree)) == "write_off_not_proposed"
    tomorrow = BY_COUNCIL.model_copy(update={"on": date(2027, 1, 1)})
    ahead = ProposeWriteOff(debt_id=own, decision=tomorrow)
    assert code_of(as_(town, "finance", ahead)) == "day_out_of_range"
    expect(as_(town, "finance", wish), WriteOffProposed)
    assert code_of(as_(town, "finance", agree)) == "maker_cannot_approve"
    assert (used.debt().status, used.debt().left_cents) == ("open", 8_000)
    expect(used.repays(1_000), RepaymentReceived)
    gone = expect(as_(town, "deputy", agree), DebtWrittenOff)
    assert (gone.cents, gone.decision, gone.approver) == (7_000, BY_COUNCIL, "deputy")
    assert code_of(as_(town, "deputy", agree)) == "debt_settled"
    town.driver.check_folds()


def test_whoever_proposes_it_anew_does_not_approve_it_either() -> None:
    used = Used(10_000)
    used.recover("holder")
    own = debt_of(used.own[0])
    wish = ProposeWriteOff(debt_id=own, decision=BY_COUNCIL)
    for who in ("finance", "deputy"):
        expect(as_(used.town, who, wish), WriteOffProposed)
    agree = ApproveWriteOff(debt_id=own)
    assert code_of(as_(used.town, "deputy", agree)) == "maker_cannot_approve"
    expect(as_(used.town, "finance", agree), DebtWrittenOff)


def test_what_is_written_off_the_sources_bear_after_all() -> None:
    used = Used(10_000)
    before = used.kinds()
    used.recover("holder")
    gone = expect(used.writes_off(), DebtWrittenOff)
    assert (gone.cents, used.debt().status) == (8_000, "written_off")
    assert used.kinds() == before
    cancelled = used.town.ask(CancelParticipation(participation_id=used.own[0]))
    expect(cancelled, ParticipationReversed)
    assert used.kinds()["payable"] == 0
    used.town.driver.check_folds()


def test_6_what_is_written_off_after_the_lock_the_same_source_bears_this_year() -> None:
    """Of 80.00 that she owed since 2026 nothing came in when those books were locked."""
    used = Used(10_000)
    used.club.drawn()
    used.recover("holder")
    used.town.ask(CloseBooks(year=2026))
    used.town.at(datetime(2027, 1, 15, 12, tzinfo=UTC))
    unspent = {"drawing_right": "returned", "other_sources": "returned"}
    locked = used.town.ask(LockBooks(year=2026, decision=BY_COUNCIL, **unspent))
    expect(locked, BooksLocked)
    gone = expect(used.writes_off(), DebtWrittenOff)
    assert [(one.debit.year, one.credit.year, one.for_year) for one in gone.transfers] == [
        (2027, 2026, 2026)
    ]
    assert [one.debit.kind for one in gone.transfers] == ["drawing_right"]
    used.town.driver.check_folds()
