"""The rows about accounts at a bank."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final

from services.kernel.state import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerAccount(Row):
    """From which account is paid. Key: the legal entity, or the network. `municipality`: that of
    the legal entity."""

    table: ClassVar[str] = "payer_accounts"
    entity_id: str | None
    name: str
    kbo: str
    iban: str
    made_at: datetime
    municipality: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PayeeAccount(Row):
    """An account of a provider; what is sealed, only the gateway opens.

    `proposed_by` is an opaque id. `replaced_from`: the day from which another takes its place.
    """

    table: ClassVar[str] = "payee_accounts"
    organisation_id: str
    account_sealed: str
    heard_through: str
    proposed_by: str
    status: str
    made_at: datetime
    confirmed_through: str | None = None
    note_sealed: str | None = None
    active_from: date | None = None
    replaces: str | None = None
    replaced_from: date | None = None
    stopped_for: str | None = None
    notice_due: bool = False
    notified_through: str | None = None
    notified_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PayeeRules(Row):
    """What a network asks of accounts of providers. Key: the network."""

    table: ClassVar[str] = "payee_rules"
    cooling_off_days: int


PAYEE_ROWS: Final[tuple[type[Row], ...]] = (PayerAccount, PayeeAccount, PayeeRules)
