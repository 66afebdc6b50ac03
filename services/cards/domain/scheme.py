"""A card scheme and the versions of its regulation: which one holds on a day. Pure.

A version holds from its first day until the next one does, or until its own last day. Adopting,
taking back and ending are in `adopting.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from services.cards.contracts.events import RegulationAdopted, RegulationWithdrawn, SchemeEnded
from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.reading import read
from services.kernel.rules import Context
from services.kernel.state import Change, Row, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a scheme's regulation, without its document."""

    regulation_id: str
    version: int
    valid_from: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme(Row):
    """A card scheme by its public name. `versions` are in the order of their first days."""

    table: ClassVar[str] = "schemes"
    name: str
    versions: tuple[Version, ...] = ()
    adopted: int = 0
    ended_on: date | None = None
    followed_by_id: str | None = None

    def version_on(self, day: date) -> Version | None:
        """The version that holds on a day."""
        begun = [version for version in self.versions if version.valid_from <= day]
        if not begun:
            return None
        last = begun[-1]
        return last if last.valid_until is None or day <= last.valid_until else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulation(Row):
    """The document of one version, as JSON. It never changes."""

    table: ClassVar[str] = "regulations"
    scheme_id: str
    version: int
    document: str
    narrows_id: str | None = None


def regulation_on(scheme_id: object, day: date, state: State) -> RegulationDocument | None:
    """The regulation of a scheme that holds on a day, where one does."""
    scheme = state.get(Scheme, scheme_id)
    version = scheme.version_on(day) if scheme else None
    regulation = state.get(Regulation, version.regulation_id) if version else None
    return read(regulation.document) if regulation else None


def adopted(event: RegulationAdopted, _context: Context, state: State) -> Iterable[Change]:
    """The version stands; the scheme is there from its first one."""
    scheme_id = str(event.scheme_id)
    scheme = state.get(Scheme, scheme_id) or Scheme(key=scheme_id, name=event.name)
    version = Version(
        regulation_id=str(event.regulation_id),
        version=event.version,
        valid_from=event.valid_from,
        valid_until=event.valid_until,
    )
    versions = sorted((*scheme.versions, version), key=lambda one: (one.valid_from, one.version))
    yield replace(scheme, name=event.name, versions=tuple(versions), adopted=event.version)
    yield Regulation(
        key=version.regulation_id,
        scheme_id=scheme_id,
        version=event.version,
        document=event.document,
        narrows_id=None if event.narrows is None else str(event.narrows),
    )


def withdrawn(event: RegulationWithdrawn, _context: Context, state: State) -> Iterable[Change]:
    """The version no longer counts; its document stays, as what was adopted once."""
    scheme = state.get(Scheme, event.scheme_id)
    if scheme is not None:
        gone = str(event.regulation_id)
        left = tuple(one for one in scheme.versions if one.regulation_id != gone)
        yield replace(scheme, versions=left)


def ended(event: SchemeEnded, _context: Context, state: State) -> Iterable[Change]:
    """Nothing more is granted from the day on."""
    scheme = state.get(Scheme, event.scheme_id)
    if scheme is not None:
        follower = None if event.followed_by is None else str(event.followed_by)
        yield replace(scheme, ended_on=event.on, followed_by_id=follower)
