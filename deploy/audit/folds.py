"""Folds journals again and compares: the tables are nothing but the fold of their journal. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import fields

from deploy.audit.findings import Finding, Invariant
from deploy.audit.picture import Part, Picture, Told
from deploy.audit.prepared import context_of
from deploy.audit.services import GATEWAY, SOURCES
from services.kernel.ids import PLATFORM
from services.kernel.rules import Rules
from services.kernel.state import Change, Gone, Place, Row, WholeState

Expected = Mapping[type[Row], Mapping[str, Row]]
"""What the rows of each table should be, by key."""


class FoldState(WholeState):
    """A state that only goes forward: a fold takes nothing back."""

    def apply(self, changes: Iterable[Change]) -> None:
        """Put rows in their places and empty those that are gone."""
        for change in changes:
            if isinstance(change, Gone):
                self.rows[change.place] = None
            else:
                self.rows[type(change).at(change.key)] = change


def fold(rules: Rules, picture: Picture, finding: Finding) -> dict[type[Row], dict[str, Row]]:
    """The rows that a service's own events and what it copied of others' make of a stream.

    Others' events count up to this service's cursors, source by source.
    """
    part, state = picture.part(rules.service), FoldState()
    for told in part.journal:
        evolve = rules.events.get(type(told.event))  # type: ignore[arg-type]
        if evolve is not None:
            finding.looked["events folded"] += 1
            _apply(state, lambda t=told, e=evolve: e(t.event, t.context, state), told, finding)
    for source in rules.sources:
        for told in picture.heard(source, part.cursor(source)):
            copier = rules.copies.get(type(told.event))  # type: ignore[arg-type]
            if copier is not None:
                finding.looked["events folded"] += 1
                copy = copier.copy
                context = context_of(told, part)
                _apply(
                    state,
                    lambda t=told, c=copy, x=context: c(t.event, x, state),
                    told,
                    finding,
                )
    return _by_table(state.rows)


def _apply(state: FoldState, change: object, told: Told, finding: Finding) -> None:
    assert callable(change)
    try:
        # Made whole before it is applied: a change that fails half-way changes nothing.
        state.apply(list(change()))
    except Exception as problem:
        envelope = told.envelope
        note = f"{envelope.type}: {type(problem).__name__}"
        finding.fault("fold_fails", envelope.source, envelope.stream, told.sequence, note)


def _by_table(rows: Mapping[Place, Row | None]) -> dict[type[Row], dict[str, Row]]:
    found: dict[type[Row], dict[str, Row]] = {}
    for (table, key), row in rows.items():
        if row is not None:
            found.setdefault(table, {})[key] = row
    return found


def judge_fold(rules: Rules, picture: Picture) -> Finding:
    """Every row of every table of a service is what the fold makes it, and there is no other."""
    views = rules.service == GATEWAY
    finding = Finding(Invariant.VIEWS_ARE_FOLDS if views else Invariant.TABLES_ARE_FOLDS)
    finding.looked["streams"] += 1
    compare(rules, picture, fold(rules, picture, finding), finding)
    return finding


def compare(rules: Rules, picture: Picture, expected: Expected, finding: Finding) -> None:
    """Every row is as expected, and there is no other; what differs is told to the finding."""
    part = picture.part(rules.service)
    for table in rules.tables:
        _compare(picture.stream, part, table, expected.get(table, {}), finding)


def _compare(
    stream: str, part: Part, table: type[Row], expected: Mapping[str, Row], finding: Finding
) -> None:
    found, name = part.table(table), table.table
    finding.looked["rows"] += len(found)
    unfit = {key for of_table, key in part.unfit if of_table == name}
    for key, row in expected.items():
        if key in unfit:
            continue
        if key not in found:
            finding.fault("row_missing", part.service, stream, f"{name}/{key}")
        elif found[key] != row:
            finding.fault(
                "row_differs", part.service, stream, f"{name}/{key}", differing(found[key], row)
            )
    for key in found.keys() - expected.keys():
        finding.fault("row_too_many", part.service, stream, f"{name}/{key}")


def differing(found: Row, expected: Row) -> str:
    """The names of the columns in which two rows of a table differ."""
    names = [field.name for field in fields(expected)]
    return ", ".join(n for n in names if getattr(found, n) != getattr(expected, n))


def judge_unfit(picture: Picture) -> list[Finding]:
    """Rows whose columns do not fit their type, of any table that was loaded."""
    found = []
    for service, part in picture.parts.items():
        views = service == GATEWAY
        finding = Finding(Invariant.VIEWS_ARE_FOLDS if views else Invariant.TABLES_ARE_FOLDS)
        for table, key in part.unfit:
            finding.fault("row_unreadable", service, picture.stream, f"{table}/{key}")
        found.append(finding)
    return found


def judge_feed(picture: Picture) -> Finding:
    """The partner feed has every public event that the gateway took in, and no other."""
    finding = Finding(Invariant.VIEWS_ARE_FOLDS)
    part = picture.part(GATEWAY)
    expected = {
        (source, told.sequence, told.envelope.type)
        for source in SOURCES
        for told in picture.heard(source, part.cursor(source))
        if told.event is not None and told.event.public and picture.stream != PLATFORM
    }
    found = set(part.feed)
    finding.looked["events of the feed"] += len(found)
    for source, sequence, _type in sorted(expected - found):
        finding.fault("feed_lacks_event", GATEWAY, picture.stream, f"{source}/{sequence}")
    for source, sequence, _type in sorted(found - expected):
        finding.fault("feed_has_stranger", GATEWAY, picture.stream, f"{source}/{sequence}")
    return finding
