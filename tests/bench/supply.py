"""Requests made ahead of a window, so that making them is not measured."""

from collections import deque
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

Made = TypeVar("Made")
Source = TypeVar("Source")


class Exhausted(RuntimeError):
    """Every participation that was prepared is registered."""


class Supply(Generic[Made]):
    """An iterator with a stock. What a window left over serves the next one."""

    def __init__(self, source: Iterator[Source], make: Callable[[Source], Made]) -> None:
        self._source: Iterator[Made] = map(make, source)
        self._stock: deque[Made] = deque()

    def stock_up(self, number: int) -> None:
        """Have at least so many in stock, if there are that many."""
        for made in self._source:
            self._stock.append(made)
            if len(self._stock) >= number:
                return

    def __iter__(self) -> Iterator[Made]:
        return self

    def __next__(self) -> Made:
        if self._stock:
            return self._stock.popleft()
        made = next(self._source, None)
        if made is None:
            raise Exhausted("no participation is left: prepare more cards, or measure for less")
        return made
