"""The page for authors shows a document that is right, and names what there is."""

import re
from pathlib import Path
from typing import get_args

from services.cards.contracts.regulation.checking import check
from services.cards.contracts.regulation.document import RegulationDocument
from services.cards.contracts.regulation.predicates import Condition
from services.cards.contracts.regulation.publishing import PATH

PAGE = (Path(__file__).parents[2] / "docs/regulations.md").read_text()


def test_the_example_is_a_document() -> None:
    [example] = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)
    found = check(example)
    assert isinstance(found, RegulationDocument), [(one.path, one.message) for one in found]


def test_every_kind_of_condition_is_in_the_table() -> None:
    union = get_args(Condition)[0]
    kinds = {get_args(part.model_fields["kind"].annotation)[0] for part in get_args(union)}
    assert all(f"`{kind}`" in PAGE for kind in kinds)


def test_it_says_where_the_schema_is() -> None:
    assert f"`{PATH}`" in PAGE
