"""The documents are true: what they name is there."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from deploy.cli.__main__ import COMMANDS
from tests.architecture.tree import ROOT, files, named, parsed

TOP = ("services", "deploy", "tests", "docs")
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
PLACE = re.compile(rf"^(?:{'|'.join(TOP)})/[\w./*{{}},-]*(?:::[\w.]+)?$")
FENCE = re.compile(r"```.*?```", re.DOTALL)


@cache
def pages() -> tuple[Path, ...]:
    return tuple(path for path in files() if path.suffix == ".md")


def places(page: Path) -> Iterator[str]:
    """The paths of the repository that a page names in code quotes."""
    for quoted in CODE.findall(FENCE.sub("", page.read_text())):
        if PLACE.match(quoted):
            yield quoted


def missing(place: str) -> bool:
    """Whether a path, or the function `path::name` in it, is not there."""
    path, _, name = place.partition("::")
    found = list(ROOT.glob(path.rstrip("/")))
    if not found or not name:
        return not found
    return not any(name in defined(file) for file in found)


@cache
def defined(path: Path) -> frozenset[str]:
    """Names that a file defines: functions, classes, methods as Class.method, constants."""
    if path.suffix == ".sql":
        return frozenset(re.findall(r"create function (\w+)", path.read_text()))
    return frozenset(_names(parsed(path).body))


def _names(body: list[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.ClassDef):
            yield node.name
            yield from (f"{node.name}.{inner}" for inner in _names(node.body))
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def test_the_documents_are_there() -> None:
    names = {named(page) for page in pages()}
    assert names >= {
        "README.md",
        "docs/one-participation.md",
        "docs/operators.md",
        "docs/partners.md",
        "docs/failures.md",
        "docs/processes.md",
        "docs/development.md",
    }


@pytest.mark.parametrize("page", pages(), ids=named)
def test_a_page_names_only_files_and_functions_that_exist(page: Path) -> None:
    assert [place for place in places(page) if missing(place)] == []


@pytest.mark.parametrize("page", pages(), ids=named)
def test_a_pages_links_lead_somewhere(page: Path) -> None:
    text = FENCE.sub("", page.read_text())
    assert [link for link in LINK.findall(text) if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", pages(), ids=named)
def test_a_page_names_only_commands_that_exist(page: Path) -> None:
    text = page.read_text()
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"(?:`|^ {4}|^)make ([a-z-]+)", text, re.MULTILINE)) <= targets
    assert set(re.findall(r"(?:`|^ {4}|^)samenspel ([a-z-]+)", text, re.MULTILINE)) <= {*COMMANDS}


@pytest.mark.parametrize("page", pages(), ids=named)
def test_a_page_names_only_settings_that_exist(page: Path) -> None:
    mentioned = set(re.findall(r"SAMENSPEL_[A-Z_]+", page.read_text()))
    assert mentioned <= settings(), page


@cache
def settings() -> frozenset[str]:
    """Every setting that the code or the compose file names."""
    code = [path for path in files() if path.suffix in {".py", ".yml", ".yaml"}]
    texts = [path.read_text() for path in code if not named(path).startswith("tests/")]
    plain = {name for text in texts for name in re.findall(r"SAMENSPEL_[A-Z_]+[A-Z]", text)}
    return frozenset(plain | {f"SAMENSPEL_{name}" for name in _fields()})


def _fields() -> Iterator[str]:
    for path in files():
        if path.name == "settings.py":
            for node in ast.walk(parsed(path)):
                if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                    yield node.target.id.upper()


def test_a_page_that_names_what_is_not_there_is_found() -> None:
    assert missing("services/kernel/gone.py")
    assert missing("services/kernel/turn.py::Turn.walk")
    assert not missing("services/kernel/turn.py::Turn.run")
    assert not missing("services/kernel/functions/a_open_turn_v1.sql::open_turn_v1")
