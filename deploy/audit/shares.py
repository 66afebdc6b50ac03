"""Shares of a price: they add up to it, and the network's share is what is transferred. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol

from deploy.audit.findings import Finding, Invariant
from deploy.audit.ledger import transfers_of
from deploy.audit.picture import Part, Picture, Told
from deploy.audit.services import GATEWAY
from services.budget.contracts.events import (
    GroupVisitConfirmed,
    GroupVisitReversed,
    InstalmentConfirmed,
    InstalmentsAgreed,
    InstalmentsCarried,
    InstalmentsStopped,
    ParticipationConfirmed,
    ParticipationCorrected,
    ParticipationHeld,
    ParticipationReversed,
    ParticipationVoided,
    ParticipationWaitlisted,
    UncoveredCovered,
    UncoveredDecided,
)
from services.budget.domain.participation import Participation
from services.cards.contracts.events import GroupRequested, ParticipationRequested, SlipRedeemed
from services.gateway.views.rows import Participation as Shown
from services.kernel.contract import Event

OfInstalments = InstalmentsAgreed | InstalmentConfirmed | InstalmentsStopped
Answers = ParticipationHeld | ParticipationConfirmed | ParticipationVoided | ParticipationReversed


class Priced(Protocol):
    """Something with a price and its three shares, in cents."""

    @property
    def price_cents(self) -> int: ...  # noqa: D102
    @property
    def holder_cents(self) -> int: ...  # noqa: D102
    @property
    def organisation_cents(self) -> int: ...  # noqa: D102
    @property
    def network_cents(self) -> int: ...  # noqa: D102


def adds_up(priced: Priced) -> bool:
    """Whether the shares sum to the price and none is negative."""
    shares = (priced.holder_cents, priced.organisation_cents, priced.network_cents)
    return min(shares) >= 0 and sum(shares) == priced.price_cents


def judge_shares(picture: Picture) -> Finding:
    """Wherever a price stands with its shares, in journals, tables and views."""
    finding = Finding(Invariant.SHARES_ADD_UP)
    asked: dict[str, set[Shares]] = defaultdict(set)
    for told in picture.part("cards").journal:
        for request in requests_of(told.event):
            asked[str(request.participation_id)].add(shares_of(request))
            _judge_price(request, told, "cards", finding)
        if isinstance(told.event, SlipRedeemed):
            asked[str(told.event.participation_id)].add(shares_of(told.event))
            _judge_price(told.event, told, "cards", finding)
    for told in picture.part("budget").journal:
        if isinstance(told.event, ParticipationHeld | ParticipationConfirmed):
            _judge_price(told.event, told, "budget", finding)
            wishes = asked[str(told.event.participation_id)]
            if not wishes and told.sequence > picture.noted.get("budget", 0):
                continue  # cards was read before this request was made
            if shares_of(told.event) not in wishes:
                finding.fault("not_as_requested", "budget", picture.stream, told.sequence)
    _judge_transferred(picture.stream, picture.part("budget"), finding)
    _judge_visits(picture.stream, picture.part("budget"), finding)
    _judge_rows(picture, finding)
    return finding


def requests_of(event: Event | None) -> Sequence[ParticipationRequested]:
    """The participations that an event of cards asks budget for: one, those of a group, none."""
    if isinstance(event, GroupRequested):
        return event.lines
    return [event] if isinstance(event, ParticipationRequested) else []


Shares = tuple[int, int, int, int]


def shares_of(priced: Priced) -> Shares:
    """Price and shares, to be compared."""
    return (
        priced.price_cents,
        priced.holder_cents,
        priced.organisation_cents,
        priced.network_cents,
    )


def _judge_price(event: Event, told: Told, service: str, finding: Finding) -> None:
    finding.looked["prices"] += 1
    assert isinstance(
        event, ParticipationRequested | SlipRedeemed | ParticipationHeld | ParticipationConfirmed
    )
    if not adds_up(event):
        finding.fault("shares_do_not_add_up", service, told.envelope.stream, told.sequence)


def _judge_transferred(stream: str, budget: Part, finding: Finding) -> None:
    """Each step of a participation transfers the network's share, no more and no less."""
    shares: dict[str, int] = defaultdict(int)
    for told in budget.journal:
        event = told.event
        if isinstance(event, UncoveredCovered | UncoveredDecided):
            # A cancel gives back both: what was owed, and what covered it.
            shares[str(event.participation_id)] += event.cents
        if isinstance(event, ParticipationWaitlisted):
            # Nothing moves while it waits, nor where it waits no more.
            shares[str(event.participation_id)] = 0
        if isinstance(event, ParticipationCorrected):
            _judge_correction(event, shares, told, finding)
        if isinstance(event, OfInstalments):
            _judge_instalments(event, shares, told, finding)
        if isinstance(event, InstalmentsCarried):
            _judge_carried(event, told, finding)
        if not isinstance(event, Answers):
            continue
        finding.looked["transferred shares"] += 1
        key = str(event.participation_id)
        if isinstance(event, ParticipationHeld | ParticipationConfirmed):
            shares[key] = event.network_cents - untransferred(event)
        taken = isinstance(event, ParticipationConfirmed)
        back = isinstance(event, ParticipationReversed)
        moved = sum(
            transfer.cents
            for transfer in transfers_of(event)
            if not (taken and transfer.kind == "released")
            # What comes free in a locked year goes on to the current one: for nobody.
            and not (back and transfer.kind == "posted")
        )
        if key not in shares or moved != shares[key]:
            note = f"{moved} instead of {shares.get(key)} cents"
            finding.fault("share_not_transferred", "budget", stream, told.sequence, note)


