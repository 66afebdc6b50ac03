"""A network's season in memory, seen as the audit sees a stream: the gateway hears it too. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from deploy.audit.picture import CursorAt, Operation, Part, Picture, Told
from deploy.audit.services import AUDITED, GATEWAY, SOURCES
from deploy.contracts.examples import example
from services.budget.consumers import RULES as BUDGET
from services.budget.contracts.events import GroupVisitConfirmed, ParticipationHeld
from services.cards.consumers import RULES as CARDS
from services.cards.contracts.commands import (
    CancelGroupVisit,
    CancelParticipation,
    RegisterGroupVisit,
    ResolveGroup,
    VoidParticipation,
)
from services.cards.contracts.events import GroupPassIssued, HolderCorrected, HolderRegistered
from services.gateway.consumers import RULES as VIEWS
from services.gateway.domain.lookup import NameIndex
from services.gateway.domain.outcomes import outcome_of
from services.kernel.contract import Event
from services.kernel.envelope import Envelope
from services.kernel.ids import PLATFORM
from services.kernel.rules import Context, Rules
from services.kernel.state import Row
from services.partners.consumers import RULES as PARTNERS
from services.partners.contracts.events import NetworkOpened
from tests.kit.rules import Driver
from tests.kit.scheme_town import YEARLY, SchemeTown, eighty_percent
from tests.kit.town import an_opening, expect

SOME_DAY = datetime(2026, 7, 1, 12, tzinfo=UTC)


class WatchingDriver(Driver):
    """The gateway is given an index of names, as its turn prepares it; here of the sealed ones."""

    def take_event(self, rules: Rules, event: Event, context: Context) -> None:
        """As the driver does."""
        if rules.service == GATEWAY and isinstance(event, HolderRegistered | HolderCorrected):
            index = NameIndex((event.identity[-8:], event.identity[-16:]))
            context = replace(context, prepared=index)
        super().take_event(rules, event, context)


class WatchedTown(SchemeTown):
    """A town whose events the gateway hears, as it does on Kafka."""

    def __init__(self, **opening: Any) -> None:
        self.driver = WatchingDriver(PARTNERS, CARDS, BUDGET, VIEWS)
        asked = an_opening(**opening)
        self.network = expect(self.driver.ask(asked, stream=PLATFORM), NetworkOpened)
        self.stream = str(self.network.network_id)
        self.cards = 0
        self.found_scheme(eighty_percent(ceilings=[YEARLY]))

    def picture(self) -> Picture:
        """Everything that is known of the network's stream, all heads noted, all taken in."""
        journals = {service: self._journal(service) for service in SOURCES}
        heads = {service: len(journal) for service, journal in journals.items()}
        parts = {name: self._part(name, journals.get(name, []), heads) for name in AUDITED}
        return Picture(self.stream, parts, heads)

    def _journal(self, service: str) -> list[Told]:
        told: list[Told] = []
        for fact in self.driver.journal:
            if (fact.service, fact.stream) != (service, self.stream):
                continue
            context = fact.context
            answers = self.driver.outcomes.get(context.correlation) is fact.event
            envelope = Envelope(
                id=context.id,
                type=fact.event.wire_name,
                source=service,
                stream=self.stream,
                time=context.time,
                data=fact.event.model_dump_json().encode(),
                correlation=context.correlation,
                sequence=len(told) + 1,
                outcome=context.correlation if answers else None,
            )
            told.append(Told(envelope, fact.event))
        return told

    def _part(self, service: str, journal: Sequence[Told], heads: Mapping[str, int]) -> Part:
        rules = AUDITED[service].rules
        rows: dict[type[Row], dict[str, Row]] = {table: {} for table in rules.tables}
        for (table, key), row in self.driver.rows.get((service, self.stream), {}).items():
            rows[table][key] = row
        views = service == GATEWAY
        return Part(
            service=service,
            head=len(journal),
            published=len(journal),
            journal=journal,
            cursors={source: CursorAt(heads[source], heads[source]) for source in rules.sources},
            known=frozenset(told.envelope.correlation for told in journal),
            rows=rows,
            operations=self._operations() if views else {},
            feed=self._feed() if views else (),
        )

    def _operations(self) -> dict[UUID, Operation]:
        found = {}
        for service in SOURCES:
            for told in self._journal(service):
                if told.envelope.outcome is not None and told.event is not None:
                    said = outcome_of(told.event)
                    found[told.envelope.outcome] = Operation(
                        self.stream, said.status, said.code, said.field, said.made, self.stream
                    )
        return found

    def _feed(self) -> list[tuple[str, int, str]]:
        return [
            (service, told.sequence, told.envelope.type)
            for service in SOURCES
            for told in self._journal(service)
            if told.event is not None and told.event.public
        ]


