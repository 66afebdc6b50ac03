"""Views of what networks owe each other, from both sides. Amounts in cents."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final, Literal

from services.budget.contracts import events as budget
from services.gateway.views import clearing_uncovered, ledger
from services.gateway.views.clearing_rows import (
    ClearingBalance,
    ClearingClaim,
    ClearingLine,
    ClearingStanding,
)
from services.gateway.views.payment_rows import PayableItem
from services.kernel.contract import Event
from services.kernel.rules import Context, Copier
from services.kernel.state import Change, Place, State

Direction = Literal["out", "in"]
Claiming = budget.ClearingClaimed | budget.ClearingClaimReceived
Answer = (
    budget.ParticipationConfirmed | budget.ParticipationReversed | budget.ParticipationCorrected
)


def _key(direction: Direction, network: object, year: int) -> str:
    return f"{direction}:{network}:{year}"


def balance(direction: Direction, network: object, year: int, state: State) -> ClearingBalance:
    """How it stands with a network in a year."""
    key = _key(direction, network, year)
    return state.get(ClearingBalance, key) or ClearingBalance(
        key=key, direction=direction, network_id=str(network), year=year
    )


# -- participations ---------------------------------------------------------------------------


def _side(event: Answer) -> budget.Account | None:
    sides = (side for one in event.transfers for side in (one.debit, one.credit))
    return next((one for one in sides if one.kind == "clearing"), None)


def needs_participation(event: Answer, state: State) -> Iterable[Place]:
    """How it stands with the network that pays, and the line that stands for it."""
    side = _side(event)
    if side is None:
        return
    yield ClearingBalance.at(_key("out", side.organisation_id, side.year))
    yield ClearingStanding.at(event.participation_id)
    standing = state.peek(ClearingStanding, event.participation_id)
    if standing is not None:
        yield ClearingLine.at(standing.line_id)


def of_participation(event: Answer, state: State) -> Iterable[Change]:
    """What another network owes for it, or no longer; what it disputes is then in dispute less."""
    side = _side(event)
    if side is None:
        return
    more = sum(_owed(one) for one in event.transfers)
    found = balance("out", side.organisation_id, side.year, state)
    standing = state.get(ClearingStanding, event.participation_id)
    line = None if standing is None else state.get(ClearingLine, standing.line_id)
    if more < 0 and line is not None and line.status == "disputed":
        left = line.left_cents + more
        status = "disputed" if left > 0 else "withdrawn"
        yield replace(line, left_cents=left, status=status)
        yield replace(found, disputed_cents=found.disputed_cents + more)
    elif more:
        yield replace(found, open_cents=found.open_cents + more)


def _owed(one: budget.Transfer) -> int:
    if one.kind not in ("posted", "taken", "reversal"):
        return 0
    return one.cents * ((one.debit.kind == "clearing") - (one.credit.kind == "clearing"))


# -- claims -----------------------------------------------------------------------------------


def _direction(event: Claiming) -> Direction:
    return "out" if isinstance(event, budget.ClearingClaimed) else "in"


def needs_claimed(event: Claiming, _context: Context, _state: State) -> Iterable[Place]:
    """How it stands with that network."""
    yield ClearingBalance.at(_key(_direction(event), event.network_id, event.year))


def claimed(event: Claiming, context: Context, state: State) -> Iterable[Change]:
    """The claim and its lines are there."""
    direction = _direction(event)
    told = event.model_dump(exclude={"clearing_id", "network_id", "lines"})
    yield ClearingClaim(
        key=str(event.clearing_id),
        direction=direction,
        network_id=str(event.network_id),
        status="claimed",
        lines=len(event.lines),
        made_at=context.time,
        **told,
    )
    for place, line in enumerate(event.lines):
        yield ClearingLine(
            key=str(line.line_id),
            claim_id=str(event.clearing_id),
            place=place,
            direction=direction,
            participation_id=str(line.participation_id),
            day=line.on,
            category=line.category,
            cents=line.cents,
            names=None if line.names is None else str(line.names),
            status="claimed",
            made_at=context.time,
        )
        if direction == "out" and line.names is None:
            yield ClearingStanding(key=str(line.participation_id), line_id=str(line.line_id))
    found = balance(direction, event.network_id, event.year, state)
    gone = event.total_cents if direction == "out" else 0
    yield replace(
        found,
        open_cents=found.open_cents - gone,
        claimed_cents=found.claimed_cents + event.total_cents,
    )


def needs_of_claim(
    own_id: object, direction: Direction, lines: Iterable[object], state: State
) -> Iterable[Place]:
    """A claim, lines of it, and how it stands with that network."""
    yield ClearingClaim.at(own_id)
    yield from (ClearingLine.at(one) for one in lines)
    claim = state.peek(ClearingClaim, own_id)
    if claim is not None:
        yield ClearingBalance.at(_key(direction, claim.network_id, claim.year))


def needs_answered(
    event: budget.ClearingClaimAnswered, context: Context, state: State
) -> Iterable[Place]:
    """The claim, its lines, and the accounts."""
    yield from ledger.needs_accounts(event, context, state)
    yield from needs_of_claim(event.clearing_id, "in", (x.line_id for x in event.lines), state)
    yield from clearing_uncovered.needs(event, state)


def answered(
    event: budget.ClearingClaimAnswered, context: Context, state: State
) -> Iterable[Change]:
    """What is accepted of another network's claim can be paid."""
    yield from ledger.moved(event, context, state)
    claim = state.get(ClearingClaim, event.clearing_id)
    if claim is None:
        return
    disputed = 0
    for told in event.lines:
        line = state.get(ClearingLine, told.line_id)
        if line is not None:
            status = "accepted" if told.reason is None else "disputed"
            yield replace(line, status=status, reason=told.reason)
            disputed += 0 if told.reason is None else line.cents
    yield from clearing_uncovered.answered(event, context, state)
    yield from _answered(claim, event, disputed, context, state)
    if event.payable_cents > 0:
        yield PayableItem(
            key=claim.key,
            kind="clearing",
            organisation_id=claim.network_id,
            cents=event.payable_cents,
            reference=f"V{event.year}-{event.number:04d}",
            status="open",
            made_at=context.time,
        )


