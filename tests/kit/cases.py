"""Right values for what can be asked about applications and decisions; they name nothing."""

from typing import Final
from uuid import uuid4

from tests.kit.city import today
from tests.kit.client import Json

NOBODY: Final = "00000000-0000-4000-8000-0000000000aa"
ABOUT_CASES: Final[Json] = {
    "facts": {"statuses": [{"name": "increased_reimbursement"}]},
    "channel": "COUNTER",
    "basis": "CRITERIA",
    "mandate": "counter",
    "holders": [NOBODY],
    "content": {"notities": "komt terug met het attest"},
    "seen": 0,
    "application": str(uuid4()),
    "kinds": ["attest mutualiteit"],
    "assignee": "iemand-anders",
    "members": [{"holder": NOBODY, "facts": {"statuses": []}, "follows": False}],
    "shared": {"statuses": [{"name": "increased_reimbursement"}]},
    "mode": "ALL",
    "referrer": NOBODY,
    "level": "ATTEST",
    "statement": {"verklaring": "lid van de vereniging"},
    "ratified": [str(uuid4())],
    "refused": [],
    "decision": str(uuid4()),
    "grounds": "er werd een inkomen dubbel geteld",
    "helper": "medewerker van het Sociaal Huis",
    "fact": "STATUS_LOST",
    "trueUntil": "2026-01-31",
    "participations": [str(uuid4())],
    "payer": "HOLDER",
    "sort": "DUE",
    "appliedOn": str(today()),
    "job": str(uuid4()),
    "endsBy": "2099-12-31",
    "afterRow": 0,
}
"""By the name of the argument."""

OF_CASES: Final[dict[str, Json]] = {
    "mutation.decideCase": {"reason": "gezien aan de balie", "basis": "CRITERIA"},
    "query.application": {"id": str(uuid4())},
    "query.claims": {"status": "REFUSED"},
    "query.guaranteeSlips": {"status": "CONFIRMED"},
    "query.simulateRegulation": {"since": "2020-01-01", "until": "2099-12-31"},
    "query.simulateDrawingRights": {
        "euros": 7_344,
        "counted": [{"municipality": "Heist-op-den-Berg", "reimbursed": 4_812, "integration": 310}],
        "everywhere": {"reimbursed": 900_000, "integration": 45_000},
    },
    "mutation.startSimulation": {"since": "2020-01-01", "until": "2099-12-31"},
    "query.statusQuestions": {"waiting": False},
    "query.decisionWork": {"kind": "APPEAL"},
    "mutation.recordProof": {"kind": "attest mutualiteit"},
    "mutation.askProof": {"until": "2099-12-31"},
    "mutation.decideHousehold": {"reason": "gezien aan de balie"},
    "mutation.decideAppeal": {"outcome": "UPHELD", "reason": "gegrond"},
    "mutation.correctDecision": {"reason": "verkeerd attest"},
    "mutation.decideRecovery": {"reason": "status was gekend", "payer": "HOLDER"},
    "mutation.draftRecovery": {"reason": "status was gekend", "payer": "HOLDER"},
    "mutation.issueAttests": {"count": 5},
    "mutation.fillAttest": {"number": 1, "series": str(uuid4())},
    "mutation.revokeAttests": {"series": str(uuid4())},
}
"""Where a name means something else in one operation."""


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
  exclusions: [{name: meals, label: Maaltijden, fits: {categories: [meal]}}]
"""
