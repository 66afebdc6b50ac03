"""Right values for arguments about persons: who they are, how they live and are reached."""

from typing import Any, Final
from uuid import uuid4

from tests.kit.city import today

ABOUT_PEOPLE: Final[dict[str, Any]] = {
    "text": "Persoon",
    "since": str(today()),
    "residence": "INSTITUTION",
    "institution": "Huis ter Linde",
    "address": "Bergstraat 1, 2220 Heist-op-den-Berg",
    "phone": "015 00 00 00",
    "mail": "niemand@example.org",
    "referrer": str(uuid4()),
    "secret": False,
    "duplicate": str(uuid4()),
    "children": [],
    "dependants": [],
    "role": "ADULT",
    "sharePercent": 100,
    "otherNetwork": str(uuid4()),
    "payerNetwork": str(uuid4()),
}
