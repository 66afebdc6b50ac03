"""A regulation document from outside: the document, or everything that is wrong with it."""

from pathlib import Path
from typing import Any

import orjson
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from services.cards.contracts.regulation.checking import check
from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.loading import DEPTH_MAX, TEXT_MAX
from services.cards.contracts.regulation.problems import SENTENCES
from services.cards.contracts.regulation.reading import write
from tests.kit.regulations import STATUS, a_route, document_data, documents

DEMO = sorted((Path(__file__).parents[2] / "deploy/demo/regulations").glob("*.yaml"))


def problems(data: Any) -> list[tuple[str, str]]:
    """Where and what is wrong with a document given as data."""
    found = check(orjson.dumps(data).decode())
    if isinstance(found, RegulationDocument):
        return []
    assert all(one.message for one in found)
    return [(one.path, one.code) for one in found]


def of_text(text: str) -> list[tuple[str, str]]:
    found = check(text)
    return [] if isinstance(found, RegulationDocument) else [(p.path, p.code) for p in found]


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_every_document_of_the_project_is_right(path: Path) -> None:
    assert of_text(path.read_text()) == []


def test_there_are_documents_to_check() -> None:
    assert len(DEMO) >= 30


@given(documents())
def test_what_was_written_is_read_back(document: RegulationDocument) -> None:
    found = check(write(document))
    if isinstance(found, RegulationDocument):
        assert found == document


@given(st.text(max_size=300))
def test_any_text_is_answered_with_problems_and_never_an_error(text: str) -> None:
    assert of_text(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=10,
)


@given(st.sampled_from(sorted(RegulationDocument.model_fields)), JSON)
def test_any_value_in_any_field_is_answered(field: str, value: object) -> None:
    text = yaml.safe_dump({**document_data(), field: value})
    found = check(text)
    assert isinstance(found, RegulationDocument) or all(one.message for one in found)


# -- the text -----------------------------------------------------------------------------------


def test_yaml_is_read_without_its_surprises() -> None:
    text = """
language: 1
scheme: no
title: on
valid_from: 2026-01-01
routes:
  - {name: status, title: Statuut, conditions: [{kind: status, any_of: [living_wage]}]}
benefit:
  changes: with_date
  rules: []
  buying_limits: [{name: one, on: provider, times: 1, per: week}]
"""
    found = check(text)
    assert isinstance(found, RegulationDocument)
    assert (found.scheme, found.title) == ("no", "on")
    assert found.benefit.buying_limits[0].on == "provider"


def test_a_small_text_never_becomes_a_large_document() -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    assert of_text(bomb) == [("", "text_aliases")]
    assert of_text("a: !!python/object/apply:os.system [ls]") == [("", "text_tags")]
    assert of_text("x" * (TEXT_MAX + 1)) == [("", "text_too_large")]
    assert of_text("[" * (DEPTH_MAX + 1)) == [("", "text_too_deep")]
    assert of_text("[" * TEXT_MAX) == [("", "text_unreadable")]


def test_a_broken_text_names_its_line() -> None:
    found = check("language: 1\nscheme: [\n")
    assert isinstance(found, list)
    assert found[0].code == "text_unreadable"
    assert "regel 3" in found[0].message


def test_a_field_that_is_there_twice_is_refused() -> None:
    assert of_text("language: 1\nlanguage: 1\n") == [("", "field_repeated")]


# -- a field ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"scheme": None}, ("scheme", "text_expected")),
        ({"scheme": ""}, ("scheme", "text_too_short")),
        ({"scheme": "x" * 501}, ("scheme", "text_too_long")),
        ({"language": 2}, ("language", "word_unknown")),
        ({"valid_from": "2026-02-30"}, ("valid_from", "date_invalid")),
        ({"valid_from": 20260101}, ("valid_from", "date_invalid")),
        ({"rotues": []}, ("rotues", "field_unknown")),
        ({"Routes!": []}, ("?", "field_unknown")),
        ({"routes": {}}, ("routes", "list_expected")),
        ({"routes": [[]]}, ("routes[0]", "object_expected")),
        ({"routes": [a_route(name="Statuut")]}, ("routes[0].name", "code_invalid")),
        (
            {"routes": [{**a_route(), "conditions": []}]},
            ("routes[0].conditions", "list_too_short"),
        ),
        (
            {"routes": [a_route({"any_of": ["x"]})]},
            ("routes[0].conditions[0].kind", "field_missing"),
        ),
        ({"routes": [a_route({"kind": "wealth"})]}, ("routes[0].conditions[0]", "kind_unknown")),
        (
            {"routes": [a_route({"kind": "status"})]},
            ("routes[0].conditions[0].any_of", "field_missing"),
        ),
        (
            {"routes": [a_route({"kind": "any_of", "of": [{**STATUS, "evidence": ["gossip"]}]})]},
            ("routes[0].conditions[0].of[0].evidence[0]", "word_unknown"),
        ),
        ({"no_card": "ja"}, ("no_card", "yes_or_no_expected")),
        ({"validity": {"grace_days": -1}}, ("validity.grace_days", "number_too_small")),
        ({"validity": {"grace_days": 1.5}}, ("validity.grace_days", "number_expected")),
        ({"validity": {"grace_days": "30"}}, ("validity.grace_days", "number_expected")),
        (
            {"validity": {"term": {"kind": "months", "months": 121}}},
            ("validity.term.months", "number_too_large"),
        ),
    ],
)
def test_a_wrong_value_is_named_with_its_place(
    change: dict[str, object], expected: tuple[str, str]
) -> None:
    assert problems({**document_data(), **change}) == [expected]


def test_all_problems_are_told_at_once() -> None:
    wrong = {**document_data(), "scheme": "", "language": 3, "extra": 1}
    assert {code for _path, code in problems(wrong)} == {
        "text_too_short",
        "word_unknown",
        "field_unknown",
    }


def test_a_sentence_never_says_what_was_sent() -> None:
    data = {**document_data(), "scheme": 5, "geheim_woord": 1}
    found = check(orjson.dumps({**data, "language": "geheim"}).decode())
    assert isinstance(found, list)
    assert not any("geheim" in one.message for one in found)


def test_every_code_has_a_sentence_that_can_be_filled() -> None:
    facts = dict.fromkeys(("most", "least", "line", "expected", "clause"), "x")
    assert all(text.format(**facts) for text in SENTENCES.values())
