"""Cards, stock and group passes: what can be asked, and how rows follow what happened."""

from collections.abc import Mapping
from typing import Final

from services.cards.contracts import commands, events
from services.cards.domain import (
    blocking,
    card,
    carrier,
    group_pass,
    issuing,
    replacing,
    revoking,
    stock,
    stocking,
)
from services.kernel.contract import Command, Event
from services.kernel.rules import Decider, Evolve

CARD_COMMANDS: Final[Mapping[type[Command], Decider]] = {
    commands.IssueCard: Decider(issuing.issue, issuing.needs),
    commands.IssueSchemeCard: Decider(carrier.issue, carrier.needs),
    commands.BlockCard: Decider(blocking.block, blocking.needs),
    commands.UnblockCard: Decider(blocking.unblock, blocking.needs),
    commands.ReplaceCard: Decider(replacing.replace_card, replacing.needs_of_replacing),
    commands.RenewCard: Decider(replacing.renew, replacing.needs_of_renewal),
    commands.ProlongCard: Decider(replacing.prolong, replacing.needs_of_renewal),
    commands.SwapCard: Decider(replacing.swap, replacing.needs_of_swap),
    commands.RevokeCards: Decider(revoking.revoke, revoking.needs),
    commands.LiftRevocation: Decider(revoking.lift, revoking.needs),
    commands.OpenCounter: Decider(stocking.open_counter, stocking.needs_of_opening),
    commands.OrderPack: Decider(stocking.order, stocking.needs_of_order),
    commands.PrintPack: Decider(stocking.print_pack, stocking.needs_of_pack),
    commands.ReceivePack: Decider(stocking.receive, stocking.needs_of_pack),
    commands.CancelPack: Decider(stocking.cancel, stocking.needs_of_pack),
    commands.MovePack: Decider(stocking.move, stocking.needs_of_move),
    commands.SpoilCard: Decider(stocking.spoil, stocking.needs_of_spoiling),
    commands.CorrectStock: Decider(stocking.correct, stocking.needs_of_correction),
    commands.IssueGroupPass: Decider(group_pass.issue, group_pass.needs_of_issue),
    commands.BlockGroupPass: Decider(group_pass.block, group_pass.needs_of_block),
    commands.RegisterGroupVisit: Decider(group_pass.register, group_pass.needs_of_visit),
    commands.CancelGroupVisit: Decider(group_pass.cancel, group_pass.needs_of_cancelling),
}

CARD_EVENTS: Final[Mapping[type[Event], Evolve]] = {
    events.CardIssued: card.issued,
    events.SchemeCardIssued: carrier.issued,
    events.CardBlocked: blocking.blocked,
    events.CardUnblocked: blocking.unblocked,
    events.CardReplaced: blocking.replaced,
    events.CardRenewed: replacing.renewed,
    events.CardsRevoked: revoking.revoked,
    events.RevocationLifted: revoking.lifted,
    events.CounterOpened: stock.counter_opened,
    events.PackOrdered: stock.ordered,
    events.PackPrinted: stock.printed,
    events.PackReceived: stock.received,
    events.PackCancelled: stock.cancelled,
    events.PackMoved: stock.moved,
    events.CardSpoiled: stock.spoiled,
    events.StockCorrected: stock.corrected,
    events.GroupPassIssued: group_pass.issued,
    events.GroupPassBlocked: group_pass.blocked,
    events.GroupVisitRegistered: group_pass.visited,
    events.GroupVisitRequested: group_pass.visited,
    events.GroupVisitCancelRequested: group_pass.cancel_requested,
    events.GroupVisitCancelled: group_pass.cancelled,
}
