"""Whoever is shown a person is written down: one door leads to the keys, with named exceptions."""

import ast
from typing import Final

from tests.architecture.tree import named, python_files

DOOR: Final = "services/gateway/api/opening.py"
SHOWS_NOBODY: Final = {
    "services/gateway/api/composing.py": "a message to herself; who prints it is written down",
    "services/gateway/api/loaders.py": "the last four digits of a card, to a desk that holds it",
    "services/gateway/api/stocks.py": "numbers of cards and passes that are nobody's yet",
    "services/gateway/api/cases.py": "a birth date, for the facts of a decision; it is not shown",
    "services/gateway/api/working.py": "why somebody decided about work; it names nobody",
    "services/gateway/api/statuses.py": "what sources have said, for a decision; it is not shown",
    "services/gateway/api/finding.py": "names, to put those found in order; the door shows them",
    "services/gateway/storage/name_index.py": "names, of which a keyed hash is kept to find her by",
    "services/gateway/api/cards.py": "a birth year, for the price of a card; it is not shown",
}
"""Who asks for keys beside the door, and what becomes of what they open."""


def asking_for_keys() -> set[str]:
    """Files of the gateway that call `keys_of`, but for the one that defines it."""
    return {
        named(path)
        for path, tree in python_files("services/gateway/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "keys_of"
    }


def test_keys_of_persons_are_asked_for_at_the_door_that_writes_it_down() -> None:
    assert asking_for_keys() == {DOOR, *SHOWS_NOBODY}
