"""What a regulation says of one person on a day, with every step that led there.

A decision is data (JSON), for the decider and the applicant: a desk hears only whether and until
when. It holds personal figures: it travels sealed, and is gone after the term of appeal.
"""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from services.cards.contracts.regulation.document import Source

Outcome = Literal["met", "not_met", "unknown"]
"""Of a predicate or a route. Unknown: a fact or its proof is missing, and could turn it."""

Unit = Literal["cents", "cents_per_month", "years", "points", "houses", "share"]
Compare = Literal["at_most", "below", "at_least", "under", "between"]


class Said(BaseModel):
    """Base of what a decision says. Unknown fields are ignored: older readers go on."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Missing(Said):
    """A fact or proof that is missing: which, and the words that it may be about."""

    fact: Literal[
        "birth_date",
        "lives",
        "register",
        "institution",
        "share",
        "statuses",
        "status_basis",
        "status_evidence",
        "circumstances",
        "attest",
        "incomes",
        "household",
        "properties",
        "cadastral_income",
        "savings",
        "points",
        "judgement",
        "judgement_reason",
        "dependant_of_holder",
        "table",
        "category",
        "routes",
    ]
    words: tuple[str, ...] = ()


class Finding(Said):
    """What one predicate says: a figure against a limit, or words asked for and words found.

    `limit` and `upper` are in `unit`; with `between` a figure is at least `limit` and under
    `upper`. `found` are the words of `asked` that counted. `why` is a code where neither a figure
    nor words tell it, such as `once_only`. `of` are the parts of any_of, all_of and none_of.
    """

    kind: str
    outcome: Outcome
    clause: str | None = None
    label: str | None = None
    figure: float | int | None = None
    limit: float | int | None = None
    upper: float | int | None = None
    unit: Unit | None = None
    compare: Compare | None = None
    asked: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    why: str | None = None
    missing: tuple[Missing, ...] = ()
    of: tuple["Finding", ...] = ()


class RouteFinding(Said):
    """What one route says: met when all of its conditions are."""

    name: str
    title: str
    clause: str | None = None
    outcome: Outcome
    findings: tuple[Finding, ...]
    needs_inquiry: bool = False


class Decision(Said):
    """Entitled by a route, not entitled, or not known until what is missing is shown.

    `valid_until` is the last day of the right, `grace_until` the last on which it is still used;
    None where she is not entitled, or where the document leaves it to the decision to name it: at
    most `latest_until`, where the document bounds it.
    `version` is filled in by who knows under which version it was decided.
    """

    outcome: Literal["entitled", "not_entitled", "unknown"]
    scheme: str
    title: str
    version: int | None = None
    on: date
    route: str | None = None
    routes: tuple[RouteFinding, ...]
    valid_from: date | None = None
    valid_until: date | None = None
    grace_until: date | None = None
    latest_until: date | None = None
    sources: tuple[Source, ...] = ()
    means_tested: bool = False
    needs_inquiry: bool = False
    missing: tuple[Missing, ...] = ()
