"""The rows about accounts, transfers and statements. Amounts are in cents."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final

from services.kernel.state import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Account(Row):
    """An account of the ledger: what moved through it and what is set aside.

    `municipality`: whose it is to see; none: the whole network's. `shared`: money of the whole
    network that is set apart for that municipality. `set_apart_cents`: what decisions put into it,
    of an envelope.
    """

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
    shared: bool = False
    set_apart_cents: int = 0


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
    """One line of a provider's statement: a participation or its reversal.

    `municipality`: the one whose money pays `own_cents` of it. `instalment`: it is this one of so
    many `instalments`.
    """

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
    price_cents: int = 0
    holder_cents: int = 0
    organisation_cents: int = 0
    municipality: str | None = None
    own_cents: int = 0
    own_back_cents: int = 0
    instalment: int | None = None
    instalments: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementYear(Row):
    """The total of a provider's statement over a year. Key: organisation:year.

    With a municipality after it in the key: what that one pays of it.
    """

    table: ClassVar[str] = "statement_years"
    organisation_id: str
    total_cents: int = 0
    municipality: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementBucket(Row):
    """Lines of a provider that go into one statement together: of a year's books and a month,
    `2026-07`. `taken`: a statement has them."""

    table: ClassVar[str] = "settlement_buckets"
    organisation_id: str
    year: int
    month: str
    lines: int = 0
    cents: int = 0
    taken: bool = False


LEDGER_ROWS: Final[tuple[type[Row], ...]] = (
    Account,
    AccountDay,
    Transfer,
    StatementLine,
    StatementYear,
    SettlementBucket,
)
