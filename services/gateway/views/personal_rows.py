"""The rows of the views about personal data: requests, legal bases, choices, retention.

`municipality` is the one of the holder: it bounds who may see the row.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from services.kernel.state import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRequest(Row):
    """What a person asks about her data. `status` is `open`, or how it was answered."""

    table: ClassVar[str] = "person_requests"
    holder_id: str
    municipality: str | None
    kind: str
    received_on: date
    due_on: date
    made_at: datetime
    status: str = "open"
    extended_for: str | None = None
    ground: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis(Row):
    """Why data of a person may be used, and the version of the text that she was shown."""

    table: ClassVar[str] = "legal_bases"
    holder_id: str
    municipality: str | None
    basis: str
    text_id: str
    text_version: str
    given_by: str
    given_on: date
    made_at: datetime
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactChoice(Row):
    """Whether a person allows one kind of message or channel. Key: holder:contact."""

    table: ClassVar[str] = "contact_choices"
    holder_id: str
    municipality: str | None
    contact: str
    allowed: bool
    text_version: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentAccount(Row):
    """To which account a person is paid, sealed with her key for payments. Key: holder."""

    table: ClassVar[str] = "payment_accounts"
    holder_id: str
    municipality: str | None
    account: str
    made_at: datetime
    kept_until: date | None = None
    versions: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentAccountVersion(Row):
    """An account that a person had from then on: what was paid to it stays provable.

    Sealed as the latest is, and destroyed with it. Key: holder:number, from 1.
    """

    table: ClassVar[str] = "payment_account_versions"
    holder_id: str
    municipality: str | None
    account: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule(Row):
    """How long a series of files is kept. Key: series."""

    table: ClassVar[str] = "retention_rules"
    code: str
    term_months: int
    destination: str
    sample_every: int | None
    published_on: date | None
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DestructionList(Row):
    """Files proposed for destruction, and what was decided. Actors are opaque."""

    table: ClassVar[str] = "destruction_lists"
    series: str
    code: str
    as_of: date
    holder_ids: tuple[str, ...]
    proposed_by: str
    made_at: datetime
    status: str = "proposed"
    spared: tuple[str, ...] = ()
    decided_by: str | None = None


ROWS: tuple[type[Row], ...] = (
    PersonRequest,
    LegalBasis,
    ContactChoice,
    PaymentAccount,
    PaymentAccountVersion,
    RetentionRule,
    DestructionList,
)
