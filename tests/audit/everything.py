"""A season in which every event of the contracts has happened: all tables have a row. Pure.

The events are golden examples; ids of the same name are the same thing.
"""

from collections.abc import Mapping
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from deploy.contracts.examples import example
from services.budget.contracts.events import ParticipationConfirmed
from services.cards.contracts.events import HolderRegistered, ResolutionRequested
from services.kernel.contract import Event
from services.kernel.rules import Rules
from services.kernel.state import WholeState
from tests.audit.story import WatchedTown, a_season

FITTING: Final[Mapping[type[Event], Mapping[str, Any]]] = {ResolutionRequested: {"action": "void"}}
"""Where an example does not fit the others: their transfers hold less than a confirm would take."""
PASSES = 2
"""The second time round, what changes something finds what makes it."""


def a_season_of_everything() -> WatchedTown:
    """The usual season, and after it each event that empties no table."""
    town = a_season()
    cards = town.driver.services["cards"]
    tell(town, cards, HolderRegistered, holder_id=an_id_of("duplicate_id"))
    for _pass in range(PASSES):
        for service, kind in sorted(_all_told(town), key=lambda told: told[1].wire_name):
            tell_unless_it_empties(town, town.driver.services[service], kind)
    tell(town, town.driver.services["budget"], ParticipationConfirmed, **uncovered())
    return town


def uncovered() -> dict[str, Any]:
    """A confirmation for whose share there is no money, as examples have it."""
    [transfer] = related(example(ParticipationConfirmed))["transfers"]
    owed = {**transfer["debit"], "kind": "uncovered", "account_id": an_id_of("uncovered")}
    own = {"transfer_id": an_id_of("uncovered_transfer"), "kind": "posted", "debit": owed}
    return {"participation_id": an_id_of("uncovered_use"), "transfers": [{**transfer, **own}]}


def _all_told(town: WatchedTown) -> set[tuple[str, type[Event]]]:
    """What changes a row: of the service that says it, or of one that hears it."""
    services = town.driver.services
    own = {(name, kind) for name, rules in services.items() for kind in rules.events}
    heard = {kind for rules in services.values() for kind in rules.copies}
    return own | {(kind.wire_name.split(".")[0], kind) for kind in heard}


def tell_unless_it_empties(town: WatchedTown, rules: Rules, kind: type[Event]) -> None:
    """As `tell`, taken back where a table lost its last row by it."""
    driver = town.driver
    rows = {place: dict(kept) for place, kept in driver.rows.items()}
    journal, filled = len(driver.journal), filled_tables(town)
    tell(town, rules, kind, **FITTING.get(kind, {}))
    if filled - filled_tables(town):
        driver.rows.update(rows)
        del driver.journal[journal:]


def filled_tables(town: WatchedTown) -> set[tuple[str, str]]:
    """The tables that have a row, of each service."""
    return {
        (service, table.table)
        for (service, _stream), kept in town.driver.rows.items()
        for table, _key in kept
    }


def tell(town: WatchedTown, rules: Rules, kind: type[Event], **changes: Any) -> None:
    """The service says this, with some fields of its own, and everybody hears it."""
    driver = town.driver
    state = WholeState(driver.rows.setdefault((rules.service, town.stream), {}))
    event = kind.model_validate(related(example(kind)) | changes)
    driver.emit(rules, [event], driver.fresh_context(town.stream, None), state, answers=False)
    driver.settle()


def related(value: Any, name: str = "") -> Any:
    """The same example, its ids told by the names of their fields alone."""
    match value:
        case dict():
            # Who takes part in a group does so beside who took part alone.
            own = f"{name}." if name == "lines" else ""
            return {
                key: related(inner, own + key if key == "participation_id" else key)
                for key, inner in value.items()
            }
        case list():
            return [related(inner, name) for inner in value]
        case str() if _is_id(value):
            return an_id_of(name)
        case _:
            return value


def an_id_of(name: str) -> str:
    """The id of what fields of this name are about."""
    return str(uuid5(NAMESPACE_URL, name))


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
