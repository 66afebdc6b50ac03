"""What GraphQL shows about personal data: requests, legal bases, retention, accesses."""

from datetime import date, datetime
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from services.gateway.api.personal_enums import (
    Contact,
    Destination,
    DestructionStatus,
    ExtensionReason,
    GivenBy,
    LegalGround,
    PaidTo,
    PersonRequestKind,
    PersonRequestStatus,
    RefusalGround,
    RetentionSeries,
)
from services.gateway.api.scalars import Long


@strawberry.type
class Access:
    """Somebody was shown a person. `actor` is an opaque id."""

    at: datetime
    actor: str
    role: str
    operation: str
    holder: UUID
    reason: str | None


@strawberry.type
class AffectedPerson:
    """A person who was shown, and when for the first and the last time."""

    holder: UUID
    first_at: datetime
    last_at: datetime
    times: Long


@strawberry.type
class PersonRequest:
    """What a person asks about her data; an answer is due on `dueOn`, the day included."""

    id: UUID
    holder: UUID
    kind: PersonRequestKind
    received_on: date
    due_on: date
    status: PersonRequestStatus
    extended_for: ExtensionReason | None
    ground: RefusalGround | None


@strawberry.type
class LegalBasis:
    """Why data of a person may be used, and the version of the text that she was shown."""

    id: UUID
    holder: UUID
    basis: LegalGround
    text_id: str
    text_version: str
    given_by: GivenBy
    given_on: date
    withdrawn_on: date | None


@strawberry.type
class ContactChoice:
    """Whether a person allows one kind of message or channel."""

    holder: UUID
    contact: Contact
    allowed: bool
    text_version: str


@strawberry.type
class PaymentAccount:
    """To which account a person is paid. `keptUntil`: she is erased, the books are kept."""

    holder: UUID
    iban: str | None
    in_name_of: str | None
    paid_to: PaidTo | None
    kept_until: date | None


@strawberry.type
class RetentionRule:
    """How long a series of files is kept, in months, and what becomes of it then."""

    series: RetentionSeries
    code: str
    term_months: int
    destination: Destination
    sample_every: int | None
    published_on: date | None


@strawberry.type
class DestructionList:
    """Files proposed for destruction. `spared`: they were in use again. Actors are opaque."""

    id: UUID
    series: RetentionSeries
    code: str
    as_of: date
    status: DestructionStatus
    holders: list[UUID]
    spared: list[UUID]
    proposed_by: str
    decided_by: str | None


@strawberry.type
class PersonExport:
    """All that is held on a person: as data, and as a document in Dutch (PDF in base64)."""

    data: JSON
    pdf: str


@strawberry.type
class HolderList:
    """A list of persons as CSV, semicolons between columns. Pass `endCursor` for the rest."""

    csv: str
    rows: int
    has_next_page: bool
    end_cursor: str | None


@strawberry.type
class ListExport:
    """A list to take out, as CSV with semicolons. Pass `endCursor` for the rest."""

    csv: str
    rows: int
    has_next_page: bool
    end_cursor: str | None


@strawberry.type
class ProcessingEntry:
    """One line of the register of processing (GDPR art. 30)."""

    name: str
    what: str
    purpose: str
    basis: str
    readers: list[str]
    retention: str
    sealed_with: str
    places: list[str]
