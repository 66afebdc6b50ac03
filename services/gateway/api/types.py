"""What GraphQL shows, built from rows of the views. Plain data: no query hides in a field
except where it says `async`, and those go through the loaders of the request."""

from datetime import date, datetime
from typing import Generic, TypeVar
from uuid import UUID

import strawberry

from services.gateway.api.card_types import Card
from services.gateway.api.contact_types import CoParenting, HolderContact, Residence
from services.gateway.api.context import Info
from services.gateway.api.enums import (
    AccountKind,
    OfferCategory,
    OrganisationRole,
    ProvidedBy,
    StatementLineKind,
    TransferKind,
)
from services.gateway.api.scalars import Cents

T = TypeVar("T")


@strawberry.type
class PageInfo:
    """Where the next page starts: pass `endCursor` as `after`."""

    has_next_page: bool
    end_cursor: str | None


@strawberry.type
class Connection(Generic[T]):
    """One page of a list."""

    nodes: list[T]
    page_info: PageInfo


@strawberry.type
class Me:
    """What the bearer token says."""

    role: str
    network: UUID | None
    organisation: UUID | None
    holder: UUID | None
    municipality: str | None


@strawberry.type
class Municipality:
    """A municipality by its REFNIS code."""

    refnis: str
    name: str


@strawberry.type
class Network:
    """A local network. `degraded`: a part of its events stands still and waits for release."""

    id: UUID
    slug: str
    name: str
    municipalities: list[Municipality]
    period_from: date
    period_until: date
    drawing_right_cents: Cents
    own_contribution_cents: Cents
    degraded: bool


@strawberry.type
class Organisation:
    """A partner of the network."""

    id: UUID
    name: str
    kbo: str | None
    roles: list[OrganisationRole]


@strawberry.type
class Offer:
    """What can be had, and who carries which part of its price, in basis points of 10,000.

    What it is, how many half days it lasts and who provides it decide which rules of a card
    regulation are for it. Desks check in around its session, if it has one, else all day.
    """

    id: UUID
    organisation: UUID
    title: str
    price_cents: Cents
    holder_bp: int
    organisation_bp: int
    network_bp: int
    withdrawn: bool
    category: OfferCategory
    tags: list[str]
    half_days: int | None
    provided_by: ProvidedBy
    starts_at: datetime | None
    ends_at: datetime | None
    check_in_before_minutes: int
    check_in_after_minutes: int


@strawberry.type
class RightUsage:
    """What is used, held and left of a right in a calendar year."""

    year: int
    used_cents: Cents
    held_cents: Cents
    left_cents: Cents


@strawberry.type
class Right:
    """So much of the network's share per calendar year."""

    network: strawberry.Private[str]
    id: UUID
    holder: UUID
    yearly_ceiling_cents: Cents
    valid_from: date
    valid_until: date

    @strawberry.field(description="What is used of it in a year.")
    async def usage(self, info: Info, year: int) -> RightUsage:
        """One query for all rights of the request."""
        key = (self.network, f"{self.id}:{year}")
        used, held = await info.context.loaders.usage.load(key)
        left = Cents(self.yearly_ceiling_cents - used - held)
        return RightUsage(
            year=year, used_cents=Cents(used), held_cents=Cents(held), left_cents=left
        )


@strawberry.type
class Holder:
    """A person. Names are null where she is erased, or not for you.

    Where her address is secret, `municipality`, `households` and the address in `contact` are for
    few only. `merged`: the files that became this one; `leftOn`: she lives outside the network;
    `restricted`: her data is only kept, at her request.
    """

    network: strawberry.Private[str]
    files: strawberry.Private[list[str]]
    id: UUID
    municipality: str | None
    given_name: str | None
    family_name: str | None
    birth_date: date | None
    erased: bool
    eligible_until: date | None
    restricted: bool
    has_national_number: bool
    contact: HolderContact | None
    residence: Residence | None
    institution: str | None
    secret_address: bool
    left_on: date | None
    households: list[UUID]
    co_parenting: CoParenting | None
    merged_into: UUID | None
    merged: list[UUID]

    @strawberry.field(description="Her rights, oldest first.")
    async def rights(self, info: Info) -> list[Right]:
        """One query for all holders of the request; of every file that became this one."""
        return _together(await info.context.loaders.rights.load_many(self._keys()))

    @strawberry.field(description="Her cards, oldest first.")
    async def cards(self, info: Info) -> list[Card]:
        """One query for all holders of the request; of every file that became this one."""
        return _together(await info.context.loaders.cards.load_many(self._keys()))

    def _keys(self) -> list[tuple[str, str]]:
        return [(self.network, one) for one in self.files]


def _together(lists: list[list[T]]) -> list[T]:
    return [one for part in lists for one in part]


@strawberry.type
class CardCheck:
    """What a desk may know of a card."""

    valid: bool
    valid_until: date | None


@strawberry.type
class Account:
    """An account of the ledger, per calendar year. Of a funding source: `envelope` has this part
    of it; `municipality` and `entity` say whose money it is, where it is not the network's."""

    id: UUID
    kind: AccountKind
    year: int
    organisation: UUID | None
    balance_cents: Cents
    held_cents: Cents
    available_cents: Cents
    envelope: UUID | None
    municipality: str | None
    entity: UUID | None


@strawberry.type
class Transfer:
    """One amount from one account to another. `names`: the transfer that it takes, releases or
    reverses. `entry`: the decision, expense or payment that it is booked for. `bbc`: its code in
    the municipal books. `forYear`: it belongs to a year whose books were locked."""

    id: UUID
    kind: TransferKind
    debit: UUID
    credit: UUID
    cents: Cents
    names: UUID | None
    participation: UUID | None
    group_visit: UUID | None
    entry: UUID | None
    bbc: str | None
    for_year: int | None
    at: datetime


@strawberry.type
class StatementLine:
    """One line of a provider's statement. Of a group visit, `participation` is that visit. It may
    be one `instalment` of so many `instalments`."""

    network: strawberry.Private[str]
    participation: UUID
    on: date
    offer: UUID
    kind: StatementLineKind
    price_cents: Cents
    holder_cents: Cents
    organisation_cents: Cents
    network_cents: Cents
    instalment: int | None
    instalments: int | None

    @strawberry.field(description="The last four digits of the holder's card.")
    async def card_suffix(self, info: Info) -> str | None:
        """One query for all lines of the request."""
        return await info.context.loaders.suffixes.load((self.network, str(self.participation)))


@strawberry.type
class Statement:
    """What the network owes a provider over a year of participation days."""

    organisation: UUID
    year: int
    total_cents: Cents
    lines: Connection[StatementLine]
