"""What can be asked about accounts at a bank: from which is paid, and to which."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.kernel.contract import Command, Sealed

PayeeChannel = Literal["mail", "post", "phone", "visit", "extranet"]
"""A way by which a provider tells something, or is told."""
PayeeStop = Literal["not_theirs", "doubt", "closed", "mistake"]
"""Why nothing is paid to an account. `not_theirs`: the provider did not ask for it."""


class SetPayerAccount(Command, name="budget.set_payer_account.v1"):
    """Say from which account a legal entity pays; none: the network as a whole.

    `name` and `kbo` (enterprise number, ten digits) are those that the bank knows it by.
    """

    entity_id: UUID | None = None
    name: str
    kbo: str
    iban: str


class SetCoolingOff(Command, name="budget.set_cooling_off.v1"):
    """How many days a changed account waits before anything is paid to it."""

    days: int


class ProposePayeeAccount(Command, name="budget.propose_payee_account.v1"):
    """A provider, or another network that claims, says to which account it is to be paid.

    `account_sealed`, to the gateway: number, holder's name, and where the provider is reached.
    `heard_through`: the way by which it was told.
    """

    organisation_id: UUID
    account_sealed: Sealed
    heard_through: PayeeChannel


class ConfirmPayeeAccount(Command, name="budget.confirm_payee_account.v1"):
    """A second person asked the provider by another way, and heard the same number.

    `note_sealed`, to the gateway: whom she asked, and what was said.
    """

    payee_account_id: UUID
    confirmed_through: PayeeChannel
    note_sealed: Sealed


class StopPayeeAccount(Command, name="budget.stop_payee_account.v1"):
    """Pay nothing more to an account, or do not begin to."""

    payee_account_id: UUID
    stopped_for: PayeeStop


class RecordPayeeNotice(Command, name="budget.record_payee_notice.v1"):
    """The provider was told of the change, where it was reached until then."""

    payee_account_id: UUID
    notified_through: PayeeChannel
    notified_on: date
