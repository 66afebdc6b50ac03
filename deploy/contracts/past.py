"""What was published before, as the repository's history has it."""

import contextlib
import io
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path


class NoHistory(Exception):
    """The folder is no checkout, or has no such commit."""


def published_at(root: Path, commit: str) -> dict[str, str]:
    """Schemas, examples and the GraphQL schema at a commit, by path. Raises NoHistory."""
    files: dict[str, str] = {}
    with tarfile.open(fileobj=io.BytesIO(_git(root, "archive", "--format=tar", commit))) as tree:
        for member in tree:
            content = tree.extractfile(member) if is_published(member.name) else None
            if content is not None:
                files[member.name] = content.read().decode()
    return files


def is_published(path: str) -> bool:
    """Whether a file is one that others rely on, and that may not change as it likes."""
    inside = "/contracts/schemas/" in path or "/contracts/examples/" in path
    return path == "schema.graphql" or (inside and path.endswith(".json"))


def bases(root: Path) -> Iterator[str]:
    """The commits to compare with: the newest release, where there is one, and the last commit."""
    with contextlib.suppress(NoHistory):
        yield _git(root, "describe", "--tags", "--abbrev=0").decode().strip()
    yield "HEAD"


def _git(root: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as problem:
        raise NoHistory(type(problem).__name__) from None
    return done.stdout
