"""A decision's explanation as it comes out of its seal, in plain words. Pure."""

from dataclasses import dataclass
from typing import Any

import orjson


@dataclass(frozen=True, slots=True)
class Explained:
    """What was sealed with a decision, and its sentences."""

    decision: dict[str, Any]
    reason: str | None
    mandate: str | None
    derogation: bool


def explained(opened: bytes) -> Explained:
    """Read what was sealed with a decision."""
    said = orjson.loads(opened)
    return Explained(
        decision=said["decision"],
        reason=said.get("reason"),
        mandate=said.get("mandate"),
        derogation=bool(said.get("derogation")),
    )
