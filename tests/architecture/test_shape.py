"""The shape of the code: files and functions of a size, the same rooms everywhere."""

import ast
import tomllib
from collections.abc import Iterator

import pytest

from tests.architecture.tree import ROOT, named, python_files

LONGEST_FILE, LONGEST_FUNCTION = 300, 40

ROOMS = (
    "contracts",
    "domain",
    "storage",
    "handlers",
    "views",
    "consumers",
    "api",
    "__main__",
)
"""The rooms of a service, each importing only from those before it."""

OF_A_SERVICE = {"contracts", "domain", "storage", "handlers", "consumers", "__main__"}
OF_THE_GATEWAY = {"domain", "storage", "views", "consumers", "api", "__main__"}
BESIDE_THE_ROOMS = {"README", "__init__", "settings"}


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its docstring."""
    whole = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is None:
        return whole
    return whole - ((first.end_lineno or 0) - first.lineno + 1)


def test_no_file_is_longer_than_agreed() -> None:
    lengths = {
        named(path): len(path.read_text().splitlines())
        for path, _tree in python_files("services/", "deploy/", "tests/")
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_longer_than_agreed() -> None:
    long = {
        f"{named(path)}::{function.name}": length(function)
        for path, tree in python_files("services/", "deploy/", "tests/")
        for function in functions(tree)
        if length(function) > LONGEST_FUNCTION
    }
    assert long == {}


def test_a_function_is_measured_without_its_docstring() -> None:
    code = 'def f():\n    """One.\n\n    Two.\n    """\n    a = 1\n    return a\n'
    assert [length(function) for function in functions(ast.parse(code))] == [3]


@pytest.mark.parametrize("service", ["cards", "partners", "budget"])
def test_a_service_has_the_same_rooms_as_the_others(service: str) -> None:
    assert rooms(service) == OF_A_SERVICE


def test_the_gateway_has_its_rooms() -> None:
    # Nobody asks or hears the gateway over Kafka, so it has no contracts; a table of rules for
    # messages is called views there, since it decides nothing.
    assert rooms("gateway") - {"contracts"} == OF_THE_GATEWAY


def test_every_service_says_what_it_is() -> None:
    for service in ("cards", "partners", "budget", "gateway"):
        assert (ROOT / "services" / service / "README.md").exists(), service


def test_the_import_linter_keeps_the_rooms_in_this_order() -> None:
    layers = {
        container: tuple(reversed(contract["layers"]))
        for contract in _linter()["contracts"]
        if contract["type"] == "layers"
        for container in contract["containers"]
    }
    assert set(layers) == {
        f"services.{name}" for name in ("cards", "partners", "budget", "gateway")
    }
    for service, kept in layers.items():
        assert kept == tuple(room for room in ROOMS if room in kept), service
        present = rooms(service.removeprefix("services."))
        assert present - set(kept) <= {"contracts"}, service


def test_every_module_says_first_what_lives_there() -> None:
    silent = [
        named(path)
        for path, tree in python_files("services/", "deploy/", "tests/")
        if not (ast.get_docstring(tree) and isinstance(tree.body[0], ast.Expr))
    ]
    assert silent == []


def rooms(service: str) -> set[str]:
    """The folders and modules of a service that are rooms."""
    found = {
        path.stem
        for path in (ROOT / "services" / service).iterdir()
        if path.name != "__pycache__" and not path.name.startswith(".")
    }
    return found - BESIDE_THE_ROOMS


def _linter() -> dict[str, list[dict[str, str | list[str]]]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    found: dict[str, list[dict[str, str | list[str]]]] = settings["tool"]["importlinter"]
    return found
