"""All judges over one picture, and what they say: shared by the tests of single judges."""

from typing import TypeVar

from deploy.audit import (
    allowances,
    awaiting,
    counters,
    cursors,
    folds,
    journals,
    ledger,
    limits,
    participations,
    rights,
    settled,
    shares,
    shown,
    totals,
)
from deploy.audit.findings import Finding, Findings, Invariant
from deploy.audit.kafka_log import digest_of
from deploy.audit.picture import Picture
from deploy.audit.services import AUDITED, SOURCES
from services.kernel.state import Row
from tests.audit.story import a_season

R = TypeVar("R", bound=Row)
SEASON = a_season().picture()


def findings_always(picture: Picture) -> list[Finding]:
    """What judges of money and participations say of every stream, folded again or not."""
    return [
        ledger.judge_transfers(picture.stream, picture.part("budget")),
        ledger.judge_envelopes(picture.stream, picture.part("budget")),
        allowances.judge_allowances(picture.stream, picture.part("budget")),
        shares.judge_shares(picture),
        participations.judge_participations(picture),
        limits.judge_limits(picture),
        rights.judge_rights(picture),
        totals.judge_totals(picture),
        counters.judge_counters(picture),
        settled.judge_settled(picture),
        awaiting.judge_awaiting(picture),
        shown.judge_shown(picture),
    ]


def all_findings(picture: Picture) -> list[Finding]:
    """What all judges of one stream say."""
    hearers = {name: AUDITED[name].rules.sources for name in picture.parts}
    found = [
        *findings_always(picture),
        cursors.judge_cursors(picture, hearers),
        rights.judge_uses(picture),
        folds.judge_feed(picture),
        *(folds.judge_fold(AUDITED[name].rules, picture) for name in picture.parts),
        *folds.judge_unfit(picture),
    ]
    for service in SOURCES:
        part = picture.part(service)
        on_kafka = {told.sequence: digest_of(told.envelope) for told in part.journal}
        found.append(journals.judge_contiguous(picture.stream, part))
        found.append(journals.judge_on_kafka(picture.stream, part, on_kafka, part.head))
    return found


def kinds(*findings: Finding) -> set[str]:
    """The kinds of violations that were found."""
    return {violation.kind for finding in findings for violation in finding.violations}


def failing(picture: Picture) -> dict[Invariant, set[str]]:
    """The invariants that fail, and how."""
    found = Findings()
    found.add(all_findings(picture))
    return {i: kinds(f) for i, f in found.by_invariant.items() if f.failed}


def a_row(picture: Picture, service: str, table: type[R], **like: object) -> R:
    """A row with these columns."""
    rows = picture.part(service).table(table).values()
    return next(r for r in rows if all(getattr(r, name) == v for name, v in like.items()))
