"""The rows of the views about cases: decisions, rights, applications, and what comes after."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Final

from services.cards.contracts.regulation.counting import Renewal
from services.kernel.state import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Row):
    """What was decided about a person. `explanation`, `grounds` and `reason` (of an appeal) are
    sealed with the decision's own key; None once that is destroyed.

    `decided_by` is the opaque id of who decided. `awaits`: ratification, by `body`. `appeal`:
    open, upheld or rejected.
    """

    table: ClassVar[str] = "decisions"
    holder_id: str
    municipality: str | None
    scheme_id: str
    regulation_id: str
    outcome: str
    decided_on: date
    decided_by: str | None
    explanation: str | None
    explained_until: date
    appeal_until: date | None
    channel: str
    right_id: str | None
    valid_until: date | None
    made_at: datetime
    application_id: str | None
    corrects: str | None
    awaits: str | None
    body: str | None
    corrected_by: str | None = None
    ratified: bool | None = None
    ratified_on: date | None = None
    payer: str | None = None
    appeal: str | None = None
    appealed_on: date | None = None
    appeal_oral: bool = False
    appeal_decided_on: date | None = None
    grounds: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeRight(Row):
    """What a person is entitled to in a scheme, from one day to another, both included.

    `last_day` is set where it ended earlier than it would have. `unrenewed_on` is the end for which
    it is not renewed by itself: somebody has to look. `withheld`: the keys of tallies for which
    there is no money to set aside.
    """

    table: ClassVar[str] = "scheme_rights"
    holder_id: str
    municipality: str | None
    scheme_id: str
    regulation_id: str
    valid_from: date
    valid_until: date
    grace_until: date | None
    birth_year: int | None
    sources: tuple[str, ...]
    provisional: bool
    made_at: datetime
    last_day: date | None = None
    renewals: tuple[Renewal, ...] = ()
    unrenewed_on: date | None = None
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Application(Row):
    """An application of one or more persons. What it holds is sealed with its own key.

    `due_on` sorts the work list: the end of the term to decide, or the last day of time.
    `proofs`: each with `proof` (sealed), `seen_on` and `seen_by`; `document`: its copy.
    """

    table: ClassVar[str] = "applications"
    scheme_id: str
    holder_ids: tuple[str, ...]
    municipality: str | None
    status: str
    channel: str
    due_on: date
    made_at: datetime
    made_by: str | None = None
    content: str | None = None
    saves: int = 0
    proofs: tuple[dict[str, Any], ...] = ()
    asked: str | None = None
    asked_until: date | None = None
    submitted_on: date | None = None
    referrer_id: str | None = None
    assignee: str | None = None
    decision_ids: tuple[str, ...] = ()
    undecided: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate(Row):
    """How far a referrer may go. Key: the organisation, or the network for its own workers."""

    table: ClassVar[str] = "mandates"
    level: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AttestSeries(Row):
    """Blank attests that lie with an organisation."""

    table: ClassVar[str] = "attest_series"
    referrer_id: str
    scheme_id: str
    count: int
    made_at: datetime
    filled: tuple[int, ...] = ()
    revoked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LateFact(Row):
    """What was learned late of a person, with both times."""

    table: ClassVar[str] = "late_facts"
    holder_id: str
    municipality: str | None
    scheme_id: str
    right_id: str
    fact: str
    true_until: date
    learned_on: date
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery(Row):
    """Who pays back what, by a recorded decision. `reason` is sealed with the holder's key."""

    table: ClassVar[str] = "recoveries"
    holder_id: str
    municipality: str | None
    right_id: str
    payer: str
    cents: int
    participation_ids: tuple[str, ...]
    made_at: datetime
    reason: str | None


CASE_ROWS: Final[tuple[type[Row], ...]] = (
    Decision,
    SchemeRight,
    Application,
    Mandate,
    AttestSeries,
    LateFact,
    Recovery,
)
