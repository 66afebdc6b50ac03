"""What budget says no with."""

from services.kernel.contract import Rejection


class CommandRejected(Rejection, name="budget.command_rejected.v1"):
    """A refusal by budget."""
