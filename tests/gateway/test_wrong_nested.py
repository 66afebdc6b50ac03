"""Every place within nested input, with something wrong there: a coded answer, never a fault.

Generated from the right values: regulations, facts, members, lines, statements. What may hold
anything may be taken; what is refused names its problems and repeats nothing that was sent.
"""

import copy
from collections.abc import Iterator
from typing import Any, Final

import pytest
import yaml
from graphql import get_named_type

from services.gateway.domain.sentences import SENTENCES
from tests.gateway.test_wrong_values import MARK, Case, cases, refusal, send
from tests.kit.documents import roots
from tests.kit.populated import Populated

Path = tuple[str | int, ...]
WRONG_WITHIN: Final[tuple[Any, ...]] = (MARK, -1, 2**63, 1.5, True, None, [MARK], {MARK: MARK})
ANYTHING: Final = frozenset({"saveDraft.content", "fillAttest.statement"})
"""Where somebody may write down what she likes."""


def nested(case: Case) -> bool:
    """Whether an argument has input within it: a document, or JSON."""
    kind, name, argument = case
    named = get_named_type(roots(kind)[name].args[argument].type).name
    return named == "JSON" or argument == "document"


CASES: Final = [case for case in cases() if nested(case)]


def paths(value: Any, at: Path = ()) -> Iterator[Path]:
    """Every place within a value, itself left out."""
    if isinstance(value, dict | list):
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        for key, one in inner:
            yield (*at, key)
            yield from paths(one, (*at, key))


def with_value(value: Any, at: Path, wrong: Any) -> Any:
    """The same with something else in one place."""
    changed = copy.deepcopy(value)
    inner = changed
    for key in at[:-1]:
        inner = inner[key]
    inner[at[-1]] = wrong
    return changed


def with_more(value: Any, at: Path) -> Any:
    """The same with a field that nobody knows, in the object in one place."""
    changed = copy.deepcopy(value)
    inner = changed
    for key in at:
        inner = inner[key]
    inner[MARK] = MARK
    return changed


def wrong_ones(value: Any) -> Iterator[tuple[str, Any]]:
    """Each wrong value in each place."""
    for at in paths(value):
        for wrong in WRONG_WITHIN:
            yield f"{at}: {wrong!r}", with_value(value, at, wrong)
    for at in [(), *paths(value)]:
        inner = value
        for key in at:
            inner = inner[key]
        if isinstance(inner, dict):
            yield f"{at}: a field more", with_more(value, at)


def test_there_is_nested_input() -> None:
    assert {"adoptRegulation.document", "decideCase.facts", "uploadParticipations.lines"} <= {
        f"{name}.{argument}" for _kind, name, argument in CASES
    }


@pytest.mark.parametrize("case", CASES, ids=".".join)
async def test_what_is_wrong_within_is_answered_with_a_code(worn: Populated, case: Case) -> None:
    kind, name, argument = case
    right = worn.arguments(kind, name)[argument]
    written = argument == "document"
    refused = 0
    for label, value in wrong_ones(yaml.safe_load(right) if written else right):
        sent = yaml.safe_dump(value, allow_unicode=True) if written else value
        reply = await send(worn, case, sent)
        said = refusal(reply, case)
        if said is None:
            continue
        refused += 1
        assert said[0] in SENTENCES, (label, said)
        assert said[0] not in ("internal_error", "unavailable"), (label, reply.text[:300])
        assert MARK not in reply.text, (label, reply.text[:500])
    assert refused > 0 or f"{name}.{argument}" in ANYTHING
