"""Views of who lives where: her file, her cards and her rights move along with a person."""

from collections.abc import Iterable
from dataclasses import replace

from services.cards.contracts.events import HolderMoved
from services.gateway.views.case_rows import SchemeRight
from services.gateway.views.rows import Card, Holder, Right, RightYear
from services.kernel.rules import Context
from services.kernel.state import Change, Place, State


def needs_moved(event: HolderMoved, _context: Context, state: State) -> Iterable[Place]:
    """The person and what moves along with her file."""
    yield Holder.at(event.holder_id)
    holder = state.peek(Holder, event.holder_id)
    if holder is None:
        return
    yield from (Card.at(key) for key in holder.cards)
    yield from (SchemeRight.at(key) for key in holder.scheme_rights)
    for key in holder.rights:
        yield Right.at(key)
        if right := state.peek(Right, key):
            yield from (RightYear.at(f"{key}:{year}") for year in _years(right))


def _years(right: Right) -> range:
    return range(right.valid_from.year, right.valid_until.year + 1)


def moved(event: HolderMoved, _context: Context, state: State) -> Iterable[Change]:
    """Her file, cards and rights are her new municipality's, and whatever else is kept on her is
    shown by where her file is (storage/municipality.py).

    A move that is learned late lies before the latest one, and changes nothing here.
    """
    holder = state.get(Holder, event.holder_id)
    if holder is None or (holder.moved_on is not None and event.since < holder.moved_on):
        return
    yield replace(
        holder,
        municipality=event.municipality or holder.municipality,
        moved_on=event.since,
        left_on=None if event.municipality else event.since,
        residence=event.residence,
    )
    if event.municipality is not None:
        yield from _moved_along(holder, event.municipality, state)


def _moved_along(holder: Holder, municipality: str, state: State) -> Iterable[Change]:
    for key in holder.cards:
        if card := state.get(Card, key):
            yield replace(card, municipality=municipality)
    for key in holder.scheme_rights:
        if scheme_right := state.get(SchemeRight, key):
            yield replace(scheme_right, municipality=municipality)
    for right in filter(None, (state.get(Right, key) for key in holder.rights)):
        yield replace(right, municipality=municipality)
        for year in _years(right):
            if used := state.get(RightYear, f"{right.key}:{year}"):
                yield replace(used, municipality=municipality)
