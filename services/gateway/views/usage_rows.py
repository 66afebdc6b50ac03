"""The row of the view of what persons and households use of their rights in a scheme."""

from dataclasses import dataclass
from typing import ClassVar

from services.cards.contracts.regulation.counting import Count
from services.kernel.state import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage(Row):
    """The counts of a person or household in a scheme over a year, or over all time.

    `of_id`: only what was used of one offer or at one provider. `municipality` is that of a
    person, None of a household.
    """

    table: ClassVar[str] = "usages"
    subject_id: str
    municipality: str | None
    scheme_id: str
    of_id: str | None
    period: str
    counts: tuple[Count, ...] = ()
