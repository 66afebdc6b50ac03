"""The files of the repository, as the architecture tests look at them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SERVICES = ("cards", "partners", "budget", "gateway")


@cache
def files() -> tuple[Path, ...]:
    """Every file that is, or will be, committed."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "-co", "--exclude-standard"],
        capture_output=True,
        check=True,
    )
    found = (ROOT / name for name in listed.stdout.decode().split("\0") if name)
    return tuple(sorted(path for path in found if path.is_file()))


def named(path: Path) -> str:
    """A file's name from the root."""
    return str(path.relative_to(ROOT))


def python_files(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    """Python modules in these folders, parsed."""
    for path in files():
        if path.suffix == ".py" and named(path).startswith(folders):
            yield path, parsed(path)


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    """Full names of what a module imports, inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
