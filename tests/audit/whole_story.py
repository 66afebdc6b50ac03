"""A story of money as the audit sees one of its networks, with all that the views make of it. Pure.

The views are folded from what was told: none of the services that tell the story is the gateway.
"""

from collections.abc import Iterable
from dataclasses import replace

from deploy.audit import folds
from deploy.audit.findings import Finding, Invariant
from deploy.audit.picture import CursorAt, Part, Picture, Told
from deploy.audit.services import AUDITED, GATEWAY, SOURCES
from services.kernel.envelope import Envelope
from services.kernel.state import Row
from tests.kit.rules import Driver


def picture_of(driver: Driver, stream: str) -> Picture:
    """All that happened in a network, which every service and the views took in."""
    parts = {service: part_of(driver, service, stream) for service in SOURCES}
    heads = {service: part.head for service, part in parts.items()}
    for name in AUDITED:
        cursors = {one: CursorAt(heads[one], heads[one]) for one in AUDITED[name].rules.sources}
        parts[name] = replace(parts.get(name) or Part(name), cursors=cursors)
    picture = Picture(stream, parts, heads)
    finding = Finding(Invariant.VIEWS_ARE_FOLDS)
    views = folds.fold(AUDITED[GATEWAY].rules, picture, finding)
    assert not finding.failed, finding.violations
    shown = replace(parts[GATEWAY], rows=_all_tables(GATEWAY) | views)
    return replace(picture, parts={**parts, GATEWAY: shown})


def part_of(driver: Driver, service: str, stream: str) -> Part:
    """A service's part of what happened in a network, as the audit reads it."""
    facts = [fact for fact in driver.journal if (fact.service, fact.stream) == (service, stream)]
    journal = [
        Told(
            Envelope(
                id=fact.context.id,
                type=fact.event.wire_name,
                source=service,
                stream=stream,
                time=fact.context.time,
                data=fact.event.model_dump_json().encode(),
                correlation=fact.context.correlation,
                sequence=number,
            ),
            fact.event,
        )
        for number, fact in enumerate(facts, start=1)
    ]
    rows = _by_table(service, driver.rows.get((service, stream), {}).values())
    end = len(journal)
    return Part(service, head=end, published=end, journal=journal, rows=rows)


def _all_tables(service: str) -> dict[type[Row], dict[str, Row]]:
    return {table: {} for table in AUDITED[service].rules.tables}


def _by_table(service: str, found: Iterable[Row]) -> dict[type[Row], dict[str, Row]]:
    rows = _all_tables(service)
    for row in found:
        rows[type(row)][row.key] = row
    return rows
