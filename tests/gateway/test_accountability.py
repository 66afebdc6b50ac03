"""The accountability report: story 6 to the cent, sums that are right, people who stay unknown."""

from dataclasses import replace
from itertools import product
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.budget.contracts.events import SOURCE_KINDS
from services.gateway.domain.accountability import (
    CATEGORIES,
    Action,
    Loose,
    Reached,
    Report,
    arranged,
)
from services.gateway.domain.accountability_answers import NOT_SHOWN, amount, answers_of
from services.gateway.domain.accountability_checks import checks_of, may_submit
from services.gateway.domain.accountability_document import document_of
from services.gateway.domain.accountability_reach import shown_reach
from services.gateway.domain.disclosure import Cell, disclose, disclose_distinct
from services.gateway.domain.workbooks import Euros
from tests.kit.accountable import HEIST, reports

T = TypeVar("T")


def codes(report: Report) -> list[str]:
    return [check.code for check in checks_of(report)]


def test_heist_is_short_of_own_money_and_may_submit_with_that_warning() -> None:
    found = {check.code: check for check in checks_of(HEIST)}
    assert "2.562,00 euro te laag" in found["own_contribution_short"].message
    assert found["own_contribution_short"].severity == "warning"
    assert (found["budget_exceeded"].where, len(found)) == ("Beurs", 2)
    assert "40,00 euro" in found["budget_exceeded"].message
    assert may_submit(HEIST)


def test_heist_answers_in_the_order_of_the_form() -> None:
    answers = answers_of(HEIST, shown_reach(HEIST))
    assert [answer.cents for answer in answers] == [
        1_522_000,
        425_000,
        None,
        1_212_600,
        734_400,
        None,
    ]
    assert "Uitgegeven: 15.220,00\u00a0€, waarvan 7.344,00\u00a0€ uit het" in answers[0].text
    assert "Den Draai vzw: vereniging waar armen het woord nemen" in answers[2].text
    assert "Gevraagd: 14.688,00\u00a0€ (verhouding 2,0). Bewezen: 12.126,00\u00a0€." in (
        answers[3].text
    )
    assert "OCMW Heist-op-den-Berg: 1.136,00\u00a0€" in answers[3].text
    assert "Te weinig: 2.562,00\u00a0€." in answers[3].text
    assert answers[5].text == HEIST.text


def test_pro_rata_heist_returns_a_part_and_is_not_short() -> None:
    report = replace(HEIST, variant="pro_rata")
    right = answers_of(report, shown_reach(report))[4]
    assert right.text == (
        "Toegekend: 7.344,00\u00a0€. Gebruikt: 6.490,00\u00a0€. Terug te betalen: 854,00\u00a0€."
    )
    assert codes(report) == ["right_left", "budget_exceeded"]
    assert report.standing.own_cents == 1_298_000


def test_what_came_in_of_the_drawing_right_is_told_where_it_was_recorded() -> None:
    report = replace(HEIST, right_received_cents=587_520)
    right = answers_of(report, shown_reach(report))[4]
    assert "Ontvangen: 5.875,20\u00a0€. Nog te ontvangen: 1.468,80\u00a0€." in right.text
    assert report.right_to_come_cents == 146_880
    assert report.checksum != HEIST.checksum
    assert "Ontvangen" not in answers_of(HEIST, shown_reach(HEIST))[4].text


def test_what_pro_rata_leaves_is_never_carried_over() -> None:
    report = replace(HEIST, variant="pro_rata", unspent="carried_over")
    assert "Terug te betalen: 854,00" in answers_of(report, shown_reach(report))[4].text


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"state": "open"}, "books_open"),
        ({"text": "  "}, "text_missing"),
        ({"partners": ()}, "partners_missing"),
        ({"approval": None}, "approval_missing"),
        ({"drawing_right_cents": 734_300}, "right_exceeded"),
        ({"loose": Loose(uncovered_cents=1)}, "uncovered_undecided"),
        ({"loose": Loose(open_holds=1)}, "holds_open"),
        ({"loose": Loose(unapproved_runs=1)}, "runs_unapproved"),
    ],
)
def test_what_blocks_is_told(changed: dict[str, object], code: str) -> None:
    report = replace(HEIST, **changed)  # type: ignore[arg-type]
    assert [check.code for check in checks_of(report) if check.severity == "blocking"] == [code]
    assert not may_submit(report)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"loose": Loose(disputed_lines=2)}, "lines_disputed"),
        ({"loose": Loose(payable_cents=100)}, "still_payable"),
        ({"drawing_right_cents": 734_500}, "right_left"),
        ({"text": "Proficiat 🎉"}, "not_printable"),
        ({"actions": (Action(name="Los", budget_cents=None),)}, "budget_missing"),
    ],
)
def test_what_is_to_be_explained_blocks_nothing(changed: dict[str, object], code: str) -> None:
    report = replace(HEIST, **changed)  # type: ignore[arg-type]
    assert code in codes(report)
    assert may_submit(report)


