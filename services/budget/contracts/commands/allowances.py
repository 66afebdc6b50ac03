"""What can be asked about money that is set aside for what a right promises."""

from uuid import UUID

from services.kernel.contract import Command


class SetAsideAllowance(Command, name="budget.set_aside_allowance.v1"):
    """Try again to set money aside for vouchers or a budget for which too little was left."""

    allowance_id: UUID


class LookAtAllowance(Command, name="budget.look_at_allowance.v1", internal=True):
    """From the clock: it is over, or the year in which money is set aside for it; or it begins."""

    allowance_id: UUID
