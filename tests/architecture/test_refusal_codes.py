"""Every code with which a service says no is in its contract, and none that nobody says."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import services.budget.contracts.codes as budget
import services.cards.contracts.codes as cards
import services.partners.contracts.codes as partners
from services.budget.domain.payment import CODES
from services.budget.domain.resolution import REFUSALS
from services.cards.domain.resolution import FINAL_REFUSALS

SERVICES = Path(__file__).parents[2] / "services"
TABLED = {
    "cards": {code for by_wish in FINAL_REFUSALS.values() for code in by_wish.values()},
    "budget": {
        *(code for by_wish in REFUSALS.values() for code in by_wish.values()),
        *CODES.values(),
        *(f"run_{status}" for status in ("approved", "cancelled")),
        *(f"payment_{status}" for status in ("bounced", "not_sent")),
    },
    "partners": {
        f"{field}_{fault}" for field in ("name", "title") for fault in ("empty", "too_long")
    },
}
"""Codes that stand in a table or are put together, not beside `Refusal(`."""


def raised(service: str) -> Iterator[str]:
    """The codes written beside `Refusal(` in a service's domain."""
    for path in (SERVICES / service / "domain").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "Refusal"
                and isinstance(node.args[0], ast.Constant)
            ):
                yield str(node.args[0].value)


@pytest.mark.parametrize(
    ("service", "codes"),
    [
        ("cards", get_args(cards.RefusalCode)),
        ("partners", get_args(partners.RefusalCode)),
        ("budget", get_args(budget.RefusalCode)),
    ],
)
def test_the_codes_of_the_contract_are_those_that_rules_raise(
    service: str, codes: tuple[str, ...]
) -> None:
    assert {*raised(service), *TABLED[service]} == set(codes)
    assert list(codes) == sorted(codes)
