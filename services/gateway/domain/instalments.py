"""Instalments: how they are asked for, and how each is told in Dutch. Pure. Amounts in cents."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from services.budget.contracts.commands import INSTALMENTS_MAX
from services.budget.contracts.events import Instalment, InstalmentWish
from services.gateway.domain.checks import LONG_MAX, BadInput, Wrong, read_date
from services.gateway.domain.listed import euros

PAYERS: Final = (
    ("holder_cents", "de houder"),
    ("organisation_cents", "de aanbieder"),
    ("network_cents", "het netwerk"),
)


def read_instalments(value: Any) -> tuple[InstalmentWish, ...]:
    """Instalments, each with `due` and `cents`: `[{"due": "2026-09-10", "cents": 4000}, ...]`.
    Raises BadInput."""
    if value is None:
        return ()
    if not isinstance(value, list) or not 0 < len(value) <= INSTALMENTS_MAX:
        raise BadInput("instalments_invalid", "instalments")
    return tuple(_wish(one) for one in value)


def _wish(value: Any) -> InstalmentWish:
    if not isinstance(value, dict) or value.keys() != {"due", "cents"}:
        raise BadInput("instalments_invalid", "instalments")
    due, cents = read_date(value["due"]), value["cents"]
    if isinstance(due, Wrong):
        raise BadInput(due.code, "instalments")
    if type(cents) is not int or not 0 < cents <= LONG_MAX:
        raise BadInput("instalments_invalid", "instalments")
    return InstalmentWish(due=due, cents=cents)


def as_texts(wishes: Sequence[InstalmentWish]) -> list[str]:
    """The same as texts, by which two wishes are told apart; each begins with its place."""
    return [f"{place}:{one.due}:{one.cents}" for place, one in enumerate(wishes)]


def name_of(number: int, times: int) -> str:
    """How an instalment is called: termijn 2 van 4."""
    return f"termijn {number} van {times}"


def told(number: int, plan: Sequence[Instalment]) -> list[str]:
    """One instalment in plain Dutch: its day, who bears what, and who bears a cent that cannot be
    divided."""
    one = plan[number - 1]
    shares = [(getattr(one, field), who) for field, who in PAYERS]
    parts = ", ".join(f"{who} {_amount(cents)}" for cents, who in shares if cents)
    name, price = name_of(number, len(plan)).capitalize(), _amount(one.price_cents)
    return [f"{name}, vanaf {_day(one.due)}: {price}. Daarvan: {parts}.", *_rounding(one, plan)]


def _rounding(one: Instalment, plan: Sequence[Instalment]) -> list[str]:
    """Who bears a cent more than the ratio of the whole price, if anybody does."""
    whole = sum(part.price_cents for part in plan)
    more = []
    for field, who in PAYERS:
        share = sum(getattr(part, field) for part in plan)
        if getattr(one, field) * whole > share * one.price_cents:
            more.append(who)
    if not more:
        return []
    return [
        f"Wat niet op de cent te verdelen is, draagt nu {' en '.join(more)}; over alle termijnen "
        "samen klopt de verdeling."
    ]


def _amount(cents: int) -> str:
    return f"{euros(cents)} euro"


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
