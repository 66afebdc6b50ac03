"""Applications and decisions: what can be asked, what happened, and the rule of each."""

from collections.abc import Mapping
from typing import Final

from services.cards.contracts.commands import DecideCase, ForgetExplanation
from services.cards.contracts.events import CaseDecided, ExplanationForgotten
from services.cards.domain import counter, decision
from services.kernel.contract import Command, Event
from services.kernel.rules import Decider, Evolve

CASE_COMMANDS: Final[Mapping[type[Command], Decider]] = {
    DecideCase: Decider(counter.decide_case, counter.needs),
    ForgetExplanation: Decider(decision.forget, decision.needs_of_forgetting),
}
CASE_EVENTS: Final[Mapping[type[Event], Evolve]] = {
    CaseDecided: decision.decided,
    ExplanationForgotten: decision.forgotten,
}
