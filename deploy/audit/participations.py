"""Participations: cards, budget, its transfers and the views tell the same of each. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from deploy.audit.findings import Finding, Invariant
from deploy.audit.picture import NAMING, Picture, participations_in
from deploy.audit.services import GATEWAY
from services.budget.contracts.events import SOURCE_KINDS
from services.budget.domain.ledger import EFFECTS, AccountRow, TransferRow
from services.budget.domain.participation import Participation as Posted
from services.cards.domain.participation import Participation as Settled
from services.gateway.views.rows import Participation as Shown

UNANSWERED = "requested"


class Facts(NamedTuple):
    """What every service that has a participation must say alike."""

    status: str
    offer_id: str | None
    day: date | None
    network_cents: int


def judge_participations(picture: Picture) -> Finding:
    """Compare each participation that is no longer moving, in cards, budget and the views."""
    finding = Finding(Invariant.PARTICIPATIONS_AGREE)
    moving = moving_participations(picture)
    settled = picture.part("cards").table(Settled)
    posted = picture.part("budget").table(Posted)
    shown = picture.part(GATEWAY).table(Shown)
    budget = picture.part("budget")
    transferred = posted_cents(budget.table(TransferRow).values(), budget.table(AccountRow))
    for key in settled.keys() | posted.keys() | shown.keys() | transferred.keys():
        if key in moving:
            finding.waiting["still moving"] += 1
            continue
        finding.looked["participations"] += 1
        ours = settled.get(key)
        if ours is None:
            finding.fault("unknown_to_cards", "cards", picture.stream, key)
            continue
        finding.looked[ours.status] += 1
        for kind, service, note in disagreements(
            ours, posted.get(key), shown.get(key), has_views=GATEWAY in picture.parts
        ):
            finding.fault(kind, service, picture.stream, key, note)
        theirs = posted.get(key)
        unposted = theirs.uncovered_cents if theirs is not None else 0
        due = ours.network_cents - unposted if ours.status == "confirmed" else 0
        if transferred.get(key, 0) != due:
            note = f"{transferred.get(key, 0)} instead of {due} cents"
            finding.fault("not_transferred", "budget", picture.stream, key, note)
    return finding


def moving_participations(picture: Picture) -> set[str]:
    """Those about which something stands behind what all have taken in, or is set aside."""
    moving = {
        own_id
        for part in picture.parts.values()
        for aside in part.aside
        if aside.reason != "copy"
        for own_id in aside.participation_ids
    }
    floors = {
        "cards": picture.settled("cards", "budget", GATEWAY),
        "budget": picture.settled("budget", "cards", GATEWAY),
    }
    for service, floor in floors.items():
        for told in picture.part(service).journal:
            if told.sequence > floor and told.event is not None:
                moving |= participations_in(told.event.model_dump(include=NAMING))
    return moving


def posted_cents(
    transfers: Iterable[TransferRow], accounts: Mapping[str, AccountRow]
) -> dict[str, int]:
    """What is posted for each participation in the end, in cents: a reversal takes it back.

    What came free in a locked year and went on from source to source is for nobody.
    """
    sources = {key for key, row in accounts.items() if row.kind in SOURCE_KINDS}
    cents: dict[str, int] = defaultdict(int)
    for transfer in transfers:
        went_on = {transfer.debit_id, transfer.credit_id} <= sources
        if transfer.participation_id is not None and not went_on:
            sign = -1 if transfer.kind == "reversal" else 1
            cents[transfer.participation_id] += (
                sign * EFFECTS[transfer.kind].posted * transfer.cents
            )
    return cents


def disagreements(
    settled: Settled, posted: Posted | None, shown: Shown | None, *, has_views: bool
) -> Iterable[tuple[str, str, str]]:
    """What budget and the views say otherwise than cards: kind, service, columns."""
    ours = Facts(settled.status, settled.offer_id, settled.day, settled.network_cents)
    agreed_to = settled.status not in (UNANSWERED, "declined")
    if posted is None and agreed_to:
        yield "unknown_to_budget", "budget", settled.status
    elif posted is not None and not agreed_to:
        yield "posted_but_not_settled", "budget", f"{posted.status}, not {settled.status}"
    elif posted is not None:
        theirs = Facts(posted.status, posted.offer_id, posted.day, posted.network_cents)
        if differing := _differing(ours, theirs):
            yield "budget_differs", "budget", differing
    if not has_views:
        return
    if shown is None:
        yield "not_in_views", GATEWAY, settled.status
        return
    status = UNANSWERED if shown.status is None else shown.status
    seen = Facts(status, shown.offer_id, shown.day, shown.network_cents)
    if differing := _differing(ours, seen):
        yield "view_differs", GATEWAY, differing


def _differing(ours: Facts, theirs: Facts) -> str:
    names = [name for name in Facts._fields if getattr(ours, name) != getattr(theirs, name)]
    return ", ".join(names)
