"""Granting by itself: what can be asked, what happened, and the rule of each."""

from collections.abc import Mapping
from typing import Final

from services.cards.contracts.commands import (
    ArrangeRenewals,
    AskForRenewal,
    CheckStatusList,
    RecordListedStatus,
    RenewByStatus,
    StopRenewals,
)
from services.cards.contracts.events import (
    RenewalAsked,
    RenewalLeft,
    RenewalsArranged,
    RenewalsStopped,
    StatusListChecked,
    StatusListed,
)
from services.cards.domain import automatic, renewing, status_list
from services.cards.domain.status_question import nothing_to_keep
from services.kernel.contract import Command, Event
from services.kernel.rules import Decider, Evolve

AUTOMATIC_COMMANDS: Final[Mapping[type[Command], Decider]] = {
    ArrangeRenewals: Decider(renewing.arrange, renewing.needs_of_arranging),
    AskForRenewal: Decider(renewing.ask, renewing.needs_of_asking),
    CheckStatusList: Decider(status_list.check, status_list.needs),
    RecordListedStatus: Decider(status_list.record, status_list.needs),
    RenewByStatus: Decider(automatic.renew_by_status, automatic.needs_of_renewal),
    StopRenewals: Decider(renewing.stop, renewing.needs_of_stopping),
}
AUTOMATIC_EVENTS: Final[Mapping[type[Event], Evolve]] = {
    RenewalAsked: renewing.asked,
    RenewalLeft: nothing_to_keep,
    RenewalsArranged: renewing.arranged,
    RenewalsStopped: renewing.stopped,
    StatusListChecked: nothing_to_keep,
    StatusListed: nothing_to_keep,
}
