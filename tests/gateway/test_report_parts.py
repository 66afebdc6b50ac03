"""A report of several municipalities: its parts beside the whole, in every form. Pure."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from services.gateway.api.accounting.parts import had
from services.gateway.domain.accountability import Part, Report, Spent
from services.gateway.domain.accountability_document import document_of
from services.gateway.domain.accountability_files import as_csv
from services.gateway.domain.workbooks import Euros
from tests.kit.accountable import HEIST, SPENT

OLEN, HERENTALS = "13029", "13011"
TOWNS = (OLEN, HERENTALS, None)


def in_parts(spent: dict[str | None, tuple[Spent, ...]], right: int = 100_000) -> Report:
    """The report of Heist, with these parts."""
    parts = tuple(
        Part(municipality=town, drawing_right_cents=right, own_entered_cents=5, spent=spent[town])
        for town in TOWNS
    )
    return replace(HEIST, parts=parts)


SPENDING = st.fixed_dictionaries({town: st.lists(SPENT, max_size=4).map(tuple) for town in TOWNS})


@given(SPENDING)
def test_the_last_row_of_the_table_is_what_all_parts_have_and_spent(
    spent: dict[str | None, tuple[Spent, ...]],
) -> None:
    report = in_parts(spent)
    [table] = [one for one in document_of(report).sections if one.name == "Per gemeente"]
    *rows, total = table.rows
    assert [row[0] for row in rows] == ["Herentals", "Olen", "Van het hele netwerk"]
    for column in range(1, len(table.head)):
        cells = [row[column] for row in (*rows, total)]
        cents = [one.cents for one in cells if isinstance(one, Euros)]
        assert sum(cents[:-1]) == cents[-1]
    whole = sum(one.cents for lines in spent.values() for one in lines)
    assert total[-1] == Euros(whole)


@given(SPENDING, st.permutations(TOWNS))
def test_parts_in_whatever_order_are_the_same_report(
    spent: dict[str | None, tuple[Spent, ...]], order: list[str | None]
) -> None:
    report = in_parts(spent)
    parts = {one.municipality: one for one in report.parts}
    other = replace(report, parts=tuple(parts[town] for town in order))
    assert (other.checksum, as_csv(other)) == (report.checksum, as_csv(report))


def test_a_report_without_parts_is_what_it_was_before_there_were_any() -> None:
    """The checksum of Heist's year 2025, as it was printed then."""
    assert HEIST.checksum.startswith("6c0ce1c4d2d692f7a3c5625b21d33f7e")
    assert "Per gemeente" not in {one.name for one in document_of(HEIST).sections}
    spent: dict[str | None, tuple[Spent, ...]] = dict.fromkeys(TOWNS, ())
    assert in_parts(spent).checksum != HEIST.checksum


def test_what_is_asked_of_a_part_follows_its_own_right() -> None:
    report = in_parts(dict.fromkeys(TOWNS, ()))
    asked = [report.standing_of(part).own_required_cents for part in report.parts]
    assert asked == [200_000, 200_000, 200_000]


def test_a_municipality_has_its_own_and_what_was_set_apart_for_it() -> None:
    def funding(municipality: str | None, cents: int) -> dict[str, object]:
        return {"kind": "drawing_right", "municipality": municipality, "total_cents": cents}

    def apart(municipality: str | None, cents: int, *, shared: bool) -> dict[str, object]:
        row = {"kind": "drawing_right", "envelope_id": "e", "shared": shared}
        return {**row, "municipality": municipality, "cents": cents}

    found = {
        "fundings": [funding(None, 1_000), funding(OLEN, 70)],
        "apart": [
            apart(OLEN, 200, shared=True),
            apart(HERENTALS, 300, shared=True),
            apart(OLEN, 70, shared=False),
            apart(None, 400, shared=False),
        ],
    }
    assert [had(found, "drawing_right", town) for town in TOWNS] == [270, 300, 500]
    assert had(found, "own_contribution", OLEN) == 0
