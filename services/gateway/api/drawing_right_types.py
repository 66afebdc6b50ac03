"""What GraphQL shows of simulated drawing rights."""

import strawberry

from services.budget.contracts.ratio import own_required
from services.gateway.api.scalars import Cents
from services.gateway.domain.csv_files import table_text
from services.gateway.domain.drawing_rights import Right
from services.gateway.domain.listed import euros

COLUMNS = (
    "gemeente",
    "verhoogde tegemoetkoming",
    "maatschappelijke integratie",
    "trekkingsrecht",
    "eigen inbreng",
)


@strawberry.type
class SimulatedDrawingRight:
    """What a municipality would draw, and the own contribution that it asks.

    `reimbursed` and `integration`: the persons counted, as they were told.
    """

    municipality: str
    reimbursed: int
    integration: int
    drawing_right_cents: Cents
    own_contribution_cents: Cents


@strawberry.type
class DrawingRightSimulation:
    """What the key would give, in whole euros, beside nothing that is booked. `csv`: the same as a
    table."""

    ratio_tenths: int
    total_cents: Cents
    rights: list[SimulatedDrawingRight]

    @strawberry.field(description="The same as a table, in euros.")
    def csv(self) -> str:
        """With a row for each municipality."""
        rows = [
            (
                one.municipality,
                one.reimbursed,
                one.integration,
                euros(one.drawing_right_cents),
                euros(one.own_contribution_cents),
            )
            for one in self.rights
        ]
        return table_text(COLUMNS, rows)


def drawing_rights(rights: list[Right], ratio_tenths: int) -> DrawingRightSimulation:
    """As it is shown: in cents, like all other amounts."""
    shown = [
        SimulatedDrawingRight(
            municipality=one.municipality,
            reimbursed=one.counts.reimbursed,
            integration=one.counts.integration,
            drawing_right_cents=Cents(one.euros * 100),
            own_contribution_cents=Cents(own_required(one.euros * 100, ratio_tenths)),
        )
        for one in rights
    ]
    total = Cents(sum(one.drawing_right_cents for one in shown))
    return DrawingRightSimulation(ratio_tenths=ratio_tenths, total_cents=total, rights=shown)
