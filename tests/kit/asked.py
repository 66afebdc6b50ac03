"""Right values of what is asked of a network in the tests: statuses, and a regulation."""

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
}
"""Questions to sources of social status."""


def a_document() -> str:
    """A regulation, as an author writes it."""
    return """
language: 1
scheme: Vrijetijdspas
title: Reglement vrijetijdspas
valid_from: 2026-01-01
routes:
  - name: status
    title: Verhoogde tegemoetkoming
    conditions: [{kind: status, any_of: [increased_reimbursement]}]
validity: {term: {kind: months, months: 12}}
benefit:
  changes: with_date
  rules: [{name: all, reduction: {kind: percent_off, percent: 80}}]
"""
