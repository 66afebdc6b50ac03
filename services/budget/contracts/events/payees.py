"""Facts about accounts at a bank. Not public: nobody outside has to know from and to where is
paid. What is sealed is sealed to the gateway; persons stand by opaque ids.
"""

from datetime import date
from uuid import UUID

from services.kernel.contract import Event, Sealed


class PayerAccountSet(Event, name="budget.payer_account_set.v1"):
    """From which account is paid: that of a legal entity, or of the network as a whole.

    `payer_id`: the entity, or the network. The account is one of a public body: no person's.
    """

    payer_id: UUID
    entity_id: UUID | None = None
    name: str
    kbo: str
    iban: str


class CoolingOffSet(Event, name="budget.cooling_off_set.v1"):
    """A changed account waits for so many days from now on."""

    network_id: UUID
    days: int


class PayeeAccountProposed(Event, name="budget.payee_account_proposed.v1"):
    """A provider is to be paid to this account; nothing is, until somebody else confirms it."""

    payee_account_id: UUID
    organisation_id: UUID
    account_sealed: Sealed
    heard_through: str
    proposed_by: str


class PayeeAccountConfirmed(Event, name="budget.payee_account_confirmed.v1"):
    """It is the provider's own; it is paid to from this day.

    `replaces`: the account that it was paid to until then, whose contact is to be told.
    """

    payee_account_id: UUID
    organisation_id: UUID
    confirmed_through: str
    note_sealed: Sealed
    confirmed_by: str
    active_from: date
    replaces: UUID | None = None


class PayeeAccountStopped(Event, name="budget.payee_account_stopped.v1"):
    """Nothing is paid to it. Where it was not yet paid to, the one before stays."""

    payee_account_id: UUID
    organisation_id: UUID
    stopped_for: str
    stopped_by: str


class PayeeNoticeRecorded(Event, name="budget.payee_notice_recorded.v1"):
    """The provider was told that it is paid to another account."""

    payee_account_id: UUID
    notified_through: str
    notified_on: date
    recorded_by: str
