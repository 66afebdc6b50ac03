"""Cases to decide in a town: a scheme with its regulation, persons with facts, and a desk.

Facts come opened, as `handlers/opening_cases.py` makes them ready; keys are kept, so that a test
can read what was sealed.
"""

from datetime import date
from typing import Any
from uuid import UUID

import orjson

from services.cards.consumers import RULES as CARDS
from services.cards.contracts.commands import DecideCase
from services.cards.contracts.events import CaseDecided, RegulationAdopted
from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.reading import write
from services.cards.domain.prepared import OpenedCase, OpenedCases
from services.cards.domain.scheme import Scheme
from services.cards.domain.scheme_right import SchemeRights, rights_key
from services.kernel.contract import Event
from services.kernel.sealing import PersonKey, Sealer
from services.kernel.state import State
from services.partners.contracts.commands import OpenNetwork
from tests.kit.regulations import a_document, a_person
from tests.kit.town import Town, an_id

Json = dict[str, Any]
ENTITLED: Json = {"statuses": [{"name": "increased_reimbursement"}]}
NOT_ENTITLED: Json = {"statuses": []}
KEY = PersonKey(bytes(range(32)))
SEALER = Sealer(KEY, an_id("cause"))


class Desk(Town):
    """A town with one scheme."""

    def __init__(
        self, document: RegulationDocument | None = None, opening: OpenNetwork | None = None
    ) -> None:
        super().__init__(opening)
        self.scheme = an_id("scheme")
        self.versions = 0
        self.adopt(document or a_document())

    def adopt(self, document: RegulationDocument) -> UUID:
        """A version of the scheme's regulation, from its own first day."""
        self.versions += 1
        regulation_id = an_id(f"regulation {self.versions}")
        event = RegulationAdopted(
            regulation_id=regulation_id,
            scheme_id=self.scheme,
            version=self.versions,
            name=document.scheme,
            document=write(document),
            valid_from=document.valid_from,
            valid_until=document.valid_until,
        )
        self.tell(event, Scheme, self.scheme)
        return regulation_id

    def tell(self, event: Event, table: Any, key: object) -> None:
        """An event of cards that needs one row."""
        kept = self.driver.rows.setdefault(("cards", self.stream), {})
        place = table.at(key)
        state = State({place: kept.get(place)})
        self.driver.emit(
            CARDS, [event], self.driver.fresh_context(self.stream, None), state, answers=False
        )

    def decide(
        self, holder: UUID, facts: Json | None, *, reason: str | None = None, **wish: Any
    ) -> Event:
        """The outcome of deciding at the counter."""
        command = DecideCase(holder_id=holder, scheme_id=self.scheme, case="sealed", **wish)
        return self.ask(command, OpenedCases({holder: a_case(facts, reason)}))

    def rights(self, holder: UUID) -> SchemeRights:
        """Her rights in the scheme; she has had one."""
        return self.driver.row("cards", self.stream, SchemeRights, rights_key(holder, self.scheme))

    def decisions(self, holder: UUID) -> list[CaseDecided]:
        """All decisions about her, oldest first."""
        events = [fact.event for fact in self.driver.journal]
        return [e for e in events if isinstance(e, CaseDecided) and e.holder_id == holder]

    def usable_on(self, holder: UUID, day: date) -> bool:
        """Whether she has a right on a day."""
        rows = self.driver.rows["cards", self.stream]
        row = rows.get(SchemeRights.at(rights_key(holder, self.scheme)))
        return isinstance(row, SchemeRights) and row.on(day) is not None


def a_case(facts: Json | None, reason: str | None = None, *, follows: bool = False) -> OpenedCase:
    """What was made ready about one person."""
    person = None if facts is None else a_person(**facts)
    return OpenedCase(facts=person, reason=reason, sealer=SEALER, follows=follows)


def opened(decision: CaseDecided) -> Json:
    """Why it was decided so."""
    said: Json = orjson.loads(KEY.open(decision.explanation))
    return said
