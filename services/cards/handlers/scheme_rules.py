"""What can be asked of schemes and their regulations, and the rule that decides."""

from collections.abc import Mapping
from typing import Final

from services.cards.contracts.commands import AdoptRegulation, EndScheme, WithdrawRegulation
from services.cards.domain import adopting
from services.kernel.contract import Command
from services.kernel.rules import Decider

SCHEME_COMMANDS: Final[Mapping[type[Command], Decider]] = {
    AdoptRegulation: Decider(adopting.adopt, adopting.needs_of_adopting),
    WithdrawRegulation: Decider(adopting.withdraw, adopting.needs_of_withdrawal),
    EndScheme: Decider(adopting.end, adopting.needs_of_ending),
}
