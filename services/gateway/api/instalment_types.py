"""What GraphQL shows of participations that are paid in instalments."""

from datetime import date
from enum import Enum

import strawberry

from services.gateway.api.scalars import Cents


@strawberry.enum
class InstalmentConfirmer(Enum):
    """What makes an instalment payable: the provider confirms it, or its day has come."""

    PROVIDER = "provider"
    DUE_DAY = "due_day"


@strawberry.enum
class InstalmentStatus(Enum):
    """It waits for its day or for the provider; it is payable; it is paid; it was let go before
    that; it is taken back with the whole participation."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    PAID = "paid"
    LET_GO = "let_go"
    REVERSED = "reversed"


@strawberry.type
class Instalment:
    """An instalment: number so many of `times`, from the day `due` on. `statement`: the one in
    which the provider is settled with for it. `lines` say in plain Dutch who bears what."""

    number: int
    times: int
    due: date
    price_cents: Cents
    holder_cents: Cents
    organisation_cents: Cents
    network_cents: Cents
    status: InstalmentStatus
    statement: str | None
    lines: list[str]
