"""The documents themselves: each row of the table of card practice has one, or a reason why not."""

import re
from typing import Final

import pytest

from services.cards.contracts.regulation.checking import check
from services.cards.contracts.regulation.narrowing import widenings
from services.cards.contracts.regulation.reading import read, write
from services.partners.contracts.municipalities import MUNICIPALITIES
from tests.kit import schemes

DOCUMENTS: Final = schemes.documents()
REAL: Final = {path.stem: DOCUMENTS[path.stem] for path in sorted(schemes.REAL.glob("*.yaml"))}
ROWS: Final = 45
REGIONAL: Final = {"westhoek"}


def test_each_row_is_a_document_or_is_left_out_with_its_reason() -> None:
    text = (schemes.REAL / "README.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| (\d+) \| (.+) \|$", text, re.MULTILINE))
    assert list(rows) == [str(number) for number in range(1, ROWS + 1)]
    named = {name for row in rows.values() for name in re.findall(r"`([\w-]+)\.yaml`", row)}
    assert named == set(REAL)
    silent = [row for row in rows.values() if "`" not in row]
    assert all("none: " in row or "the table has no row" in row for row in silent)


@pytest.mark.parametrize("name", sorted(REAL))
def test_a_document_stands_in_its_own_municipality_with_its_sources(name: str) -> None:
    assert REAL[name].sources
    assert name in REGIONAL or name.split("-")[0] in MUNICIPALITIES


@pytest.mark.parametrize("name", sorted(REAL))
def test_what_a_document_leaves_empty_is_said_to_be_open(name: str) -> None:
    document = REAL[name]
    said = {one.about for one in document.open}
    words = " ".join(f"{one.about} {one.note}" for one in document.open).lower()
    if not document.routes:
        assert "routes" in said
    if not document.benefit.rules:
        assert "benefit" in said or "voordeel" in words
    for table, rows in document.tables.items():
        assert rows.figures or table in said
    if "validity" not in document.model_fields_set:
        assert "validity" in said


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_a_document_is_the_same_when_an_event_has_carried_it(name: str) -> None:
    assert read(write(DOCUMENTS[name])) == DOCUMENTS[name]


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_every_table_that_a_limit_points_to_is_there(name: str) -> None:
    document = DOCUMENTS[name]
    named = set(re.findall(r'"(?:table|max_cadastral_table)":"(\w+)"', write(document)))
    assert named == set(document.tables)


def test_an_addendum_may_leave_out_people_of_the_region_and_not_let_others_in() -> None:
    region, addendum = REAL["westhoek"], REAL["33040-langemark-poelkapelle"]
    assert addendum.narrows == region.title
    assert widenings(region, addendum) == []
    assert [one.why for one in widenings(addendum, region)] == ["condition"]


def test_a_rule_that_divides_a_price_in_two_ways_is_refused() -> None:
    text = (schemes.REAL / "34022-kortrijk.yaml").read_text("utf-8")
    twice = "organisation_percent: 40\n      network_percent: 40"
    found = check(text.replace("organisation_percent: 40", twice))
    assert isinstance(found, list)
    assert [(one.path, one.code) for one in found] == [("benefit.rules[0]", "divided_twice")]
