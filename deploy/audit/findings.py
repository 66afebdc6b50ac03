"""What a judge says: how much it looked at, what waits, and what is wrong. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

KEPT = 20
"""So many violations of an invariant are kept with their ids; all are counted."""


class Invariant(StrEnum):
    """What must hold, in the order of the report. The value is its stable name."""

    JOURNALS_CONTIGUOUS = "journals_contiguous"
    JOURNALS_ON_KAFKA = "journals_on_kafka"
    CURSORS_AT_HEADS = "cursors_at_heads"
    COMMANDS_TAKEN = "commands_taken"
    ONE_OUTCOME = "one_outcome"
    OPERATIONS_AGREE = "operations_agree"
    TABLES_ARE_FOLDS = "tables_are_folds"
    VIEWS_ARE_FOLDS = "views_are_folds"
    TRANSFERS_BALANCE = "transfers_balance"
    ENVELOPES_WITHIN_BOUNDS = "envelopes_within_bounds"
    SHARES_ADD_UP = "shares_add_up"
    PARTICIPATIONS_AGREE = "participations_agree"
    LIMITS_AGREE = "limits_agree"
    RIGHTS_FOLLOW = "rights_follow"
    TOTALS_AGREE = "totals_agree"


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong. `kind` is a stable code; `item` an id, a number or table/key.

    `note` holds numbers, codes and names of columns, never what is in a sealed field.
    """

    kind: str
    service: str
    stream: str
    item: str = ""
    note: str = ""


@dataclass
class Finding:
    """What was found about one invariant. Findings about it from elsewhere can be added."""

    invariant: Invariant
    looked: Counter[str] = field(default_factory=Counter)
    waiting: Counter[str] = field(default_factory=Counter)
    violations: list[Violation] = field(default_factory=list)
    failed: int = 0

    def fault(
        self, kind: str, service: str, stream: str, item: object = "", note: str = ""
    ) -> None:
        """Count a violation, and keep it while there are few."""
        self.failed += 1
        if len(self.violations) < KEPT:
            self.violations.append(Violation(kind, service, stream, str(item), note))

    def add(self, other: "Finding") -> None:
        """Take in what was found about the same invariant elsewhere."""
        assert other.invariant is self.invariant
        self.looked.update(other.looked)
        self.waiting.update(other.waiting)
        self.failed += other.failed
        self.violations.extend(other.violations[: KEPT - len(self.violations)])


class Findings:
    """All findings of an audit, one for each invariant."""

    def __init__(self) -> None:
        self.by_invariant = {invariant: Finding(invariant) for invariant in Invariant}

    def add(self, found: Iterable[Finding]) -> None:
        """Take in what judges found."""
        for finding in found:
            self.by_invariant[finding.invariant].add(finding)

    @property
    def failed(self) -> int:
        """How many violations there are in all."""
        return sum(finding.failed for finding in self.by_invariant.values())
