"""What GraphQL shows of a fact that is learned late: what it touches, and what that would cost."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from uuid import UUID

import strawberry

from services.gateway.api.context import Coded
from services.gateway.api.correction_types import PriceShares
from services.gateway.api.corrections import shown_shares
from services.gateway.api.participation_types import Participation
from services.gateway.api.reads import page_of
from services.gateway.api.scalars import Cents
from services.gateway.api.types import Connection, PageInfo
from services.gateway.domain.csv_files import table_text
from services.gateway.domain.late_prices import COLUMNS, SORTS, Again, summed, table_rows
from services.kernel.money import Shares


@strawberry.enum
class LateFactSort(Enum):
    """The oldest, the dearest, or what differs most for the network first."""

    DAY = "day"
    PRICE = "price"
    DIFFERENCE = "difference"


@strawberry.type
class LateFactCost:
    """What each paid and would have paid. `difference` is what each would have borne more, below
    zero less: it sums to nothing."""

    paid: PriceShares
    would: PriceShares
    difference: PriceShares


@strawberry.type
class LateFactLine:
    """One participation that a fact touches."""

    participation: UUID
    offer: UUID
    organisation: UUID
    on: date
    cost: LateFactCost


@strawberry.type
class LateFactPreview:
    """What learning a fact late would touch: nothing is changed by asking. The network absorbs it
    unless a recovery is decided.

    Of a right that should have ended on `endsOn`, or have begun on `beginsOn`: null where there is
    none. `networkCents` is what the network paid of all. `total`: what it would have cost under
    the rule that held then.
    """

    lines_: strawberry.Private[Sequence[Again]]
    offers: strawberry.Private[Mapping[str, str]]
    providers: strawberry.Private[Mapping[str, str]]
    right: UUID | None
    ends_on: date | None
    begins_on: date | None
    participations: list[Participation]
    network_cents: Cents
    total: LateFactCost

    @strawberry.field(description="Per participation what it cost and would have cost, in pages.")
    def lines(
        self,
        sort: LateFactSort = LateFactSort.DAY,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[LateFactLine]:
        """`after`: the cursor of the page before."""
        page = page_of(first, after)
        ordered = sorted(self.lines_, key=SORTS[sort.value])
        start = 0
        if page.after is not None:
            places = [at for at, one in enumerate(ordered) if one.participation == page.after]
            if not places:
                raise Coded("cursor_invalid", "after")
            start = places[0] + 1
        shown = ordered[start : start + page.first]
        end = shown[-1].participation if shown else None
        more = start + page.first < len(ordered)
        info = PageInfo(has_next_page=more, end_cursor=end)
        return Connection(nodes=[_line(one) for one in shown], page_info=info)

    @strawberry.field(description="All lines as CSV. No person stands in it.")
    def csv(self, sort: LateFactSort = LateFactSort.DAY) -> str:
        """In the words of who reads it."""
        ordered = sorted(self.lines_, key=SORTS[sort.value])
        return table_text(COLUMNS, table_rows(ordered, self.offers, self.providers))


def _line(one: Again) -> LateFactLine:
    return LateFactLine(
        participation=UUID(one.participation),
        offer=UUID(one.offer),
        organisation=UUID(one.organisation),
        on=one.on,
        cost=_cost(one.paid, one.would, one.difference),
    )


def total_of(lines: Sequence[Again]) -> LateFactCost:
    """What all together cost, and would have cost."""
    paid, would = summed(lines)
    return _cost(paid, would, Again("", "", "", date.min, paid, would).difference)


def _cost(paid: Shares, would: Shares, difference: Shares) -> LateFactCost:
    return LateFactCost(
        paid=shown_shares(paid), would=shown_shares(would), difference=shown_shares(difference)
    )
