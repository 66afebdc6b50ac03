"""The rows about accounts, transfers and statements. Amounts are in cents."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final

from services.kernel.state import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Account(Row):
    """An account of the ledger: what moved through it and what is set aside."""

    table: ClassVar[str] = "accounts"
    kind: str
    year: int
    organisation_id: str | None
    debit_cents: int = 0
    credit_cents: int = 0
    held_debit_cents: int = 0
    held_credit_cents: int = 0
    envelope_id: str | None = None
    municipality: str | None = None
    entity_id: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountDay(Row):
    """What was posted on an account on one day in Brussels. Key: account:day.

    So the balance of any past day is a sum over days, never over transfers.
    """

    table: ClassVar[str] = "account_days"
    account_id: str
    day: date
    municipality: str | None
    debit_cents: int = 0
    credit_cents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(Row):
    """One amount from one account to another; never changed."""

    table: ClassVar[str] = "transfers"
    kind: str
    debit: str
    credit: str
    cents: int
    names: str | None
    participation_id: str | None
    made_at: datetime
    visit_id: str | None = None
    entry_id: str | None = None
    municipality: str | None = None
    bbc: str | None = None
    for_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine(Row):
    """One line of a provider's statement: a participation or its reversal."""

    table: ClassVar[str] = "statement_lines"
    organisation_id: str
    year: int
    participation_id: str
    offer_id: str
    day: date
    kind: str
    network_cents: int
    made_at: datetime
    bucket_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementYear(Row):
    """The total of a provider's statement over a year. Key: organisation:year."""

    table: ClassVar[str] = "statement_years"
    organisation_id: str
    total_cents: int = 0


LEDGER_ROWS: Final[tuple[type[Row], ...]] = (
    Account,
    AccountDay,
    Transfer,
    StatementLine,
    StatementYear,
)
