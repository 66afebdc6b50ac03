"""Claims and guarantee slips: what can be asked, and how rows follow what happened."""

from collections.abc import Mapping
from typing import Final

from services.cards.contracts import commands, events
from services.cards.domain import claim, claim_state, slip, slip_state
from services.kernel.contract import Command, Event
from services.kernel.rules import Decider, Evolve

CLAIM_COMMANDS: Final[Mapping[type[Command], Decider]] = {
    commands.FileClaim: Decider(claim.file_claim, claim.needs_of_filing),
    commands.CompleteClaim: Decider(claim.complete, claim.needs),
    commands.DecideClaim: Decider(claim.decide, claim.needs),
    commands.WithdrawClaim: Decider(claim.withdraw, claim.needs),
    commands.ReverseClaim: Decider(claim.reverse, claim.needs),
    commands.IssueSlip: Decider(slip.issue, slip.needs_of_issue),
    commands.RedeemSlip: Decider(slip.redeem, slip.needs_of_redeeming),
    commands.VoidSlip: Decider(slip.void, slip.needs),
}

CLAIM_EVENTS: Final[Mapping[type[Event], Evolve]] = {
    events.ClaimFiled: claim_state.filed,
    events.ClaimProofsSeen: claim_state.proofs_seen,
    events.ClaimIncomplete: claim_state.incomplete,
    events.ClaimCompleted: claim_state.completed,
    events.ClaimDecided: claim_state.decided,
    events.ClaimClosed: claim_state.closed,
    events.ClaimReopened: claim_state.reopened,
    events.SlipIssued: slip_state.issued,
    events.SlipRedeemed: slip_state.redeemed,
    events.SlipReopened: slip_state.reopened,
}
