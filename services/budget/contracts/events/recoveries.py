"""Facts about what is paid back to the network. Not public: they tell that a holder owes money."""

from datetime import date
from uuid import UUID

from services.budget.contracts.events.ledger import Decision, Transfer
from services.budget.contracts.recoveries import Debtor, RepaymentWay
from services.kernel.contract import Cents, Event


class RecoveryBooked(Event, name="budget.recovery_booked.v1", terminal=False):
    """What a recovery of one participation comes to in the books, in cents.

    A holder owes `cents` from now on; where `withheld`, so much less was paid to her, and she owes
    nothing. Of a provider it is taken from its next statement: a correction that follows moves it,
    in the lines of `bucket_id`. `code`: why nothing was booked.
    """

    debt_id: UUID
    recovery_id: UUID
    participation_id: UUID
    organisation_id: UUID | None
    owed_by: Debtor
    cents: Cents
    year: int
    transfers: tuple[Transfer, ...] = ()
    withheld: bool = False
    bucket_id: UUID | None = None
    code: str | None = None


class RepaymentReceived(Event, name="budget.repayment_received.v1"):
    """Part of a debt, or all of it, came in on a day. In cents; `left_cents` is owed still."""

    repayment_id: UUID
    debt_id: UUID
    cents: Cents
    left_cents: Cents
    way: RepaymentWay
    on: date
    transfers: tuple[Transfer, ...]


class WriteOffProposed(Event, name="budget.write_off_proposed.v1"):
    """Somebody proposes, by a decision, that a debt is owed no more. `maker`: an opaque id."""

    debt_id: UUID
    decision: Decision
    maker: str


class DebtWrittenOff(Event, name="budget.debt_written_off.v1"):
    """What was left of a debt is owed no more, by a decision: the sources bear it after all.
    `approver`: whoever agreed to what another proposed, an opaque id; none: of one person alone, as
    it was before that was asked."""

    debt_id: UUID
    cents: Cents
    decision: Decision
    approver: str | None = None
    transfers: tuple[Transfer, ...]
