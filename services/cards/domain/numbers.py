"""Numbers of cards: each is nobody's yet, in stock, a card's, a group pass's or a slip's. Pure.

Only keyed hashes (tokens) of numbers are known here, so that nobody who reads them can use one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from services.cards.domain.card import CardByToken
from services.cards.domain.prepared import Candidate, CardCandidates, prepared
from services.kernel.refusal import Refusal
from services.kernel.rules import Context
from services.kernel.state import Place, Row, State


@dataclass(frozen=True, slots=True, kw_only=True)
class StockCard(Row):
    """A printed card that nobody has yet. Key: token. Gone once it is given, or spoiled."""

    table: ClassVar[str] = "stock_cards"
    pack_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassByToken(Row):
    """Finds a group pass by the keyed hash of its number."""

    table: ClassVar[str] = "passes_by_token"
    pass_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipByToken(Row):
    """Finds a guarantee slip by the keyed hash of its number. Gone once the slip is over."""

    table: ClassVar[str] = "slips_by_token"
    slip_id: str
    participation_id: str
    holder_id: str
    scheme_id: str
    day: date


def places_of_numbers(context: Context) -> Iterable[Place]:
    """Whether the numbers that may be taken are free; nothing where none were made ready."""
    if isinstance(context.prepared, CardCandidates):
        for one in context.prepared.candidates:
            yield from (CardByToken.at(one.token), StockCard.at(one.token))
            yield from (PassByToken.at(one.token), SlipByToken.at(one.token))


def is_free(token: str, state: State) -> bool:
    """Whether a number is nobody's yet, and not in stock."""
    tables: tuple[type[Row], ...] = (CardByToken, StockCard, PassByToken, SlipByToken)
    return all(state.get(table, token) is None for table in tables)


def free_numbers(context: Context, state: State, count: int = 1) -> tuple[Candidate, ...]:
    """The first numbers that are free. Refuses where there are too few."""
    candidates = prepared(context, CardCandidates).candidates
    free = [one for one in candidates if is_free(one.token, state)]
    if len(free) < count:
        raise Refusal("try_again")
    return tuple(free[:count])
