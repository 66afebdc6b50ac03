"""The rows of the views about card schemes and their regulations."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final

from services.kernel.state import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme(Row):
    """A card scheme by its public name. From `ended_on` nothing more is granted in it."""

    table: ClassVar[str] = "schemes"
    name: str
    made_at: datetime
    ended_on: date | None = None
    followed_by_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulation(Row):
    """One version of a scheme's regulation, with its document as JSON."""

    table: ClassVar[str] = "regulations"
    scheme_id: str
    version: int
    document: str
    valid_from: date
    valid_until: date | None
    narrows_id: str | None
    made_at: datetime
    withdrawn: bool = False


REGULATION_ROWS: Final[tuple[type[Row], ...]] = (Scheme, Regulation)
