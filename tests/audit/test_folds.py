"""A sound season is found sound, and one change in any table or journal is found. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deploy.audit import folds, journals, participations, totals
from deploy.audit.findings import Finding, Invariant
from deploy.audit.kafka_log import digest_of
from deploy.audit.picture import Picture
from deploy.audit.services import AUDITED, SOURCES
from services.gateway.views.rows import Holder
from services.kernel.state import Row
from tests.audit.everything import a_season_of_everything
from tests.audit.judging import SEASON, failing, kinds
from tests.audit.story import a_season, with_part, with_row, without_row

EVERYTHING = a_season_of_everything().picture()
STEPS = st.lists(st.integers(0, 5), max_size=12)


@settings(max_examples=25, deadline=None)
@given(STEPS, st.sampled_from([0, 2_000, 734_400]))
def test_any_season_is_found_sound(steps: list[int], drawing_right_cents: int) -> None:
    town = a_season(steps, drawing_right_cents=drawing_right_cents, own_contribution_cents=1_000)
    assert failing(town.picture()) == {}


def test_the_season_has_something_of_everything() -> None:
    found = participations.judge_participations(SEASON)
    assert found.looked["confirmed"] >= 2
    assert {"held", "cancelled", "voided"} <= found.looked.keys()
    assert totals.judge_totals(SEASON).looked["network-years"] == 1


def changed(value: Any) -> Any:
    """Another value of the same type."""
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case str():
            return value + "x"
        case datetime() | date():
            return value + timedelta(days=1)
        case tuple():
            return (*value, "x")
        case _:
            return "x" if value is None else None


def all_columns() -> Iterable[tuple[str, type[Row], str]]:
    for service, audited in AUDITED.items():
        for table in audited.rules.tables:
            for field in fields(table):
                yield service, table, field.name


@pytest.mark.parametrize(
    ("service", "table", "column"), list(all_columns()), ids=lambda x: getattr(x, "__name__", x)
)
def test_any_column_of_any_table_that_changes_is_found(
    service: str, table: type[Row], column: str
) -> None:
    row = next(iter(EVERYTHING.part(service).table(table).values()), None)
    if row is None:
        assert table.__name__ in ("SlugTaken", "MunicipalityTaken"), "the season lacks this table"
        return
    other = replace(row, **{column: changed(getattr(row, column))})
    if column == "key":
        picture = with_row(without_row(EVERYTHING, service, row), service, other)
    else:
        picture = with_row(EVERYTHING, service, other)
    finding = _judged(service, picture, table)
    if table is Holder and column == "lookups":
        # What only the gateway can make is found by what stands under it.
        assert kinds(finding) == {"row_missing"}
        return
    expected = {"row_missing", "row_too_many"} if column == "key" else {"row_differs"}
    assert kinds(finding) == expected
    assert finding.violations[0].note == ("" if column == "key" else column)


@cache
def _folded(service: str) -> folds.Expected:
    """A changed row changes no journal: it is folded once."""
    return folds.fold(AUDITED[service].rules, EVERYTHING, Finding(Invariant.TABLES_ARE_FOLDS))


def _judged(service: str, picture: Picture, table: type[Row]) -> Finding:
    """What is found; holders are folded by what only the gateway can make, which stands in rows."""
    rules = AUDITED[service].rules
    if table is Holder:
        return folds.judge_fold(rules, picture)
    finding = Finding(Invariant.TABLES_ARE_FOLDS)
    folds.compare(rules, picture, _folded(service), finding)
    return finding


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(SOURCES), st.randoms(use_true_random=False))
def test_any_event_that_is_gone_is_found(service: str, random: Any) -> None:
    part = SEASON.part(service)
    gone = random.choice(list(part.journal))
    journal = [told for told in part.journal if told is not gone]
    picture = with_part(SEASON, service, journal=journal)
    assert Invariant.JOURNALS_CONTIGUOUS in failing(picture)


def test_the_last_event_that_is_gone_shows_at_the_head() -> None:
    part = SEASON.part("cards")
    picture = with_part(SEASON, "cards", journal=part.journal[:-1])
    assert failing(picture)[Invariant.JOURNALS_CONTIGUOUS] == {"head_is_not_the_end"}


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda d: d.pop(3), "missing_on_kafka"),
        (lambda d: d.update({3: b"other"}), "differs_on_kafka"),
        (lambda d: d.update({10_000: b"new"}), "not_in_journal"),
    ],
)
def test_kafka_and_journal_must_be_alike(
    change: Callable[[dict[int, bytes]], object], kind: str
) -> None:
    part = SEASON.part("budget")
    on_kafka = {told.sequence: digest_of(told.envelope) for told in part.journal}
    change(on_kafka)
    found = journals.judge_on_kafka(SEASON.stream, part, on_kafka, part.head)
    assert [v.kind for v in found.violations] == [kind]


def test_what_was_not_published_yet_may_be_missing_on_kafka() -> None:
    part = SEASON.part("budget")
    on_kafka = {told.sequence: digest_of(told.envelope) for told in part.journal[:-1]}
    found = journals.judge_on_kafka(SEASON.stream, part, on_kafka, part.head - 1)
    assert (found.failed, found.waiting["newer than noted"]) == (0, 1)