@given(reports())
def test_every_total_is_the_sum_above_it(report: Report) -> None:
    for section in document_of(report).sections:
        if not section.summed or section.name == "Bereik":
            continue
        for column in range(section.named, len(section.head)):
            cells = [row[column] for row in section.rows]
            sums = sum(cell.cents for cell in cells[:-1] if isinstance(cell, Euros))
            assert cells[-1] == Euros(sums)


@given(reports())
def test_the_sums_by_source_category_and_action_are_one_sum(report: Report) -> None:
    assert sum(report.by_source(kind) for kind in SOURCE_KINDS) == report.spent_cents
    assert sum(report.by_category(one) for one in CATEGORIES) == report.spent_cents
    assert sum(action.spent_cents for action in report.actions) == report.spent_cents
    own = sum(cents for _, cents in report.own_by_entity())
    assert own == report.by_source("own_contribution")


@given(reports(), st.integers())
def test_the_order_in_which_it_is_filled_changes_nothing(report: Report, seed: int) -> None:
    def mixed(items: tuple[T, ...]) -> tuple[T, ...]:
        return tuple(Random(seed).sample(items, len(items)))

    other = replace(
        report,
        actions=mixed(
            tuple(replace(action, spent=mixed(action.spent)) for action in report.actions)
        ),
        partners=mixed(report.partners),
        prior_years=mixed(report.prior_years),
    )
    assert document_of(other) == document_of(report)
    assert arranged(arranged(other)) == arranged(report)


def test_a_cent_or_a_word_changes_the_checksum() -> None:
    assert HEIST.checksum == replace(HEIST).checksum
    assert replace(HEIST, drawing_right_cents=734_401).checksum != HEIST.checksum
    assert replace(HEIST, text=HEIST.text + ".").checksum != HEIST.checksum


def test_few_people_are_withheld_and_nobody_is_a_zero() -> None:
    report = arranged(HEIST)
    shown = dict(
        zip((one.name for one in report.actions), shown_reach(report).actions, strict=True)
    )
    assert shown["Den Draai"] is None
    assert shown["Gezamenlijk evenement"] is None, "the total less the others would tell"
    assert shown["Toeleiding"] == Reached()
    assert shown["Kaarten"] == Reached(people=312, participations=1_204)
    reach = next(one for one in document_of(HEIST).sections if one.name == "Bereik")
    assert ("Den Draai", NOT_SHOWN, NOT_SHOWN) in reach.rows
    assert ("Toeleiding", 0, 0) in reach.rows


def test_an_action_with_few_people_of_one_municipality_is_withheld_of_the_whole() -> None:
    cards = Action(
        name="Kaarten",
        budget_cents=0,
        reached=Reached(people=12, participations=30),
        by_municipality=(
            Reached(people=10, participations=26),
            Reached(people=2, participations=4),
        ),
    )
    shown = shown_reach(replace(HEIST, actions=(cards,), people_reached=12))
    assert (shown.actions, shown.people, shown.participations) == ((None,), None, None)


@settings(max_examples=60)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=4), st.data())
def test_the_distinct_people_shown_tell_of_no_withheld_action(
    sizes: list[int], data: st.DataObject
) -> None:
    people = data.draw(st.integers(max(sizes), sum(sizes)))
    cells = [Cell(size, size, size) for size in sizes]
    shown = disclose(cells)
    if disclose_distinct(people, shown) is None:
        return
    hidden = [place for place, cell in enumerate(shown.cells) if cell is None]
    others = [cell.holders for cell in shown.cells if cell is not None]
    # All that a hidden action can be, to who knows the rule: 1 to 4, or 5 up to the smallest shown.
    smallest = min((size for size in others if size), default=9)
    for sizes_of_hidden in product(range(1, 5), repeat=len(hidden)):
        assert max([*others, *sizes_of_hidden]) <= people <= sum([*others, *sizes_of_hidden])
    if len(hidden) == 2 and any(not cells[place].small for place in hidden):
        for larger in range(5, smallest + 1):
            assert max([*others, larger]) <= people <= sum([*others, larger, 1])


@given(st.integers(-(10**12), 10**12))
def test_an_amount_reads_as_it_is(cents: int) -> None:
    shown = amount(cents)
    plain = shown.removesuffix("\u00a0€").replace(".", "").replace(",", "")
    assert int(plain) == cents


def test_an_amount_is_written_the_belgian_way() -> None:
    assert [amount(cents) for cents in (123_456, -5, 0, 100_000_000)] == [
        "1.234,56\u00a0€",
        "-0,05\u00a0€",
        "0,00\u00a0€",
        "1.000.000,00\u00a0€",
    ]
