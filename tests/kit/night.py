"""A desk where sources of status answer, and what is decided on that by itself. Pure.

Keys are kept, so that a test can read what was sealed.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import orjson

from services.cards.contracts.commands import (
    ArrangeRenewals,
    AskForRenewal,
    AskStatus,
    RecordStatusAnswer,
    RegisterHolder,
    RenewByStatus,
)
from services.cards.contracts.events import HolderRegistered, StatusAsked
from services.cards.domain.prepared import OpenedCase, OpenedCases, Reader, SealedIdentity
from services.cards.domain.renewing import Configured
from services.cards.domain.status_question import SealedAnswer, SealedQuestion
from services.kernel.contract import Event
from services.kernel.rules import Decider
from tests.kit.casework import KEY, SEALER, Desk, Json
from tests.kit.regulations import a_document, a_person
from tests.kit.town import an_id, expect

STATUS = "increased_reimbursement"
AUTOMATIC: Json = {"modes": ["application", "automatic"]}


class Night(Desk):
    """A desk where a source may answer; `prepare` plays what opens cases between two commands."""

    def __init__(self, **document: Any) -> None:
        super().__init__(a_document(**{"deciding": AUTOMATIC, **document}))
        self.until: date | None = None
        self._prepare_renewals()

    def _prepare_renewals(self) -> None:
        """A decision follows in a turn of its own, before which its case is opened."""
        rules = self.driver.services["cards"]
        decider = rules.commands[RenewByStatus]

        def opened(rule: Callable[..., Any]) -> Callable[..., Any]:
            def ready(command: RenewByStatus, context: Any, state: Any) -> Any:
                held = {"name": STATUS, "evidence": "authentic", "until": self.until}
                facts = a_person(statuses=[held])
                case = OpenedCase(facts=facts, reason=None, sealer=SEALER, reader=Reader(KEY))
                prepared = OpenedCases({command.holder_id: case})
                return rule(command, replace(context, prepared=prepared), state)

            return ready

        commands: dict[Any, Any] = {
            **rules.commands,
            RenewByStatus: Decider(opened(decider.decide), opened(decider.needs)),
        }
        self.driver.services["cards"] = replace(rules, commands=commands)

    def a_person(self, born: str = "1990-05-17") -> UUID:
        """A person whose number is known, with her birth date on file."""
        identity = KEY.seal(orjson.dumps({"birth_date": born}))
        number = str(an_id(f"number {len(self.driver.journal)}"))
        wish = RegisterHolder(municipality=self.network.municipalities[0], identity="for cards")
        return expect(self.ask(wish, SealedIdentity(identity, number)), HolderRegistered).holder_id

    def put(self, row: Any, **changes: Any) -> None:
        """A row as it is from now on."""
        changed = replace(row, **changes)
        self.driver.rows["cards", self.stream][type(row).at(row.key)] = changed

    def ask_source(self, holder: UUID, **changes: Any) -> UUID:
        """A question by a clerk; its id."""
        wish = AskStatus(
            holder_id=holder,
            source="magda",
            statuses="for cards only",
            on=self.driver.now.date(),
            legal_basis="own_request",
            purpose="renewal",
            asked_by="clerk",
            scheme_id=self.scheme,
        ).model_copy(update=changes)
        ready = SealedQuestion("sealed", f"token {len(self.driver.journal)}", configured=True)
        return expect(self.ask(wish, ready), StatusAsked).question_id

    def answer(self, holder: UUID, question: UUID, outcome: str = "yes") -> list[Event]:
        """The source answers; what happened."""
        before = len(self.driver.journal)
        wish = RecordStatusAnswer(question_id=question, holder_id=holder, answer="for cards only")
        case = "for cards only" if outcome == "yes" else None
        self.driver.send(wish, stream=self.stream, prepared=SealedAnswer("sealed", case=case))
        return [fact.event for fact in self.driver.journal[before:]]

    def arrange(self, **changes: Any) -> Event:
        """The outcome of arranging renewals thirty days ahead."""
        wish = ArrangeRenewals(
            scheme_id=self.scheme,
            status=STATUS,
            source="magda",
            legal_basis="general_authorisation",
            deliberation="18/123",
            days_before=30,
        ).model_copy(update=changes)
        return self.ask(wish, Configured(changes.get("source", "magda") == "magda"))

    def due(self, holder: UUID, arrangement: UUID, **changes: Any) -> list[Event]:
        """The calendar asks about her right; what happened."""
        right = self.rights(holder).rights[-1]
        before = len(self.driver.journal)
        wish = AskForRenewal(
            arrangement_id=arrangement,
            right_id=UUID(right.right_id),
            holder_id=holder,
            scheme_id=self.scheme,
            ends_on=right.valid_until,
            statuses="for cards only",
        ).model_copy(update=changes)
        ready = SealedQuestion("sealed", f"token {before}", configured=True)
        self.driver.send(wish, stream=self.stream, prepared=ready)
        return [fact.event for fact in self.driver.journal[before:]]
