"""What GraphQL shows of a list in which a provider says what it claims."""

import base64
from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.gateway.api.context import Info
from services.gateway.api.replies import Rejected
from services.gateway.api.scalars import Cents
from services.gateway.api.types import Connection
from services.gateway.domain.claim_list import as_csv


@strawberry.enum
class ClaimResult(Enum):
    """How a line compares. Twice: it claims what another line claims already. Not claimed: it was
    registered, and stands in no line."""

    MATCHED = "matched"
    PRICE_DIFFERS = "price_differs"
    NOT_REGISTERED = "not_registered"
    TWICE = "twice"
    NOT_CLAIMED = "not_claimed"


@strawberry.type
class ClaimCount:
    """How many lines have a result."""

    result: ClaimResult
    lines: int


@strawberry.type
class ClaimProblem:
    """A row of the file that could not be read; row 1 is the header."""

    row: int
    column: str | None
    code: str
    message: str


@strawberry.type
class ClaimList:
    """A provider's list, compared with what was registered. Nothing is paid by it."""

    id: UUID
    organisation: UUID
    first_day: date
    last_day: date
    row_count: int
    counts: list[ClaimCount]
    at: datetime


@strawberry.type
class ClaimListLine:
    """One line of the list (`row`, 1 is the header), or a participation that no line claims."""

    network: strawberry.Private[str]
    result: ClaimResult
    row: int | None
    participation: UUID | None
    on: date
    claimed_cents: Cents | None
    registered_cents: Cents | None

    @strawberry.field(description="The last four digits of the holder's card.")
    async def card_suffix(self, info: Info) -> str | None:
        """One query for all lines of the request."""
        if self.participation is None:
            return None
        return await info.context.loaders.suffixes.load((self.network, str(self.participation)))


@strawberry.type
class ClaimListReport:
    """A list with a page of its lines, and what could not be read."""

    kept: strawberry.Private[Any]
    claim_list: ClaimList
    problems: list[ClaimProblem]
    lines: Connection[ClaimListLine]

    @strawberry.field(description="All lines and problems as CSV in base64.")
    def csv(self) -> str:
        """As a spreadsheet here opens it."""
        return base64.b64encode(as_csv(*self.kept)).decode()


@strawberry.type
class ClaimListCompared:
    """The list was compared and kept."""

    claim_list: ClaimList


ClaimListAnswer = Annotated[ClaimListCompared | Rejected, strawberry.union("ClaimListAnswer")]
