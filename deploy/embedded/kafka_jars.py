"""Kafka's jars: resolved by jgo into the user's Maven folder once, then found by a kept list."""

import fcntl
import os
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from deploy.embedded.launch import report

if TYPE_CHECKING:
    from jgo.maven import Artifact

KAFKA_VERSION = "4.3.1"
# slf4j-simple sends Kafka's warnings and errors to its output; without a binding they are dropped.
ENDPOINT = f"org.apache.kafka:kafka_2.13:{KAFKA_VERSION}+org.slf4j:slf4j-simple:1.7.36"
DOWNLOADS_AT_ONCE = 4
REPORT_EVERY = 5


def classpath(kept: Path) -> str:
    """The classpath of this Kafka; `kept` remembers it, so that a second start needs no network."""
    if kept.exists():
        version, _, jars = kept.read_text().partition("\n")
        if version == ENDPOINT and all(Path(jar).exists() for jar in jars.split(os.pathsep)):
            return jars
    report("looking up the parts of Kafka")
    with cache_lock():
        jars = os.pathsep.join(_download())
    kept.write_text(f"{ENDPOINT}\n{jars}")
    return jars


def cache_folder() -> Path:
    """What every platform of this user can share."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(base) / "samenspel"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def cache_lock() -> Iterator[None]:
    """Only one platform of this user downloads or prepares at a time."""
    with (cache_folder() / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _download() -> list[str]:
    # Imported here: a start that has its jars needs neither jgo nor its half second.
    import jgo

    artifacts = jgo.resolve(ENDPOINT)
    missing = [artifact for artifact in artifacts if not _is_there(artifact)]
    megabytes = 0.0
    with ThreadPoolExecutor(DOWNLOADS_AT_ONCE) as pool:
        downloads = [pool.submit(_jar, artifact) for artifact in missing]
        for count, done in enumerate(as_completed(downloads), start=1):
            megabytes += done.result().stat().st_size / 1e6
            if count % REPORT_EVERY == 0 or count == len(missing):
                report(f"downloading Kafka: {count} of {len(missing)} parts, {megabytes:.1f} MB")
    return [str(artifact.resolve()) for artifact in artifacts]


def _is_there(artifact: "Artifact") -> bool:
    cached = artifact.cached_path
    if cached is None or not cached.exists():
        return False
    # A download that was cut off leaves a file that jgo would take for whole.
    if not zipfile.is_zipfile(cached):
        cached.unlink()
        return False
    return True


def _jar(artifact: "Artifact") -> Path:
    jar = Path(artifact.resolve())
    if not zipfile.is_zipfile(jar):
        jar.unlink()
        raise RuntimeError(f"{jar.name} did not arrive whole")
    return jar
