"""What can be asked about participations that are paid in instalments."""

from typing import Final
from uuid import UUID

from services.budget.contracts.events.instalments import InstalmentTerms
from services.kernel.contract import Command

INSTALMENTS_MAX: Final = 12


class AgreeInstalments(Command, name="budget.agree_instalments.v1"):
    """Pay a participation that is held in instalments. Nothing of it is confirmed yet."""

    participation_id: UUID
    terms: InstalmentTerms


class ConfirmInstalment(Command, name="budget.confirm_instalment.v1"):
    """An instalment is due: its part is payable to the provider. They are confirmed in order."""

    participation_id: UUID
    number: int


class StopInstalments(Command, name="budget.stop_instalments.v1"):
    """She leaves: what is not confirmed is let go. Where nothing is, the participation is void."""

    participation_id: UUID


class ConfirmDueInstalment(Command, name="budget.confirm_due_instalment.v1", internal=True):
    """From the clock: the day of this instalment has come, by which it is confirmed."""

    participation_id: UUID
    number: int


class CarryInstalments(Command, name="budget.carry_instalments.v1", internal=True):
    """From the clock: the books of a year are closing, and what falls due after it goes on."""

    participation_id: UUID
    year: int
