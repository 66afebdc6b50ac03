"""The rows of the views, one class per table: what the gateway reads to answer.

Names and card numbers stay sealed here; they are opened on reading. Amounts are in cents.
`municipality` is the one of the holder: it bounds who may see the row.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from services.budget.contracts.events import Instalment
from services.cards.contracts.events import UsageCount
from services.cards.contracts.regulation.pricing import PriceStep
from services.gateway.views import personal_rows
from services.gateway.views.allowance_rows import Allowance
from services.gateway.views.bank_line_rows import BANK_LINE_ROWS
from services.gateway.views.card_rows import CARD_ROWS
from services.gateway.views.case_rows import CASE_ROWS
from services.gateway.views.check_in_rows import CheckIn
from services.gateway.views.claim_rows import Claim, PromisesOf, Slip
from services.gateway.views.clearing_rows import CLEARING_ROWS
from services.gateway.views.correction_rows import CORRECTION_ROWS
from services.gateway.views.debt_rows import DEBT_ROWS
from services.gateway.views.envelope_rows import ENVELOPE_ROWS
from services.gateway.views.ledger_rows import LEDGER_ROWS
from services.gateway.views.payee_rows import PAYEE_ROWS
from services.gateway.views.payment_rows import PAYMENT_ROWS
from services.gateway.views.people_rows import Household, Lookup
from services.gateway.views.regulation_rows import REGULATION_ROWS
from services.gateway.views.settlement_rows import SETTLEMENT_ROWS
from services.gateway.views.status_rows import STATUS_ROWS
from services.gateway.views.uncovered_rows import UNCOVERED_ROWS
from services.gateway.views.usage_rows import Usage
from services.gateway.views.work_rows import WorkItem
from services.gateway.views.year_rows import YEAR_ROWS
from services.kernel.state import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Network(Row):
    """A tenant, key = its id."""

    table: ClassVar[str] = "networks"
    slug: str
    name: str
    municipalities: tuple[str, ...]
    period_from: date
    period_until: date
    drawing_right_cents: int
    own_contribution_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Row):
    """A partner of the network."""

    table: ClassVar[str] = "organisations"
    name: str
    kbo: str | None
    roles: tuple[str, ...]
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer(Row):
    """What can be had, at which price and split (basis points)."""

    table: ClassVar[str] = "offers"
    organisation_id: str
    title: str
    price_cents: int
    holder_bp: int
    organisation_bp: int
    network_bp: int
    made_at: datetime
    category: str = "other"
    tags: tuple[str, ...] = ()
    half_days: int | None = None
    provided_by: str = "others"
    withdrawn: bool = False
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    check_in_before_minutes: int = 0
    check_in_after_minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder(Row):
    """A person: `identity`, `contact` and `residence` are sealed with her key, None once erased.

    `lookups` are the tokens under which she is found; `merged` the files that became this one.
    """

    table: ClassVar[str] = "holders"
    municipality: str
    identity: str | None
    made_at: datetime
    erased: bool = False
    eligible_until: date | None = None
    cards: tuple[str, ...] = ()
    restricted: bool = False
    lookups: tuple[str, ...] = ()
    numbered: bool = False
    contact: str | None = None
    residence: str | None = None
    secret_address: bool = False
    left_on: date | None = None
    moved_on: date | None = None
    households: tuple[str, ...] = ()
    rights: tuple[str, ...] = ()
    scheme_rights: tuple[str, ...] = ()
    merged_into: str | None = None
    merged: tuple[str, ...] = ()
    cap_share_percent: int = 100
    other_network: str | None = None
    payer_network: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Right(Row):
    """So many cents of the network's share per calendar year."""

    table: ClassVar[str] = "rights"
    holder_id: str
    municipality: str | None
    yearly_ceiling_cents: int
    valid_from: date
    valid_until: date
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RightYear(Row):
    """What is used of a right in a year, and what is held. Key: right:year."""

    table: ClassVar[str] = "right_years"
    holder_id: str
    municipality: str | None
    used_cents: int = 0
    held_cents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Row):
    """A carrier: `number` is sealed with the holder's key, None once erased.

    It carries one right, or whatever its holder may use in a scheme.
    """

    table: ClassVar[str] = "cards"
    right_id: str | None
    holder_id: str
    municipality: str | None
    token: str
    number: str | None
    made_at: datetime
    blocked: bool = False
    block_reason: str | None = None
    scheme_id: str | None = None
    carrier: str | None = None
    reason: str | None = None
    price_cents: int = 0
    valid_until: date | None = None
    grace_until: date | None = None
    replaces: str | None = None
    replaced_by: str | None = None
    revoked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CardToken(Row):
    """Finds a card by the keyed hash of its number."""

    table: ClassVar[str] = "card_tokens"
    card_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(Row):
    """A participation: one group of columns from cards, one from budget. Either makes the row.

    `status` is what budget says; None means that it hasn't answered yet. `uncovered_cents` are
    within no limit, says cards; `unposted_cents` nobody paid, says budget. `group_size`: of so many
    who were asked for together she is one, at `group_place`, counted from 0. `envelope_id` paid
    the network's share, in the books of `book_year`: None where there was nothing to pay.
    `reached`: whether the report of that year counts it. `waits_for`: the envelope for whose money
    it waits, or waited, with its own number in that list and its place when it was asked.
    `corrected`: the price and its shares are what budget says. Of its `instalments` the first
    `instalments_confirmed` are payable; `instalments_over`: the others were let go. `aside_cents`
    of the network's share were set aside for the right.
    """

    table: ClassVar[str] = "participations"
    holder_id: str | None = None
    municipality: str | None = None
    right_id: str | None = None
    offer_id: str | None = None
    organisation_id: str | None = None
    day: date | None = None
    price_cents: int = 0
    holder_cents: int = 0
    organisation_cents: int = 0
    network_cents: int = 0
    ceiling_applied: bool = False
    hold_until: datetime | None = None
    made_at: datetime | None = None
    status: str | None = None
    decline_code: str | None = None
    card_id: str | None = None
    scheme_id: str | None = None
    regulation_id: str | None = None
    counts: tuple[UsageCount, ...] = ()
    steps: tuple[PriceStep, ...] = ()
    other_help_cents: int = 0
    uncovered_cents: int = 0
    unposted_cents: int | None = None
    group_id: str | None = None
    group_size: int | None = None
    claim_id: str | None = None
    slip_id: str | None = None
    group_place: int | None = None
    checked_in_at: datetime | None = None
    payer_municipality: str | None = None
    payer_network: str | None = None
    envelope_id: str | None = None
    book_year: int | None = None
    reached: bool = False
    waits_for: str | None = None
    waiting_number: int | None = None
    waiting_place: int | None = None
    corrected: bool = False
    instalments: tuple[Instalment, ...] = ()
    instalments_confirmed: int = 0
    instalments_over: bool = False
    aside_cents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderYear(Row):
    """How often a person took part in a year. Key: holder:year."""

    table: ClassVar[str] = "holder_years"
    confirmed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTotal(Row):
    """A network's totals over a calendar year of participation days. Key: year."""

    table: ClassVar[str] = "year_totals"
    holders: int = 0
    participations: int = 0
    network_cents: int = 0


ROWS: tuple[type[Row], ...] = (
    Network,
    Organisation,
    Offer,
    Holder,
    Right,
    RightYear,
    Card,
    CardToken,
    Participation,
    HolderYear,
    YearTotal,
    *LEDGER_ROWS,
    *ENVELOPE_ROWS,
    *UNCOVERED_ROWS,
    Allowance,
    *SETTLEMENT_ROWS,
    *CORRECTION_ROWS,
    *DEBT_ROWS,
    *YEAR_ROWS,
    *PAYMENT_ROWS,
    *PAYEE_ROWS,
    *BANK_LINE_ROWS,
    *CLEARING_ROWS,
    CheckIn,
    Usage,
    *REGULATION_ROWS,
    *CARD_ROWS,
    *STATUS_ROWS,
    *CASE_ROWS,
    *personal_rows.ROWS,
    Lookup,
    Household,
    WorkItem,
    Claim,
    Slip,
    PromisesOf,
)
