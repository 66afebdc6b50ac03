"""What can be asked of cards, and the rule that decides."""

from collections.abc import Mapping
from typing import Final

from services.cards.contracts.commands import (
    BlockCard,
    CancelParticipation,
    ConfirmParticipation,
    DecideEligibility,
    DestroyKey,
    EraseHolder,
    GrantRight,
    HoldParticipation,
    IssueCard,
    IssueSchemeCard,
    RegisterHolder,
    RegisterParticipation,
    SettleNumber,
    VoidParticipation,
)
from services.cards.domain import card, erasure, holder, participation, resolution, right
from services.kernel.contract import Command
from services.kernel.rules import Decider

COMMANDS: Final[Mapping[type[Command], Decider]] = {
    RegisterHolder: Decider(holder.register, holder.needs_of_registration),
    DecideEligibility: Decider(holder.decide_eligibility, holder.needs_of_decision),
    GrantRight: Decider(right.grant, right.needs_of_grant),
    IssueCard: Decider(card.issue, card.needs_of_issue),
    IssueSchemeCard: Decider(card.issue_of_scheme, card.needs_of_scheme_issue),
    BlockCard: Decider(card.block, card.needs_of_block),
    RegisterParticipation: Decider(participation.register, participation.needs),
    HoldParticipation: Decider(participation.hold, participation.needs),
    ConfirmParticipation: Decider(resolution.request, resolution.needs),
    VoidParticipation: Decider(resolution.request, resolution.needs),
    CancelParticipation: Decider(resolution.request, resolution.needs),
    EraseHolder: Decider(erasure.erase, erasure.needs),
    DestroyKey: Decider(erasure.key_destroyed),
    SettleNumber: Decider(erasure.number_settled),
}
