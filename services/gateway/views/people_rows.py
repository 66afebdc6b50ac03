"""The rows of the views about who lives with whom, and of what persons are found by."""

from dataclasses import dataclass
from typing import ClassVar

from services.kernel.state import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup(Row):
    """A token under which a person is found: a keyed hash. Key: token:holder."""

    table: ClassVar[str] = "lookups"
    token: str
    holder_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person in a household."""

    holder: str
    role: str
    share_percent: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Household(Row):
    """Who lives together, in order of their ids."""

    table: ClassVar[str] = "households"
    members: tuple[Member, ...] = ()
