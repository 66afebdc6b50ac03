"""Lines whose events named no bucket yet (version 1) stand on statements. Pure.

The events are those of budget's own rules, read back as version 1 wrote them.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import orjson
import pytest

from deploy.audit.folds import FoldState
from deploy.audit.services import CATALOGUE
from services.budget.contracts.commands import DrawUpStatements
from services.budget.contracts.events import (
    GroupVisitConfirmed,
    GroupVisitReversed,
    ParticipationConfirmed,
    ParticipationReversed,
    StatementDrawnUp,
)
from services.cards.contracts.commands import CancelParticipation
from services.gateway.views import COPIES
from services.gateway.views.ledger_rows import StatementLine
from services.kernel.contract import Event
from services.kernel.state import Change
from tests.kit.rules import Fact
from tests.kit.town import Town, expect

NAMING_BUCKETS = (
    ParticipationConfirmed,
    ParticipationReversed,
    GroupVisitConfirmed,
    GroupVisitReversed,
)


@dataclass
class Told:
    """The lines of the views, and the statement that budget drew up over them."""

    lines: list[StatementLine]
    statement: StatementDrawnUp


def as_version_1(event: Event) -> Event:
    """The event, written under its first name without what that did not have."""
    [name] = type(event).formerly
    written = orjson.loads(event.model_dump_json())
    del written["bucket_id"]
    read = CATALOGUE.by_name[name].model_validate_json(orjson.dumps(written))
    assert isinstance(read, Event)
    return read


def told(town: Town, club: object, *, old: int) -> Told:
    """The views after `old` events of the first version and the present ones after them."""
    wish = DrawUpStatements(organisation_ids=(club,), year=2026, until=date(2026, 12, 31))
    statement = expect(town.ask(wish), StatementDrawnUp)
    views, seen = FoldState(), 0
    for fact in town.driver.journal:
        views.apply(list(_copied(fact, seen < old, views)))
        seen += isinstance(fact.event, NAMING_BUCKETS)
    assert seen >= old
    lines = [row for row in views.rows.values() if isinstance(row, StatementLine)]
    return Told(lines, statement)


def _copied(fact: Fact, is_old: bool, views: FoldState) -> list[Change]:
    event = fact.event
    if fact.service != "budget":
        return []
    if is_old and isinstance(event, NAMING_BUCKETS):
        event = as_version_1(event)
    return list(COPIES[type(event)].copy(event, fact.context, views))


@pytest.mark.parametrize("old", range(5))
def test_lines_of_both_versions_stand_on_the_statement_that_pays_them(old: int) -> None:
    town = Town()
    town.at(datetime(2026, 12, 31, 12, tzinfo=UTC))
    club = town.a_provider()
    offer = town.an_offer(1_000, split_percent=(20, 40, 40), provider=club)
    for day in (date(2026, 3, 2), date(2026, 3, 31), date(2026, 4, 1)):
        done = expect(town.register(town.a_card(), offer, on=day), ParticipationConfirmed)
    town.ask(CancelParticipation(participation_id=done.participation_id))
    found = told(town, club, old=old)
    named = {str(one) for one in found.statement.buckets}
    assert {one.bucket_id for one in found.lines} == named
    assert len(named) == 2
    assert len(found.lines) == found.statement.lines == 4
    assert sum(one.network_cents for one in found.lines) == found.statement.total_cents == 800


def test_a_line_of_nothing_is_in_no_bucket() -> None:
    town = Town()
    club = town.a_provider()
    free = town.an_offer(1_000, split_percent=(100, 0, 0), provider=club)
    paid = town.an_offer(1_000, split_percent=(20, 40, 40), provider=club)
    town.at(datetime(2026, 12, 31, 12, tzinfo=UTC))
    for offer in (free, paid):
        expect(town.register(town.a_card(), offer), ParticipationConfirmed)
    found = told(town, club, old=2)
    assert sorted((one.network_cents, one.bucket_id is None) for one in found.lines) == [
        (0, True),
        (400, False),
    ]