def a_season(steps: Sequence[int] = (0, 1, 2, 3, 4, 5, 6, 7), **amounts: int) -> WatchedTown:
    """A town in which these kinds of things happened, one a day, to two card holders."""
    town = WatchedTown(**amounts)
    town.at(SOME_DAY)
    cards, offer = [town.a_card(), town.a_card()], town.an_offer(1_190)
    for number, step in enumerate(steps):
        day = SOME_DAY.date() + timedelta(days=number)
        card = cards[number % 2]
        if step in (0, 1):
            town.register(card, offer, on=day)
        elif step in (2, 3):
            town.hold(card, offer, SOME_DAY + timedelta(days=2), on=day)
        if step in (1, 3) and town.last_request().on == day:
            wish = CancelParticipation if step == 1 else VoidParticipation
            town.ask(wish(participation_id=town.last_request().participation_id))
        if step == 4:
            town.register(card, offer, on=day + timedelta(days=4_000))  # refused
        if step == 5:
            free = town.an_offer(500, split_percent=(100, 0, 0))
            town.register(cards[0], free, on=day)  # costs the network nothing
        if step in (6, 7):
            together(town, [card.token for card in cards], offer, day, undone=step == 7)
    groups_visit(town, offer)
    _holder, scheme_card = town.an_entitled()
    town.take_part(scheme_card, town.an_offer_of(1_000), on=SOME_DAY.date())
    return town


def together(
    town: WatchedTown, tokens: Sequence[str], offer: UUID, day: date, *, undone: bool
) -> None:
    """All of them take part in one request; or they held it, let it go, and asked too much."""
    until = SOME_DAY + timedelta(days=2) if undone else None
    made = town.register_group(*((token, offer, day) for token in tokens), hold=until)
    if undone:
        assert isinstance(made, ParticipationHeld)
        town.ask(ResolveGroup.model_validate({"group_id": made.group_id, "action": "void"}))
        rich, too_dear = town.a_card(town.a_right(50_000_000)), town.an_offer(40_000_000)
        town.register_group((tokens[0], offer, day), (rich.token, too_dear, day))  # declined


def groups_visit(town: WatchedTown, offer: UUID) -> None:
    """A visit with a group pass, one that is cancelled, and one that nobody can pay."""
    day, issued = SOME_DAY.date(), GroupPassIssued.model_validate(example(GroupPassIssued))
    town.tell(issued.model_copy(update={"valid_until": day, "tickets_per_year": 100}))
    for tickets, what in ((3, offer), (4, offer), (5, town.an_offer(40_000_000))):
        wish = RegisterGroupVisit(pass_token=issued.token, offer_id=what, on=day, tickets=tickets)
        made = town.ask(wish)
        if tickets == 4 and isinstance(made, GroupVisitConfirmed):
            town.ask(CancelGroupVisit(visit_id=made.visit_id))


def with_part(picture: Picture, service: str, **changes: Any) -> Picture:
    """The picture with something else in one part."""
    parts = {**picture.parts, service: replace(picture.part(service), **changes)}
    return replace(picture, parts=parts)


def with_row(picture: Picture, service: str, row: Row) -> Picture:
    """The picture with another row in the place of one."""
    rows = dict(picture.part(service).rows)
    rows[type(row)] = {**rows[type(row)], row.key: row}
    return with_part(picture, service, rows=rows)


def without_row(picture: Picture, service: str, row: Row) -> Picture:
    """The picture without one row."""
    rows = dict(picture.part(service).rows)
    rows[type(row)] = {key: other for key, other in rows[type(row)].items() if key != row.key}
    return with_part(picture, service, rows=rows)
