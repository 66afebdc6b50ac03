"""What a person finds of what was put before her about a statement. Pure."""

import json
from typing import Literal
from uuid import UUID, uuid5

from services.kernel.ids import SAMENSPEL

FindingKind = Literal[
    "sample",
    "price_differs",
    "card_twice_a_day",
    "price_at_ceiling",
    "all_on_last_day",
    "far_above_usual",
]
Judgement = Literal["checked", "fine", "dispute"]


def judgement_id(statement: UUID | str, finding: str, participation: UUID | str | None) -> UUID:
    """The id of what is found of one thing: judged again, it is the same."""
    said = [str(statement), finding, None if participation is None else str(participation)]
    return uuid5(SAMENSPEL, json.dumps(["judgement", *said]))
