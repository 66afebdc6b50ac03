"""What can be asked of budget, and the rule that decides."""

from collections.abc import Mapping
from typing import Final

from services.budget.contracts.commands import ExpireHold
from services.budget.domain import resolution
from services.kernel.contract import Command
from services.kernel.rules import Decider

COMMANDS: Final[Mapping[type[Command], Decider]] = {
    ExpireHold: Decider(resolution.expire, resolution.needs),
}
