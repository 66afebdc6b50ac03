"""What cards says no with."""

from services.kernel.contract import Rejection


class CommandRejected(Rejection, name="cards.command_rejected.v1"):
    """A refusal by cards."""
