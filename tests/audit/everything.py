"""A season in which every event of the contracts has happened: all tables have a row. Pure.

The events are golden examples; ids of the same name are the same thing.
"""

from collections.abc import Mapping
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

import orjson

from deploy.contracts.examples import example
from services.budget.contracts.buckets import late_bucket
from services.budget.contracts.events import (
    ClearingClaimed,
    EnvelopeWarned,
    ParticipationConfirmed,
)
from services.cards.contracts.events import HolderRegistered, RegulationAdopted, ResolutionRequested
from services.kernel.contract import Event
from services.kernel.rules import Rules
from services.kernel.state import WholeState
from tests.audit.story import WatchedTown, a_season
from tests.kit.promised import PROMISED
from tests.kit.regulations import document_data

PROMISING: Final = orjson.dumps(document_data(benefit=PROMISED)).decode()
"""A regulation that promises money to whoever has a right by it."""
FITTING: Final[Mapping[type[Event], Mapping[str, Any]]] = {
    ResolutionRequested: {"action": "void"},
    EnvelopeWarned: {"reached": True},
    RegulationAdopted: {"document": PROMISING},
}
"""Where an example does not fit the others: their transfers hold less than a confirm would take,
a level that is no longer reached was so before, and a document is none."""
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
    for more in (uncovered(), too_late(), paid_elsewhere()):
        tell(town, town.driver.services["budget"], ParticipationConfirmed, **more)
    tell(town, town.driver.services["budget"], ClearingClaimed, **owed_for_it())
    return town


def uncovered() -> dict[str, Any]:
    """A confirmation for whose share there is no money, as examples have it."""
    [transfer] = related(example(ParticipationConfirmed))["transfers"]
    owed = {**transfer["debit"], "kind": "uncovered", "account_id": an_id_of("uncovered")}
    own = {"transfer_id": an_id_of("uncovered_transfer"), "kind": "posted", "debit": owed}
    return {"participation_id": an_id_of("uncovered_use"), "transfers": [{**transfer, **own}]}


def paid_elsewhere() -> dict[str, Any]:
    """A confirmation that another network pays for."""
    [transfer] = related(example(ParticipationConfirmed))["transfers"]
    owing = {**transfer["debit"], "kind": "clearing", "account_id": an_id_of("clearing_account")}
    owing["organisation_id"] = an_id_of("network_id")
    own = {"transfer_id": an_id_of("clearing_transfer"), "kind": "posted", "debit": owing}
    return {"participation_id": an_id_of("clearing_use"), "transfers": [{**transfer, **own}]}


def owed_for_it() -> dict[str, Any]:
    """A claim with a line that takes nothing back."""
    [line] = related(example(ClearingClaimed))["lines"]
    return {"lines": [{**line, "names": None}]}


def too_late() -> dict[str, Any]:
    """A confirmation that comes too late to be settled without a decision."""
    own_id = UUID(an_id_of("late_use"))
    return {"participation_id": str(own_id), "bucket_id": str(late_bucket(own_id))}


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
