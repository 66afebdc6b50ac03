"""What can be asked about personal data: why it is used, requests of persons, destruction."""

from datetime import date
from uuid import UUID

from services.cards.contracts.events.personal_data import (
    Basis,
    Contact,
    Destination,
    ExtensionReason,
    FileSeries,
    GivenBy,
    RequestGround,
    RequestKind,
    RequestOutcome,
    Series,
)
from services.kernel.contract import Command, Sealed


class SetPaymentAccount(Command, name="cards.set_payment_account.v1"):
    """Say to which account a person is paid. `account` is sealed to cards: an IBAN."""

    holder_id: UUID
    account: Sealed


class DestroyPaymentData(Command, name="cards.destroy_payment_data.v1", internal=True):
    """The calendar: the legal term of an erased person's payment data has passed."""

    holder_id: UUID


class DestroyKeys(Command, name="cards.destroy_keys.v1", internal=True):
    """Destroy keys of one purpose of a person, or of decisions about her, by `key_owner`."""

    owners: tuple[UUID, ...]


class RecordLegalBasis(Command, name="cards.record_legal_basis.v1"):
    """Record why data of a person may be used, with the version of the text she was shown."""

    holder_id: UUID
    basis: Basis
    text_id: str
    text_version: str
    given_by: GivenBy
    given_on: date


class WithdrawConsent(Command, name="cards.withdraw_consent.v1"):
    """A person takes a consent back."""

    holder_id: UUID
    basis_id: UUID
    withdrawn_on: date


class ChooseContact(Command, name="cards.choose_contact.v1"):
    """A person allows one kind of message or channel, or no longer."""

    holder_id: UUID
    contact: Contact
    allowed: bool
    text_version: str


class OpenPersonRequest(Command, name="cards.open_person_request.v1"):
    """A person asks something about her data; the clock runs from the day it came in."""

    holder_id: UUID
    kind: RequestKind
    received_on: date


class ExtendPersonRequest(Command, name="cards.extend_person_request.v1"):
    """Take two more months, and tell her why within the first."""

    request_id: UUID
    reason: ExtensionReason


class ClosePersonRequest(Command, name="cards.close_person_request.v1"):
    """Answer a request. A refusal needs its ground."""

    request_id: UUID
    outcome: RequestOutcome
    ground: RequestGround | None = None


class LiftRestriction(Command, name="cards.lift_restriction.v1"):
    """Let a person's data be used again; she was told before (GDPR art. 18(3))."""

    holder_id: UUID


class AdoptRetentionRule(Command, name="cards.adopt_retention_rule.v1"):
    """Say how long a kind of file is kept, in months, and what becomes of it then."""

    series: Series
    code: str
    term_months: int
    destination: Destination
    sample_every: int | None = None
    published_on: date | None = None


class ProposeDestruction(Command, name="cards.propose_destruction.v1"):
    """Propose to destroy files of these persons; those whose term has not passed are left out."""

    series: FileSeries
    holder_ids: tuple[UUID, ...]


class ApproveDestruction(Command, name="cards.approve_destruction.v1"):
    """Destroy what is listed, except who is in use again. Not by who proposed it."""

    list_id: UUID


class RejectDestruction(Command, name="cards.reject_destruction.v1"):
    """Destroy nothing of the list."""

    list_id: UUID


class DestroyListed(Command, name="cards.destroy_listed.v1", internal=True):
    """The calendar: erase one person of an approved list."""

    holder_id: UUID
