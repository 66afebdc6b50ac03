"""What was published before, as the repository's history has it."""

import subprocess
from collections.abc import Iterator
from pathlib import Path


class NoHistory(Exception):
    """The folder is no checkout, or has no such commit."""


def published_at(root: Path, commit: str) -> dict[str, str]:
    """Schemas, examples and the GraphQL schema at a commit, by path. Raises NoHistory."""
    names = _git(root, "ls-tree", "-r", "--name-only", commit).splitlines()
    return {name: _git(root, "show", f"{commit}:{name}") for name in names if is_published(name)}


def is_published(path: str) -> bool:
    """Whether a file is one that others rely on."""
    inside = "/contracts/schemas/" in path or "/contracts/examples/" in path
    return path == "schema.graphql" or (inside and path.endswith(".json"))


def bases(root: Path) -> Iterator[str]:
    """The commits to compare with: the newest release, where there is one, and the last commit."""
    try:
        yield _git(root, "describe", "--tags", "--abbrev=0").strip()
    except NoHistory:
        pass
    yield "HEAD"


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, check=True, text=True
        )
    except (OSError, subprocess.CalledProcessError) as problem:
        raise NoHistory(type(problem).__name__) from None
    return done.stdout
