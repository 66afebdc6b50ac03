"""A decision's explanation as it comes out of its seal, in plain words. Pure."""

from dataclasses import dataclass
from typing import Any

import orjson

from services.cards.contracts.regulation.decision import Decision
from services.cards.contracts.regulation.explaining import explain


@dataclass(frozen=True, slots=True)
class Explained:
    """What was sealed with a decision, and its sentences."""

    decision: dict[str, Any]
    reason: str | None
    mandate: str | None
    derogation: bool
    sentences: tuple[str, ...]
    in_english: tuple[str, ...]


def decision_in(opened: bytes) -> Decision:
    """The decision that was sealed. Raises KeyError or ValueError where it is written otherwise."""
    return _decision(orjson.loads(opened))


def _decision(said: Any) -> Decision:
    return Decision.model_validate_json(orjson.dumps(said["decision"]))


def explained(opened: bytes) -> Explained:
    """Read what was sealed with a decision."""
    said = orjson.loads(opened)
    decision = _decision(said)
    return Explained(
        decision=said["decision"],
        reason=said.get("reason"),
        mandate=said.get("mandate"),
        derogation=bool(said.get("derogation")),
        sentences=explain(decision, "nl").lines,
        in_english=explain(decision, "en").lines,
    )
