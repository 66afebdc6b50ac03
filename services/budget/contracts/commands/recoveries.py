"""What can be asked about what is owed to the network."""

from datetime import date
from uuid import UUID

from services.budget.contracts.events.ledger import Decision
from services.budget.contracts.recoveries import RepaymentWay
from services.kernel.contract import Cents, Command


class ReceiveRepayment(Command, name="budget.receive_repayment.v1"):
    """Part of a debt, or all of it, came in on a day: on the bank, or in cash. In cents."""

    debt_id: UUID
    cents: Cents
    way: RepaymentWay
    on: date


class ProposeWriteOff(Command, name="budget.propose_write_off.v1"):
    """Say that what is left of a debt is to be owed no more. Proposed anew, the last holds."""

    debt_id: UUID
    decision: Decision


class ApproveWriteOff(Command, name="budget.approve_write_off.v1"):
    """Agree to a write-off that somebody else proposed: what is left then is owed no more."""

    debt_id: UUID
