"""Benefits, offers and rights to try prices on: `a_...` takes only what matters to a test. Pure."""

from datetime import date
from typing import Any

from services.cards.contracts.regulation.benefit import Benefit
from services.cards.contracts.regulation.counting import RightOn, Tally, Used
from services.cards.contracts.regulation.fitting import Offered
from services.cards.contracts.regulation.pricing import Priced, price
from services.kernel.money import Split

DAY = date(2026, 7, 4)
SPLIT = Split(2_000, 4_000, 4_000)
RIGHT = RightOn(valid_from=date(2026, 1, 1), valid_until=date(2026, 12, 31), birth_year=2010)


def a_benefit(*rules: dict[str, Any], **parts: Any) -> Benefit:
    named = [{"name": f"rule_{place}", **rule} for place, rule in enumerate(rules)]
    return Benefit.model_validate({"changes": "with_date", "rules": named, **parts})


def percent_off(percent: float, **more: Any) -> dict[str, Any]:
    return {"reduction": {"kind": "percent_off", "percent": percent}, **more}


def an_offer(price_cents: int, split: Split = SPLIT, **more: Any) -> Offered:
    return Offered(price_cents=price_cents, split=split, **more)


def sold(
    benefit: Benefit,
    offered: Offered,
    right: RightOn = RIGHT,
    used: Used | None = None,
    *,
    on: date = DAY,
    other_help_cents: int = 0,
) -> Priced:
    made = price(benefit, offered, right, used or Used(), on=on, other_help_cents=other_help_cents)
    assert isinstance(made, Priced), made
    return made


def shares(made: Priced) -> tuple[int, int, int]:
    parts = made.shares
    return parts.holder_cents, parts.organisation_cents, parts.network_cents


def yearly(cents: int, **more: Any) -> dict[str, Any]:
    return {"name": "yearly", "clause": "art. 6", "amounts": [{"cents": cents}], **more}


def used_of(name: str, cents: int, row: str = "2026", **more: Any) -> Used:
    return Used(cents={Tally(row=row, name=name, **more): cents})
