"""What waits for money or for a decision: what is uncovered, lines that came too late; and what
decisions set apart. The views against budget's tables, and both against the journal. Pure.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from deploy.audit.findings import Finding, Invariant
from deploy.audit.picture import Picture
from deploy.audit.services import GATEWAY
from services.budget.contracts import events as budget
from services.budget.contracts.buckets import late_bucket
from services.budget.domain.book import Funding
from services.budget.domain.group_visit import GroupVisit
from services.budget.domain.ledger import AccountRow
from services.budget.domain.participation import Participation
from services.budget.domain.uncovered_queue import UncoveredItem, UncoveredQueue
from services.budget.domain.warning import EnvelopeWarnings
from services.gateway.views.envelope_rows import Envelope
from services.gateway.views.envelope_rows import Funding as ShownFunding
from services.gateway.views.settlement_rows import LateLine
from services.gateway.views.uncovered_rows import UncoveredAmount, UncoveredTotal
from services.kernel.contract import Event

Sums = Mapping[str, int]


def judge_awaiting(picture: Picture) -> Finding:
    """Queues, late lines, fundings and what is set apart tell of the same money everywhere."""
    finding = Finding(Invariant.TOTALS_AGREE)
    _judge_queues(picture, finding)
    if picture.part("budget").head != picture.part(GATEWAY).cursor("budget"):
        finding.waiting["moving"] += 1
        return finding
    _judge_amounts(picture, finding)
    _judge_late(picture, finding)
    _judge_entered(picture, finding)
    return finding


def _alike(
    kind: str, service: str, found: Sums, expected: Sums, picture: Picture, finding: Finding
) -> None:
    """Each sum is what it should be; where one is not named it is nothing."""
    for key in sorted(found.keys() | expected.keys()):
        finding.looked["sums that wait"] += 1
        here, there = found.get(key, 0), expected.get(key, 0)
        if here != there:
            finding.fault(kind, service, picture.stream, key, f"{here} instead of {there}")


def _judge_queues(picture: Picture, finding: Finding) -> None:
    """A head counts its items; together they are what the ledger says is owed without money."""
    part = picture.part("budget")
    items: dict[str, int] = defaultdict(int)
    for key, item in part.table(UncoveredItem).items():
        items[key.rsplit(":", 1)[0]] += item.cents
    heads = part.table(UncoveredQueue)
    told = {key: row.cents for key, row in heads.items()}
    _alike("queue_is_not_its_items", "budget", told, items, picture, finding)
    queued: dict[str, int] = defaultdict(int)
    for key, row in heads.items():
        queued[key.removesuffix(":limit")] += row.cents
    owed: dict[str, int] = defaultdict(int)
    for account in part.table(AccountRow).values():
        if account.kind == "uncovered":
            owed[f"{account.year}:{account.envelope_id or ''}"] -= account.balance_cents
    _alike("queue_is_not_what_is_uncovered", "budget", queued, owed, picture, finding)


def _judge_amounts(picture: Picture, finding: Finding) -> None:
    """What the views show as open is what waits in the queues, amount by amount and in all."""
    views = picture.part(GATEWAY)
    queued = {
        _total_of(key): row.cents
        for key, row in picture.part("budget").table(UncoveredQueue).items()
    }
    shown = {key: row.cents for key, row in views.table(UncoveredTotal).items()}
    _alike("uncovered_total_differs", GATEWAY, shown, queued, picture, finding)
    open_cents: dict[str, int] = defaultdict(int)
    for amount in views.table(UncoveredAmount).values():
        if amount.status == "open":
            own = f"{amount.year}:{amount.envelope_id or 'none'}:{amount.reason}"
            open_cents[own] += amount.cents
    _alike("uncovered_is_not_its_amounts", GATEWAY, shown, open_cents, picture, finding)


def _total_of(queue: str) -> str:
    """The key of a view's total, of that of a queue."""
    reason = "limit" if queue.endswith(":limit") else "money"
    year, envelope = queue.removesuffix(":limit").split(":")
    return f"{year}:{envelope or 'none'}:{reason}"


def _judge_late(picture: Picture, finding: Finding) -> None:
    """Each line that came too late waits, or was decided about, as the journal says; and budget
    knows the same ones to wait."""
    expected = _late_told(picture)
    shown = {key: row.status for key, row in picture.part(GATEWAY).table(LateLine).items()}
    for key in sorted(shown.keys() | expected.keys()):
        finding.looked["late lines"] += 1
        if shown.get(key) != expected.get(key):
            note = f"{shown.get(key)} instead of {expected.get(key)}"
            finding.fault("late_line_differs", GATEWAY, picture.stream, key, note)
    part = picture.part("budget")
    late = {key: row.late for key, row in part.table(Participation).items()}
    late |= {key: row.late for key, row in part.table(GroupVisit).items()}
    for key, waits in late.items():
        if waits != (expected.get(key) == "waiting"):
            finding.fault("late_line_waits_wrongly", "budget", picture.stream, key)


def _late_told(picture: Picture) -> dict[str, str]:
    """How each late line stands, by its participation."""
    found: dict[str, str] = {}
    for told in picture.part("budget").journal:
        match told.event:
            case budget.ParticipationConfirmed() as event:
                if event.bucket_id == late_bucket(event.participation_id):
                    found[str(event.participation_id)] = "waiting"
            case budget.LateLineAdmitted() as event:
                found[str(event.participation_id)] = "admitted"
            case budget.LateLineRefused() as event:
                found[str(event.participation_id)] = "refused"
            case budget.ParticipationReversed() as event:
                if found.get(str(event.participation_id)) == "waiting":
                    found[str(event.participation_id)] = "cancelled"
            case other:
                _late_visit(other, found)
    return found


def _late_visit(event: Event | None, found: dict[str, str]) -> None:
    """How a late visit with a group pass stands after this."""
    match event:
        case budget.GroupVisitConfirmed():
            if event.bucket_id == late_bucket(event.visit_id):
                found[str(event.visit_id)] = "waiting"
        case budget.LateVisitAdmitted():
            found[str(event.visit_id)] = "admitted"
        case budget.LateVisitRefused():
            found[str(event.visit_id)] = "refused"
        case budget.GroupVisitReversed():
            if found.get(str(event.visit_id)) == "waiting":
                found[str(event.visit_id)] = "cancelled"
        case _:
            pass


def _judge_entered(picture: Picture, finding: Finding) -> None:
    """What sources were filled to, and what decisions set apart in envelopes."""
    part, views = picture.part("budget"), picture.part(GATEWAY)
    apart: dict[str, int] = defaultdict(int)
    for told in part.journal:
        if isinstance(told.event, budget.MoneyMoved):
            _set_apart(told.event, apart)
    for kind, service, rows in (
        ("set_apart_differs", "budget", part.table(EnvelopeWarnings)),
        ("set_apart_differs", GATEWAY, views.table(Envelope)),
    ):
        found: dict[str, int] = {key: _apart(row) for key, row in rows.items()}
        _alike(kind, service, found, apart, picture, finding)
    entered = {key: row.total_cents for key, row in part.table(Funding).items()}
    shown = {key: row.total_cents for key, row in views.table(ShownFunding).items()}
    _alike("funding_differs", GATEWAY, shown, entered, picture, finding)


def _apart(row: Any) -> int:
    cents: int = row.set_apart_cents
    return cents


def _set_apart(event: budget.MoneyMoved, apart: dict[str, int]) -> None:
    for envelope, sign in ((event.from_envelope, -1), (event.to_envelope, 1)):
        if envelope is not None:
            apart[str(envelope)] += sign * event.cents
