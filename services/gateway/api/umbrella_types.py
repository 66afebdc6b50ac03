"""What the umbrella sees: totals of a year over all networks, small numbers withheld."""

from uuid import UUID

import strawberry

from services.gateway.api.scalars import Cents, Long


@strawberry.type
class UmbrellaCell:
    """Numbers over one network or all; null where they are withheld."""

    withheld: bool
    holders: Long | None
    participations: Long | None
    network_cents: Cents | None


@strawberry.type
class UmbrellaRow:
    """One network's cell."""

    network: UUID
    name: str
    cell: UmbrellaCell


@strawberry.type
class UmbrellaTotals:
    """The totals of a calendar year over all networks."""

    year: int
    networks: list[UmbrellaRow]
    total: UmbrellaCell
