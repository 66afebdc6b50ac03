"""What drawing rights the government's key gives for other figures: a simulation. Pure.

The table of drawing rights is the government's and is entered as it stands. The key behind it is
told as half of the money by the persons with increased reimbursement of health care, half by those
entitled to social integration, on 1 January of the year before it is fixed (domain facts 9,
demos.be: drawing rights for 2020-2025). How it is rounded is told nowhere: here in whole euros, by
the largest remainder, so that the parts sum to what is divided.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.gateway.domain.checks import BadInput
from services.kernel.money import largest_remainder

MUNICIPALITIES_MAX: Final = 600
COUNT_MAX: Final = 10_000_000
EUROS_MAX: Final = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Counts:
    """Persons of a municipality, or of all: with increased reimbursement, and entitled to social
    integration."""

    reimbursed: int
    integration: int


@dataclass(frozen=True, slots=True)
class Right:
    """What a municipality would draw, in whole euros."""

    municipality: str
    counts: Counts
    euros: int


def read_counts(value: Any) -> tuple[tuple[str, Counts], ...]:
    """Municipalities with their counts: `[{"municipality": "Heist-op-den-Berg", "reimbursed": 4812,
    "integration": 310}, ...]`. Raises BadInput."""
    if not isinstance(value, list) or not 1 <= len(value) <= MUNICIPALITIES_MAX:
        raise BadInput("counts_invalid", "counted")
    found = tuple(_one(line) for line in value)
    if len({name for name, _ in found}) < len(found):
        raise BadInput("municipality_twice", "counted")
    return found


def _one(value: Any) -> tuple[str, Counts]:
    if not isinstance(value, dict) or value.keys() != {"municipality", "reimbursed", "integration"}:
        raise BadInput("counts_invalid", "counted")
    name = value["municipality"]
    if not isinstance(name, str) or not 0 < len(name.strip()) <= 100:
        raise BadInput("counts_invalid", "counted")
    return name.strip(), _counts(value, "counted")


def read_everywhere(value: Any) -> Counts | None:
    """The counts of everybody among whom is divided; None: of those that are named. Raises
    BadInput."""
    if value is None:
        return None
    if not isinstance(value, dict) or value.keys() != {"reimbursed", "integration"}:
        raise BadInput("counts_invalid", "everywhere")
    return _counts(value, "everywhere")


def _counts(value: dict[str, Any], field: str) -> Counts:
    numbers = value["reimbursed"], value["integration"]
    if not all(type(one) is int and 0 <= one <= COUNT_MAX for one in numbers):
        raise BadInput("counts_invalid", field)
    return Counts(*numbers)


def simulated(
    euros: int, told: Sequence[tuple[str, Counts]], everywhere: Counts | None
) -> list[Right]:
    """What each would draw of so many whole euros.

    Without `everywhere` those named share all of it. Raises BadInput where they are more than
    everybody, or nobody is counted.
    """
    if not 0 <= euros <= EUROS_MAX:
        raise BadInput("number_invalid", "euros")
    named = Counts(sum(c.reimbursed for _, c in told), sum(c.integration for _, c in told))
    whole = everywhere or named
    if whole.reimbursed < named.reimbursed or whole.integration < named.integration:
        raise BadInput("counts_beyond_everywhere", "everywhere")
    if not whole.reimbursed or not whole.integration:
        raise BadInput("nobody_counted", "everywhere" if everywhere else "counted")
    weights = [_weight(one, whole) for _, one in told]
    others = 2 * whole.reimbursed * whole.integration - sum(weights)
    *parts, _ = largest_remainder(euros, (*weights, others))
    return [Right(name, counts, part) for (name, counts), part in zip(told, parts, strict=True)]


def _weight(one: Counts, whole: Counts) -> int:
    """Half by each count, over the same denominator: twice the product of both wholes."""
    return one.reimbursed * whole.integration + one.integration * whole.reimbursed
