"""The published JSON Schema says of a document what the check says, field by field."""

import json
from pathlib import Path

import jsonschema_rs
import pytest

from services.cards.contracts.regulation.loading import load
from services.cards.contracts.regulation.publishing import json_schema
from tests.kit.regulations import a_route, document_data

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "services/cards/contracts/regulation/regulation.schema.json"
DOCUMENTS = sorted((ROOT / "deploy/demo/regulations").glob("*.yaml"))
VALIDATOR = jsonschema_rs.validator_for(json_schema())


def test_what_is_published_is_what_the_models_say() -> None:
    assert json.loads(PUBLISHED.read_text()) == json_schema()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_document_of_the_project_keeps_to_the_schema(path: Path) -> None:
    assert VALIDATOR.is_valid(load(path.read_text()))


@pytest.mark.parametrize(
    "change",
    [{"language": 2}, {"rotues": []}, {"scheme": ""}, {"routes": [a_route({"kind": "wealth"})]}],
)
def test_a_wrong_document_does_not(change: dict[str, object]) -> None:
    assert not VALIDATOR.is_valid({**document_data(), **change})