def _judge_correction(
    event: ParticipationCorrected, shares: dict[str, int], told: Told, finding: Finding
) -> None:
    """What a correction moves back is what the network's share is lower, but for what was on no
    account, and what stays with a holder."""
    finding.looked["transferred shares"] += 1
    finding.looked["prices"] += 1
    if not adds_up(event):
        finding.fault("shares_do_not_add_up", "budget", told.envelope.stream, told.sequence)
    back = sum(
        one.cents
        for one in event.transfers
        if one.kind == "reversal" and one.debit.kind == "payable"
    )
    freed = held_less(event)
    if back > event.network_back_cents - event.absorbed_cents - freed:
        note = f"{back} instead of {event.network_back_cents - event.absorbed_cents} cents"
        fault = "share_not_transferred"
        finding.fault(fault, "budget", told.envelope.stream, told.sequence, note)
    moved = (one.cents for one in event.transfers if one.kind == "reversal")
    shares[str(event.participation_id)] -= sum(moved) + freed


def held_less(event: ParticipationCorrected) -> int:
    """What is held no more of instalments that run, in cents."""
    signs = {"released": 1, "held": -1}
    return sum(signs.get(one.kind, 0) * one.cents for one in event.transfers)


def _judge_instalments(
    event: OfInstalments, shares: dict[str, int], told: Told, finding: Finding
) -> None:
    """What is held is held in parts that sum to it; what is let go is held no more."""
    finding.looked["transferred shares"] += 1
    finding.looked["prices"] += 1
    key, stream = str(event.participation_id), told.envelope.stream
    sums = dict.fromkeys(("held", "taken", "released"), 0)
    for one in event.transfers:
        sums[one.kind] += one.cents
    match event:
        case InstalmentsAgreed():
            whole = tuple(map(sum, zip(*map(shares_of, event.instalments), strict=True)))
            fits = whole == shares_of(event) and sums["held"] == sums["released"] == shares.get(key)
        case InstalmentConfirmed():
            fits = sums["taken"] == event.network_cents
        case InstalmentsStopped():
            shares[key] = shares.get(key, 0) - sums["released"]
            fits = shares[key] == event.network_cents
    if not adds_up(event):
        finding.fault("shares_do_not_add_up", "budget", stream, told.sequence)
    if not fits:
        finding.fault("share_not_transferred", "budget", stream, told.sequence)


def _judge_carried(event: InstalmentsCarried, told: Told, finding: Finding) -> None:
    """What is held in one year less is held in the next one, and its money went with it."""
    finding.looked["transferred shares"] += 1
    sums = dict.fromkeys(("released", "posted", "held"), 0)
    for one in event.transfers:
        sums[one.kind] += one.cents
    if len(set(sums.values())) != 1:
        note = f"{sums['held']} held and {sums['posted']} moved of {sums['released']} cents"
        stream = told.envelope.stream
        finding.fault("share_not_transferred", "budget", stream, told.sequence, note)


def untransferred(event: ParticipationHeld | ParticipationConfirmed) -> int:
    """What of the share stands on no account: what version 1 left uncovered."""
    told_of = any(one.debit.kind == "uncovered" for one in event.transfers)
    return 0 if told_of else getattr(event, "uncovered_cents", 0)


def _judge_visits(stream: str, budget: Part, finding: Finding) -> None:
    """What is transferred for a visit with a group pass is the network's share, once and back."""
    posted: dict[str, int] = {}
    for told in budget.journal:
        event = told.event
        moved = sum(transfer.cents for transfer in transfers_of(event))
        if isinstance(event, GroupVisitConfirmed):
            finding.looked["prices"] += 1
            if not adds_up(event):
                finding.fault("shares_do_not_add_up", "budget", stream, told.sequence)
            posted[str(event.visit_id)] = due = event.network_cents
        elif isinstance(event, GroupVisitReversed):
            # One from before shares of visits were posted has nothing to move back.
            due = posted.pop(str(event.visit_id), 0)
        else:
            continue
        finding.looked["transferred shares"] += 1
        if moved != due:
            note = f"{moved} instead of {due} cents"
            finding.fault("share_not_transferred", "budget", stream, told.sequence, note)


def _judge_rows(picture: Picture, finding: Finding) -> None:
    rows: list[tuple[str, str, Priced]] = [
        ("budget", key, row) for key, row in picture.part("budget").table(Participation).items()
    ]
    rows += [
        (GATEWAY, key, row)
        for key, row in picture.part(GATEWAY).table(Shown).items()
        if row.day is not None
    ]
    for service, key, row in rows:
        finding.looked["prices"] += 1
        if not adds_up(row):
            finding.fault("shares_do_not_add_up", service, picture.stream, key)
