"""Participations: cards, budget, its transfers and the views tell the same of each. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from deploy.audit.findings import Finding, Invariant
from deploy.audit.picture import NAMING, Picture, participations_in
from deploy.audit.services import GATEWAY
from services.budget.contracts.recoveries import debt_of
from services.budget.domain.clearing_debt import ClearingDebtLine
from services.budget.domain.instalment_plan import InstalmentPlan
from services.budget.domain.ledger import EFFECTS, AccountRow, TransferRow
from services.budget.domain.participation import Participation as Posted
from services.budget.domain.returned import Returned
from services.cards.domain.participation import Participation as Settled
from services.gateway.views.rows import Participation as Shown

UNANSWERED = "requested"
UNCOVERED = "uncovered"
OWING = frozenset({"payable", "suspense"})
"""Accounts of what is owed to a payee, or set aside of it in a dispute."""


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
    transfers = picture.part("budget").table(TransferRow).values()
    kinds = {key: row.kind for key, row in picture.part("budget").table(AccountRow).items()}
    transferred = owed_cents(transfers, kinds)
    uncovered = {one.participation_id for one in transfers if kinds.get(one.debit_id) == UNCOVERED}
    returned = picture.part("budget").table(Returned)
    plans = picture.part("budget").table(InstalmentPlan)
    told = settled.keys() | posted.keys() | shown.keys() | transferred.keys()
    for key in told - _of_other_networks(picture):
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
        # Version 1 left what is uncovered on no account; since then it is owed from one of its own.
        unposted = 0 if theirs is None or key in uncovered else theirs.uncovered_cents
        back = returned.get(key)
        absorbed = 0 if back is None else back.absorbed_cents
        due = ours.network_cents - unposted + absorbed if ours.status == "confirmed" else 0
        if ours.status == "confirmed" and key in plans:
            due -= held_cents(plans[key])
        if transferred.get(key, 0) != due:
            note = f"{transferred.get(key, 0)} instead of {due} cents"
            finding.fault("not_transferred", "budget", picture.stream, key, note)
    return finding


def _of_other_networks(picture: Picture) -> set[str]:
    """Participations that others claim to be paid for: cards here knows nothing of them."""
    lines = picture.part("budget").table(ClearingDebtLine).values()
    return {line.participation_id for line in lines}


def held_cents(plan: InstalmentPlan) -> int:
    """What of a participation is held still, because its instalments are not confirmed."""
    return sum(one.network_cents for one in plan.waiting)


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


def owed_cents(transfers: Iterable[TransferRow], kinds: Mapping[str, str]) -> dict[str, int]:
    """What is owed for each participation in the end, in cents, set aside in dispute or not.

    A reversal takes it back. What a holder pays back is a debt of hers, and takes nothing off what
    her provider is owed. What covers later what was uncovered is owed no second time, and
    what came free in a locked year and went on from source to source is owed to nobody.
    """
    cents: dict[str, int] = defaultdict(int)
    for transfer in transfers:
        if transfer.participation_id is not None and not of_debt(transfer):
            posted = EFFECTS[transfer.kind].posted * transfer.cents
            owing = kinds.get(transfer.credit_id) in OWING, kinds.get(transfer.debit_id) in OWING
            cents[transfer.participation_id] += posted * (owing[0] - owing[1])
    return cents


def of_debt(transfer: TransferRow) -> bool:
    """Whether somebody owes by it what a participation cost."""
    own = transfer.participation_id
    return None not in (own, transfer.entry_id) and transfer.entry_id == str(debt_of(own or ""))


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
