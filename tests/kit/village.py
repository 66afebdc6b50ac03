"""A network with schemes, in which things simply happen: for rules that follow on many others."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import orjson

from services.cards.consumers import RULES
from services.cards.contracts.commands import MergeHolders, SplitHolders
from services.cards.contracts.events import (
    HoldersMerged,
    HoldersSplit,
    RegulationAdopted,
    SchemeCardIssued,
    SchemeRightEnded,
    SchemeRightGranted,
    SchemeRightRenewed,
)
from services.cards.domain.card import CardByToken
from services.cards.domain.scheme_right import DatedRight, SchemeRights, rights_key
from services.kernel.contract import Event
from services.kernel.state import Place, Row, WholeState
from tests.kit.regulations import document_data
from tests.kit.town import Town, an_id, expect

SCHEME, OTHER_SCHEME = an_id("scheme"), an_id("other scheme")
YEAR = date(2026, 1, 1)


class Village(Town):
    """A network with two schemes, in which things simply happen."""

    def __init__(self) -> None:
        super().__init__()
        for scheme in (SCHEME, OTHER_SCHEME):
            self.happens(
                RegulationAdopted(
                    regulation_id=an_id(f"regulation of {scheme}"),
                    scheme_id=scheme,
                    name="Kansenpas",
                    version=1,
                    valid_from=YEAR,
                    valid_until=None,
                    document=orjson.dumps(document_data()).decode(),
                )
            )

    def happens(self, *events: Event) -> None:
        """These events are in the journal of cards."""
        kept = self.driver.rows.setdefault(("cards", self.stream), {})
        for event in events:
            context = self.driver.fresh_context(self.stream, None)
            self.driver.emit(RULES, [event], context, WholeState(kept), answers=False)

    def a_scheme_right(self, holder: UUID, first: date, last: date, scheme: UUID = SCHEME) -> UUID:
        """A right of a person in a scheme."""
        self.cards += 1
        right = an_id(f"right {self.cards}")
        self.happens(
            SchemeRightGranted(
                right_id=right,
                holder_id=holder,
                scheme_id=scheme,
                regulation_id=an_id(f"regulation of {scheme}"),
                valid_from=first,
                valid_until=last,
            )
        )
        return right

    def a_scheme_card(self, holder: UUID, scheme: UUID = SCHEME) -> SchemeCardIssued:
        """A card of a person in a scheme."""
        self.cards += 1
        issued = SchemeCardIssued(
            card_id=an_id(f"card {self.cards}"),
            holder_id=holder,
            scheme_id=scheme,
            token=f"token-{self.cards}",
            number="sealed number",
            carrier="card",
            reason="first",
        )
        self.happens(issued)
        return issued

    def own_rows(self) -> dict[Place, Row]:
        """All rows of cards as they stand."""
        return dict(self.driver.rows["cards", self.stream])

    def rights(self, holder: UUID, scheme: UUID = SCHEME) -> Sequence[DatedRight]:
        """The rights of a person in a scheme."""
        row = self.own_rows().get(SchemeRights.at(rights_key(holder, scheme)))
        return row.rights if isinstance(row, SchemeRights) else ()

    def merge(self, stays: UUID, duplicate: UUID) -> HoldersMerged:
        """The outcome of a merge that is done."""
        wish = MergeHolders(holder_id=stays, duplicate_id=duplicate)
        return expect(self.ask(wish), HoldersMerged)

    def split(self, duplicate: UUID) -> HoldersSplit:
        """The outcome of a split that is done."""
        return expect(self.ask(SplitHolders(duplicate_id=duplicate)), HoldersSplit)

    def card_leads_to(self, card: SchemeCardIssued) -> str | None:
        """The person to whom a card leads."""
        return self.driver.row("cards", self.stream, CardByToken, card.token).holder_id

    def renew(self, holder: UUID, right: UUID, until: date) -> None:
        """The right goes on until a later day."""
        self.happens(
            SchemeRightRenewed(
                right_id=right,
                holder_id=holder,
                scheme_id=SCHEME,
                regulation_id=an_id("regulation"),
                valid_until=until,
            )
        )

    def end(self, holder: UUID, right: UUID, last_day: date) -> None:
        """The right ends earlier."""
        self.happens(
            SchemeRightEnded(
                right_id=right,
                holder_id=holder,
                scheme_id=SCHEME,
                last_day=last_day,
                learned_on=last_day,
                reason="status_lost",
            )
        )
