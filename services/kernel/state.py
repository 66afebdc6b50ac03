"""Rows and the state that rules see: one stream's rows, found by one key each. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, TypeVar


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table. Its place is (table, stream, key); the stream is the state's.

    Whatever is looked up another way than by its key gets an index row of its own.
    """

    table: ClassVar[str]
    key: str

    @classmethod
    def at(cls, key: object) -> "Place":
        """The place of a row of this table."""
        return cls, str(key)


Place = tuple[type[Row], str]
R = TypeVar("R", bound=Row)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Gone:
    """Instead of a row: the row at this place is deleted."""

    place: Place


Change = Row | Gone


class NotLoaded(LookupError):
    """A rule read a place that its `needs` did not name: a bug in the rule."""

    def __init__(self, place: "Place") -> None:
        super().__init__(f"{place[0].table} was not loaded by needs()")
        self.place = place


class State:
    """The rows of one stream: what was loaded, overlaid with what this turn made."""

    def __init__(self, rows: Mapping[Place, Row | None] | None = None) -> None:
        self.rows: dict[Place, Row | None] = dict(rows or {})
        self.changed: set[Place] = set()
        self._undo: list[tuple[Place, bool, Row | None, bool]] = []

    def get(self, table: type[R], key: object) -> R | None:
        """The row at this place, None where there is none. Raises NotLoaded."""
        place = table.at(key)
        if place not in self.rows:
            raise NotLoaded(place)
        row = self.rows[place]
        assert row is None or isinstance(row, table)
        return row

    def peek(self, table: type[R], key: object) -> R | None:
        """For `needs`: the row if it is loaded and there, else None."""
        return self.get(table, key) if self.has(table.at(key)) else None

    def has(self, place: Place) -> bool:
        """Whether this place is loaded (there may be no row)."""
        return place in self.rows

    def apply(self, changes: Iterable[Change]) -> None:
        """Put rows in their places and empty those that are gone."""
        for change in changes:
            place = change.place if isinstance(change, Gone) else type(change).at(change.key)
            before = self.rows.get(place)
            self._undo.append((place, place in self.rows, before, place in self.changed))
            self.rows[place] = None if isinstance(change, Gone) else change
            self.changed.add(place)

    def mark(self) -> int:
        """A point to which `revert` can go back."""
        return len(self._undo)

    def revert(self, mark: int) -> None:
        """Take back everything applied since the mark: a message's effect is whole or none."""
        while len(self._undo) > mark:
            place, was_there, before, was_changed = self._undo.pop()
            if was_there:
                self.rows[place] = before
            else:
                del self.rows[place]
            if not was_changed:
                self.changed.discard(place)


class WholeState(State):
    """A state that holds everything: for folding a whole journal, as the audit does."""

    def get(self, table: type[R], key: object) -> R | None:
        """As `State.get`, but a place that nothing filled is simply empty."""
        self.rows.setdefault(table.at(key), None)
        return super().get(table, key)


class Overlay(State):
    """A state with changes of its own over another, which stays as it is."""

    def __init__(self, under: State) -> None:
        super().__init__()
        self._under = under

    def get(self, table: type[R], key: object) -> R | None:
        """The row as it is here, else as it is underneath. Raises NotLoaded."""
        own = super().has(table.at(key))
        return super().get(table, key) if own else self._under.get(table, key)

    def has(self, place: Place) -> bool:
        """Whether this place is loaded here or underneath."""
        return super().has(place) or self._under.has(place)


def one_by_one(
    things: Iterable[T], changes: Callable[[T, State], Iterable[Change]], state: State
) -> list[Change]:
    """The changes of several things in one event: each sees what those before it changed."""
    seen, found = Overlay(state), list[Change]()
    for thing in things:
        made = list(changes(thing, seen))
        seen.apply(made)
        found += made
    return found
