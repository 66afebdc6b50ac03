"""Several people in one request: how it is asked in a town, and what became of it."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from services.cards.contracts.events import SchemeCardIssued
from services.cards.domain.group import ParticipationGroup
from services.cards.domain.participation import Participation
from services.kernel.contract import Event
from services.kernel.state import Place, Row
from tests.kit.scheme_town import SchemeTown
from tests.kit.town import SUMMER, Town

Line = tuple[str, UUID, date]


def rows_of(town: Town) -> dict[tuple[str, Place], Row]:
    """Every row of cards and budget."""
    return {
        (service, place): row
        for (service, stream), rows in town.driver.rows.items()
        for place, row in rows.items()
        if stream == town.stream and service in ("cards", "budget")
    }


def statuses(town: Town, made: Event) -> list[str]:
    """How everybody of a group stands at cards, in the order of its lines."""
    group_id = made.group_id  # type: ignore[attr-defined]
    row = town.driver.row("cards", town.stream, ParticipationGroup, group_id)
    return [
        town.driver.row("cards", town.stream, Participation, one).status
        for one in row.participation_ids
    ]


def three(town: SchemeTown) -> list[SchemeCardIssued]:
    """Two children and a parent."""
    return [town.an_entitled()[1] for _ in range(3)]


def together(cards: Sequence[SchemeCardIssued], offer: UUID, on: date = SUMMER) -> list[Line]:
    return [(card.token, offer, on) for card in cards]


def ids_of(town: Town, made: Event) -> list[UUID]:
    row = town.driver.row(
        "cards",
        town.stream,
        ParticipationGroup,
        made.group_id,  # type: ignore[attr-defined]
    )
    return [UUID(one) for one in row.participation_ids]
