"""Queries about what is to be looked at in statements."""

from uuid import UUID

import strawberry

from services.gateway.api.context import Coded, Info
from services.gateway.api.finding_types import StatementReview
from services.gateway.api.findings import AT_ONCE, reviews_of
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope


@strawberry.type
class FindingQueries:
    """Odd patterns and samples."""

    @strawberry.field(description="What is to be looked at in up to 20 statements.")
    async def statement_reviews(
        self, info: Info, network: UUID, statements: list[UUID]
    ) -> list[StatementReview]:
        """Before they are paid. Unknown statements are left out."""
        checked(network=network, statements=statements)
        info.context.permit("statementReviews", Scope(network=str(network)))
        if not 0 < len(statements) <= AT_ONCE:
            raise Coded("list_invalid", "statements")
        named = [str(one) for one in dict.fromkeys(statements)]
        return list((await reviews_of(info.context, str(network), named)).values())
