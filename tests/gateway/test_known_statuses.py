"""What is on record about statuses goes into a decision, and nothing is made up. Pure."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.cards.contracts.regulation.facts import HeldStatus, Person
from services.gateway.domain.known_statuses import FRESH, Said, held, not_on_record, with_known

DAY = date(2026, 7, 1)
ONE, TWO = "increased_reimbursement", "living_wage"


def said(
    outcome: str = "yes",
    *,
    statuses: tuple[str, ...] = (ONE,),
    on: date = DAY,
    until: date | None = None,
) -> Said:
    """An answer of a source."""
    return Said(statuses, outcome, on, until, "authentic")


@pytest.mark.parametrize(
    ("answers", "names"),
    [
        ([said()], [ONE]),
        ([said(until=DAY)], [ONE]),
        ([said(until=DAY - timedelta(days=1))], []),
        ([said(on=DAY - FRESH)], [ONE]),
        ([said(on=DAY - FRESH - timedelta(days=1))], []),
        ([said(on=DAY - 3 * FRESH, until=DAY)], [ONE]),
        ([said("no"), said()], []),
        ([said(), said("no")], [ONE]),
        ([said("unknown"), said()], [ONE]),
        ([said("no", statuses=(ONE, TWO)), said(), said(statuses=(TWO,))], []),
        ([said(statuses=(ONE, TWO))], []),
        ([said(until=DAY - timedelta(days=1)), said()], []),
        ([], []),
    ],
)
def test_the_latest_answer_about_a_status_counts(answers: list[Said], names: list[str]) -> None:
    assert [one.name for one in held(answers, DAY)] == names


def test_what_nobody_named_is_added_with_its_evidence_and_end() -> None:
    known = held([said(until=date(2026, 12, 31))], DAY)
    (status,) = with_known(Person(statuses=()), known).statuses or ()
    assert (status.name, status.evidence, status.until) == (ONE, "authentic", date(2026, 12, 31))


def test_what_somebody_named_stays_as_it_was_named() -> None:
    named = HeldStatus(name=ONE, holds=False)
    assert with_known(Person(statuses=(named,)), held([said()], DAY)).statuses == (named,)


def test_where_nobody_looked_nothing_is_added() -> None:
    assert with_known(Person(), held([said()], DAY)).statuses is None


# -- what somebody says that a source said -------------------------------------------------------

UNTIL = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("answers", "holds", "until", "path"),
    [
        ([said()], True, None, None),
        ([said(until=UNTIL)], True, UNTIL, None),
        ([said("no")], False, None, None),
        ([], True, None, "evidence"),
        ([], False, None, "evidence"),
        ([said("no")], True, None, "evidence"),
        ([said()], False, None, "evidence"),
        ([said("no"), said()], True, None, "evidence"),
        ([said(), said("no")], False, None, "evidence"),
        ([said("unknown")], True, None, "evidence"),
        ([said(statuses=(TWO,))], True, None, "evidence"),
        ([said(statuses=(ONE, TWO))], True, None, "evidence"),
        ([said(on=DAY - FRESH - timedelta(days=1))], True, None, "evidence"),
        ([replace(said(), evidence="paper")], True, None, "evidence"),
        ([said(until=UNTIL)], True, None, "until"),
        ([said(until=UNTIL)], True, UNTIL + timedelta(days=1), "until"),
        ([said()], True, UNTIL, "until"),
    ],
)
def test_only_an_answer_on_record_makes_a_status_authentic(
    answers: list[Said], holds: bool, until: date | None, path: str | None
) -> None:
    other = HeldStatus(name=TWO)
    named = HeldStatus(name=ONE, holds=holds, until=until, evidence="authentic")
    problems = not_on_record(Person(statuses=(other, named)), answers, DAY)
    expected = [] if path is None else [(f"statuses.1.{path}", "evidence_not_on_record")]
    assert [(one.path, one.code) for one in problems] == expected


def test_what_was_seen_on_paper_needs_no_answer_on_record() -> None:
    named = HeldStatus(name=ONE, until=UNTIL, evidence="paper")
    assert not_on_record(Person(statuses=(named,)), [], DAY) == ()
    assert not_on_record(Person(), [], DAY) == ()
