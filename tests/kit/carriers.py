"""Right values of the arguments about cards, stock and group passes."""

from typing import Final
from uuid import uuid4

from tests.kit.client import Json

ABOUT_CARDS: Final[Json] = {
    "carrier": "STICKER",
    "cardReason": "FIRST",
    "why": "LOST",
    "counter": str(uuid4()),
    "lowAt": 5,
    "pack": str(uuid4()),
    "count": 2,
    "spoilReason": "DAMAGED",
    "counted": 3,
    "countReason": "MISCOUNTED",
    "groupPass": str(uuid4()),
    "passNumber": "0000000000000",
    "tickets": 2,
    "ticketsPerYear": 20,
    "visit": str(uuid4()),
}
