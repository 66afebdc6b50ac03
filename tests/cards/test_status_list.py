"""Lists of statuses: whom a line is about, what it would come to and what it does. Pure."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cards.contracts.commands import (
    CheckStatusList,
    EraseHolder,
    MergeHolders,
    RecordListedStatus,
)
from services.cards.contracts.commands.automatic import LINES_MAX
from services.cards.contracts.events import (
    CaseDecided,
    RenewalLeft,
    SchemeRightGranted,
    SchemeRightRenewed,
    StatusListChecked,
    StatusListed,
)
from services.cards.domain.holder import Holder
from services.cards.domain.prepared import NumberClaim, Reader
from services.cards.domain.status_list import ListedLine, ListedLines, ListedPerson
from services.kernel.contract import Event
from tests.kit.casework import ENTITLED, KEY, Json
from tests.kit.night import STATUS, Night
from tests.kit.regulations import a_route
from tests.kit.town import an_id, code_of, expect

START = date(2026, 7, 1)
GROUND: Json = {
    "on": START,
    "legal_basis": "general_authorisation",
    "deliberation": "18/123",
}


def a_line(night: Night, *holders: UUID, number: int = 0, **changes: Any) -> ListedLine:
    """A line about these, as the vault knows who may have its number."""
    claims = []
    for holder in holders:
        row = night.driver.row("cards", night.stream, Holder, holder)
        claims.append(NumberClaim(str(row.number_id), row.key))
    person = ListedPerson(Reader(KEY), "sealed statuses", "sealed answer")
    said: Json = {"status": STATUS, "holds": True, "begins": None, "until": None, **changes}
    persons = {claim.holder_id: person for claim in claims}
    return ListedLine(number, claims=tuple(claims), persons=persons, case="for cards", **said)


def check(night: Night, *lines: ListedLine, **changes: Any) -> Event:
    wish = CheckStatusList(scheme_id=night.scheme, lines="for cards", **{**GROUND, **changes})
    return night.ask(wish, ListedLines(lines))


def results(night: Night, *lines: ListedLine, **changes: Any) -> list[str]:
    said = expect(check(night, *lines, **changes), StatusListChecked)
    return [line.result for line in said.lines]


def record(night: Night, line: ListedLine, **changes: Any) -> Event:
    night.until = line.until
    wish = RecordListedStatus(
        scheme_id=night.scheme,
        list_id=an_id("list"),
        listed="for cards",
        listed_by="coordinator",
        **{**GROUND, **changes},
    )
    return night.ask(wish, ListedLines((line,)))


def happened(night: Night, before: int) -> list[type[Event]]:
    return [type(fact.event) for fact in night.driver.journal[before:]]


def test_a_dry_run_says_what_each_line_would_come_to_and_changes_nothing() -> None:
    night = Night()
    new, running, near = night.a_person(), night.a_person(), night.a_person()
    for holder in (running, near):
        record(night, a_line(night, holder))
    right = night.rights(near).rights[-1]
    rows = dict(night.driver.rows["cards", night.stream])
    lines = [
        a_line(night, new, number=2),
        a_line(night, running, number=3),
        a_line(night, number=4),
        a_line(night, new, number=5, holds=False),
        a_line(night, new, number=6, until=START - timedelta(days=1)),
        a_line(night, new, number=7, begins=START + timedelta(days=1)),
        a_line(night, new, number=8, status="living_wage"),
    ]
    assert results(night, *lines) == [
        "to_grant",
        "unchanged",
        "person_unknown",
        "unchanged",
        "unchanged",
        "unchanged",
        "left",
    ]
    assert night.driver.rows["cards", night.stream] == rows
    last = right.valid_until - timedelta(days=20)
    night.at(datetime(last.year, last.month, last.day, 11, tzinfo=UTC))
    assert results(night, a_line(night, near), on=last) == ["to_renew"]


def test_what_a_list_says_is_on_record_and_the_right_follows() -> None:
    night = Night()
    holder = night.a_person()
    before = len(night.driver.journal)
    listed = expect(record(night, a_line(night, holder)), StatusListed)
    assert happened(night, before) == [StatusListed, CaseDecided, SchemeRightGranted]
    assert (listed.holder_id, listed.result, listed.deliberation) == (holder, "to_grant", "18/123")
    assert (listed.statuses, listed.answer) == ("sealed statuses", "sealed answer")
    assert night.usable_on(holder, START)
    again = expect(record(night, a_line(night, holder)), StatusListed)
    assert again.result == "unchanged"
    night.driver.check_folds()


def test_a_no_is_on_record_and_the_right_ends_on_its_own_day() -> None:
    night = Night()
    holder = night.a_person()
    record(night, a_line(night, holder))
    said = expect(record(night, a_line(night, holder, holds=False)), StatusListed)
    assert said.result == "unchanged"
    assert night.usable_on(holder, START + timedelta(days=300))
    assert not night.usable_on(holder, START + timedelta(days=400))


def test_nobody_is_found_who_is_unknown_erased_or_only_said_to_have_the_number() -> None:
    night = Night()
    holder, erased = night.a_person(), night.a_person()
    line = a_line(night, erased)
    night.ask(EraseHolder(holder_id=erased))
    assert code_of(record(night, line)) == "person_unknown"
    assert code_of(record(night, a_line(night))) == "person_unknown"
    never = NumberClaim(str(an_id("an entry that no row names")), str(holder))
    stale = ListedLine(0, STATUS, holds=True, begins=None, until=None, claims=(never,))
    assert code_of(record(night, stale)) == "person_unknown"


def test_a_merged_persons_number_leads_to_the_file_that_stays() -> None:
    night = Night()
    stays, duplicate = night.a_person(), night.a_person()
    night.ask(MergeHolders(holder_id=stays, duplicate_id=duplicate))
    line = a_line(night, duplicate)
    assert results(night, line) == ["to_grant"]
    assert expect(record(night, line), StatusListed).result == "to_grant"
    assert night.usable_on(stays, START)


def test_who_works_for_one_municipality_finds_nobody_of_another() -> None:
    night = Night()
    holder = night.a_person()
    line, here = a_line(night, holder), night.network.municipalities[0]
    assert results(night, line, municipality=here) == ["to_grant"]
    assert results(night, line, municipality="11002") == ["person_unknown"]
    assert code_of(record(night, line, municipality="11002")) == "person_unknown"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"legal_basis": "consent"}, "legal_basis_missing"),
        ({"legal_basis": "own_request"}, "legal_basis_missing"),
        ({"deliberation": None}, "legal_basis_missing"),
        ({"scheme_id": an_id("none")}, "scheme_unknown"),
        ({"on": date(2024, 1, 1)}, "day_out_of_range"),
    ],
)
def test_a_list_without_ground_is_refused(changes: Json, code: str) -> None:
    night = Night()
    line = a_line(night, night.a_person())
    wish: Json = {"scheme_id": night.scheme, **GROUND, **changes}
    assert code_of(night.ask(CheckStatusList(lines="x", **wish), ListedLines((line,)))) == code
    recorded = RecordListedStatus(list_id=an_id("list"), listed="x", listed_by="clerk", **wish)
    assert code_of(night.ask(recorded, ListedLines((line,)))) == code


def test_a_list_is_taken_only_where_the_regulation_grants_automatically() -> None:
    night = Night(deciding={"modes": ["application"]})
    line = a_line(night, night.a_person())
    assert code_of(check(night, line)) == "not_automatic"
    assert code_of(record(night, line)) == "not_automatic"


def test_more_lines_than_a_turn_can_decide_about_are_refused() -> None:
    night = Night()
    line = a_line(night)
    assert len(results(night, *[line] * LINES_MAX)) == LINES_MAX
    assert code_of(check(night, *[line] * (LINES_MAX + 1))) == "list_invalid"


def test_a_right_that_ends_soon_is_left_to_people_where_more_has_to_be_known() -> None:
    savings = {"kind": "savings", "max_cents": 100}
    night = Night(routes=[a_route({"kind": "status", "any_of": [STATUS]}, savings)])
    holder = night.a_person()
    night.decide(holder, {**ENTITLED, "savings_cents": [50]})
    last = night.rights(holder).rights[-1].valid_until - timedelta(days=5)
    night.at(datetime(last.year, last.month, last.day, 11, tzinfo=UTC))
    before = len(night.driver.journal)
    assert expect(record(night, a_line(night, holder), on=last), StatusListed).result == "left"
    assert happened(night, before) == [RenewalLeft, StatusListed]


@given(
    days=st.lists(st.tuples(st.integers(0, 150), st.booleans()), min_size=1, max_size=6),
    months=st.integers(1, 6),
)
def test_what_the_dry_run_says_is_what_the_run_does(
    days: list[tuple[int, bool]], months: int
) -> None:
    night = Night(validity={"term": {"kind": "months", "months": months}})
    holder, day = night.a_person(), START
    made = {"to_grant": SchemeRightGranted, "to_renew": SchemeRightRenewed}
    for wait, holds in days:
        day += timedelta(days=wait)
        night.at(datetime(day.year, day.month, day.day, 11, tzinfo=UTC))
        line = a_line(night, holder, holds=holds)
        (would,) = results(night, line, on=day)
        before = len(night.driver.journal)
        assert expect(record(night, line, on=day), StatusListed).result == would
        rights = [kind for kind in happened(night, before) if kind in made.values()]
        assert rights == ([made[would]] if would in made else [])
    night.driver.check_folds()
