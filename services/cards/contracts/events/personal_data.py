"""Facts about personal data: why it may be used, what persons ask, when it is destroyed."""

from datetime import date
from typing import Literal
from uuid import UUID

from services.kernel.contract import Event, Sealed

Basis = Literal["public_task", "legal_obligation", "consent"]
"""Why data of a person may be used (GDPR art. 6(1) e, c, a)."""
GivenBy = Literal["herself", "parent", "guardian", "helper"]
Contact = Literal["service", "milestones", "information", "post", "phone", "sms", "mail"]
"""What a person may be written about, and by which channel: each is a choice of its own."""
RequestKind = Literal["access", "rectification", "erasure", "restriction", "objection"]
"""What a person asks (GDPR art. 15, 16, 17, 18, 21)."""
RequestOutcome = Literal["granted", "partly_granted", "refused", "withdrawn"]
RequestGround = Literal[
    "legal_obligation", "public_task", "manifestly_unfounded", "identity_not_proven"
]
ExtensionReason = Literal["complexity", "number_of_requests"]
Series = Literal["card_file", "no_right", "payment"]
"""Kinds of files. `card_file`: of who had a right; `no_right`: of who never had one; `payment`:
account numbers, kept beside the books."""
FileSeries = Literal["card_file", "no_right"]
"""Kinds of files that are destroyed by an approved list; payment data goes by the calendar."""
Destination = Literal["keep", "destroy", "sample"]


class PaymentAccountSet(Event, name="cards.payment_account_set.v1"):
    """To which account a person is paid. `account` is sealed with her key for payments."""

    holder_id: UUID
    account: Sealed


class PaymentDataDestroyed(Event, name="cards.payment_data_destroyed.v1"):
    """The key of a person's payment data is destroyed: the legal term has passed."""

    holder_id: UUID


class LegalBasisRecorded(Event, name="cards.legal_basis_recorded.v1"):
    """Why data of a person may be used, and which version of which text she was shown."""

    basis_id: UUID
    holder_id: UUID
    basis: Basis
    text_id: str
    text_version: str
    given_by: GivenBy
    given_on: date


class ConsentWithdrawn(Event, name="cards.consent_withdrawn.v1"):
    """A consent holds no longer. What was done on it until then stays lawful (art. 7(3))."""

    basis_id: UUID
    holder_id: UUID
    withdrawn_on: date


class ContactChosen(Event, name="cards.contact_chosen.v1"):
    """A person allows one kind of message or channel, or no longer."""

    holder_id: UUID
    contact: Contact
    allowed: bool
    text_version: str


class PersonRequestOpened(Event, name="cards.person_request_opened.v1"):
    """A person asks something about her data. An answer is due on `due_on`, the day included."""

    request_id: UUID
    holder_id: UUID
    kind: RequestKind
    received_on: date
    due_on: date


class PersonRequestExtended(Event, name="cards.person_request_extended.v1"):
    """The answer takes longer, which she was told, and why (GDPR art. 12(3))."""

    request_id: UUID
    holder_id: UUID
    reason: ExtensionReason
    due_on: date


class PersonRequestClosed(Event, name="cards.person_request_closed.v1"):
    """The request is answered. Granted restriction or objection: her data is only kept."""

    request_id: UUID
    holder_id: UUID
    kind: RequestKind
    outcome: RequestOutcome
    ground: RequestGround | None = None


class RestrictionLifted(Event, name="cards.restriction_lifted.v1"):
    """A person's data may be used again."""

    holder_id: UUID


class RetentionRuleAdopted(Event, name="cards.retention_rule_adopted.v1"):
    """How long a kind of file is kept, and what becomes of it then (a selection rule).

    `code` is that of the series in the register where the rule stands published since
    `published_on`; a rule that is not published is not applied (Bestuursdecreet, 7 Dec 2018).
    `sample_every`: of so many files one is kept, where the destination is a sample.
    """

    series: Series
    code: str
    term_months: int
    destination: Destination
    sample_every: int | None = None
    published_on: date | None = None


class DestructionProposed(Event, name="cards.destruction_proposed.v1"):
    """Files whose term has passed, for approval by somebody else. `proposed_by` is opaque."""

    list_id: UUID
    series: FileSeries
    code: str
    as_of: date
    holder_ids: tuple[UUID, ...]
    proposed_by: str


class DestructionApproved(Event, name="cards.destruction_approved.v1"):
    """These files are destroyed now; `spared` are in use again since they were listed."""

    list_id: UUID
    holder_ids: tuple[UUID, ...]
    spared: tuple[UUID, ...] = ()
    approved_by: str


class DestructionRejected(Event, name="cards.destruction_rejected.v1"):
    """Nothing of the list is destroyed."""

    list_id: UUID
    rejected_by: str
