"""Right values of what is asked of sources of social status in the tests."""

from typing import Final

from tests.kit.city import today
from tests.kit.client import Json

ABOUT_STATUSES: Final[Json] = {
    "statuses": ["increased_reimbursement"],
    "status": "increased_reimbursement",
    "purpose": "CHECK",
    "source": "MAGDA",
    "deliberation": "18/123",
    "paper": "HEALTH_FUND_STICKER",
    "outcome": "YES",
    "until": str(today()),
    "waiting": True,
    "daysBefore": 30,
}
"""Questions to sources of social status."""