def _answered(
    claim: ClearingClaim,
    event: budget.ClearingClaimAnswered | budget.ClearingAnswerReceived,
    disputed: int,
    context: Context,
    state: State,
) -> Iterable[Change]:
    """The claim as it was answered, and how it stands after that."""
    whole = event.accepted_cents == claim.total_cents and not disputed
    yield replace(
        claim,
        status="accepted" if whole else "disputed",
        accepted_cents=event.accepted_cents,
        payable_cents=event.payable_cents,
        answered_at=context.time,
    )
    answering = isinstance(event, budget.ClearingClaimAnswered)
    direction: Direction = "in" if answering else "out"
    found = balance(direction, claim.network_id, claim.year, state)
    yield replace(
        found,
        claimed_cents=found.claimed_cents - claim.total_cents,
        accepted_cents=found.accepted_cents + event.accepted_cents,
        disputed_cents=found.disputed_cents + disputed,
    )


def needs_answer(
    event: budget.ClearingAnswerReceived, _context: Context, state: State
) -> Iterable[Place]:
    """The claim, the lines in dispute, and how it stands with that network."""
    return needs_of_claim(event.clearing_id, "out", (x.line_id for x in event.disputed), state)


def answer_received(
    event: budget.ClearingAnswerReceived, context: Context, state: State
) -> Iterable[Change]:
    """The other network answered. Lines that are accepted are told by their claim."""
    claim = state.get(ClearingClaim, event.clearing_id)
    if claim is None:
        return
    for told in event.disputed:
        line = state.get(ClearingLine, told.line_id)
        if line is not None:
            status = "disputed" if told.left_cents else "withdrawn"
            yield replace(line, status=status, reason=told.reason, left_cents=told.left_cents)
    left = sum(one.left_cents for one in event.disputed)
    yield from _answered(claim, event, left, context, state)


def needs_settled(
    event: budget.ClearingDisputeSettled, context: Context, state: State
) -> Iterable[Place]:
    """The line, how it stands, and the accounts."""
    yield from ledger.needs_accounts(event, context, state)
    yield ClearingLine.at(event.line_id)
    yield ClearingBalance.at(_key("out", event.network_id, event.year))


def settled(
    event: budget.ClearingDisputeSettled, context: Context, state: State
) -> Iterable[Change]:
    """It is claimed again, or borne by this network."""
    yield from ledger.moved(event, context, state)
    line = state.get(ClearingLine, event.line_id)
    again = event.way == "again"
    if line is not None:
        yield replace(line, status="claimed_again" if again else "borne", left_cents=0)
    found = balance("out", event.network_id, event.year, state)
    yield replace(
        found,
        disputed_cents=found.disputed_cents - event.cents,
        open_cents=found.open_cents + (event.cents if again else 0),
    )


CLEARING_COPIES: Final[Mapping[type[Event], Copier]] = {
    budget.ClearingClaimed: Copier(claimed, needs_claimed),
    budget.ClearingClaimReceived: Copier(claimed, needs_claimed),
    budget.ClearingClaimAnswered: Copier(answered, needs_answered),
    budget.ClearingAnswerReceived: Copier(answer_received, needs_answer),
    budget.ClearingDisputeSettled: Copier(settled, needs_settled),
}
