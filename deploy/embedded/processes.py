"""The table of processes of a platform on one machine: command, environment, when it is ready."""

import functools
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import deploy
from deploy.embedded import postgres
from deploy.embedded.ports import LOOPBACK, Ports
from deploy.embedded.probes import Probe, http_answers, kafka_answers, postgres_answers
from deploy.embedded.secrets import ISSUER_KEY, PASSWORDS, password_name
from deploy.embedded.settings import PlatformSettings

ROOT = Path(deploy.__file__).parent.parent
SERVICES = ("cards", "partners", "budget")
AUDIENCE = "samenspel"

DATABASE_LAYER, KAFKA_LAYER, SERVICE_LAYER = 0, 1, 2


@dataclass(frozen=True, kw_only=True)
class Process:
    """One process to keep running. Layers stop from the highest to the lowest."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    layer: int
    ready: Probe | None = None
    port: int | None = None
    after: tuple[str, ...] = ()
    stop_signal: signal.Signals = signal.SIGTERM
    grace_seconds: float = 10.0
    one_shot: bool = False


def all_processes(settings: PlatformSettings, secrets: Mapping[str, str]) -> list[Process]:
    """Every process, in the order in which they are shown."""
    table = ProcessTable(settings, secrets)
    services = [
        table.service(name, number) for name in SERVICES for number in range(settings.instances)
    ]
    gateways = [table.gateway(number) for number in range(settings.gateways)]
    infrastructure = [table.postgres(), table.kafka(), table.provision(), table.issuer()]
    return [*infrastructure, *services, *gateways]


def some_processes(everything: list[Process], only: list[str]) -> list[Process]:
    """Those with these names, or of these kinds: `cards` means each of its instances."""
    chosen = {process.name for process in everything if process.name.split("-")[0] in only}
    chosen |= {process.name for process in everything if process.name in only}
    unknown = [name for name in only if not any(found.startswith(name) for found in chosen)]
    if unknown:
        raise SystemExit(f"no such process: {', '.join(unknown)}")
    # Whoever asks for both wants to use them: with their roles, databases and topics.
    if {"postgres", "kafka"} <= chosen:
        chosen.add("provision")
    processes = [process for process in everything if process.name in chosen]
    if any("provision" in process.after for process in processes):
        return processes
    return [_without_tables(process) for process in processes]


class ProcessTable:
    """Makes the entries of the table for one platform."""

    def __init__(self, settings: PlatformSettings, secrets: Mapping[str, str]) -> None:
        self._settings = settings
        self._ports = settings.ports
        self._secrets = secrets

    def postgres(self) -> Process:
        """The database server."""
        port = self._ports.postgres
        return Process(
            name="postgres",
            command=_python("deploy.embedded.postgres", self._settings.home / "postgres", port),
            environment=_environment(
                POSTGRES_PASSWORD=self._secrets[password_name(postgres.SUPERUSER)]
            ),
            layer=DATABASE_LAYER,
            ready=functools.partial(postgres_answers, port),
            port=port,
            stop_signal=postgres.STOP_SIGNAL,
            grace_seconds=20.0,
        )

    def kafka(self) -> Process:
        """The broker."""
        port, controller = self._ports.kafka, self._ports.kafka_controller
        folder = self._settings.home / "kafka"
        return Process(
            name="kafka",
            command=_python("deploy.embedded.kafka", folder, port, controller),
            environment=_environment(),
            layer=KAFKA_LAYER,
            ready=functools.partial(kafka_answers, port),
            port=port,
            grace_seconds=20.0,
        )

    def provision(self) -> Process:
        """Makes roles, databases, tables and topics, and ends."""
        passwords = {
            name: self._secrets[name] for name in (password_name(role) for role in PASSWORDS)
        }
        return Process(
            name="provision",
            command=_python("deploy.provision"),
            environment=_environment(
                ADMIN_DATABASE=self.dsn("postgres", postgres.SUPERUSER),
                KAFKA=self._kafka_address,
                PARTITIONS=str(self._settings.partitions),
                **passwords,
                **self._keys("GATEWAY_PRIVATE_KEY", "CARD_LOOKUP_KEY"),
            ),
            layer=SERVICE_LAYER,
            one_shot=True,
        )

    def issuer(self) -> Process:
        """The development identity provider."""
        port = self._ports.issuer
        return Process(
            name="issuer",
            command=_python("deploy.embedded.issuer"),
            environment=_environment(
                ENVIRONMENT="development",
                ISSUER=self._issuer_url,
                PORT=str(port),
                AUDIENCE=AUDIENCE,
                ISSUER_KEY=self._secrets[ISSUER_KEY],
            ),
            layer=SERVICE_LAYER,
            ready=functools.partial(http_answers, port, "/health/ready"),
            port=port,
        )

    def service(self, name: str, number: int) -> Process:
        """One process of cards, partners or budget."""
        port = self._ports.metrics(name, number)
        environment = self._common(f"{name}-{number}") | {
            "DATABASE": self.dsn(name, name),
            "METRICS_PORT": str(port),
        }
        if name == "cards":
            environment["KEYRING_DATABASE"] = self.dsn("keyring", "keyring")
            environment |= self._keys(
                "CARDS_PRIVATE_KEY",
                "GATEWAY_PUBLIC_KEY",
                "KEYRING_KEY",
                "CARD_LOOKUP_KEY",
                "CARD_NUMBER_KEY",
            )
            environment |= self._settings.status
        return self._python_service(f"services.{name}", environment, port)

    def gateway(self, number: int) -> Process:
        """One gateway process: the shared port, and one of its own."""
        port = self._ports.gateway_direct(number)
        environment = self._common(f"gateway-{number}") | {
            "DATABASE": self.dsn("gateway", "gateway"),
            "UMBRELLA_DATABASE": self.dsn("gateway", "umbrella"),
            "HOST": LOOPBACK,
            "PORT": str(self._ports.gateway),
            "DIRECT_PORT": str(port),
            "ISSUER": self._issuer_url,
            "AUDIENCE": AUDIENCE,
        }
        environment |= self._keys(
            "GATEWAY_PRIVATE_KEY", "CARDS_PUBLIC_KEY", "CARD_LOOKUP_KEY", "FINGERPRINT_KEY"
        )
        return self._python_service("services.gateway", environment, port)

    def dsn(self, database: str, role: str) -> str:
        """How a role reaches a database."""
        return dsn(self._ports, self._secrets, database, role)

    def _python_service(self, module: str, environment: Mapping[str, str], port: int) -> Process:
        return Process(
            name=environment["INSTANCE"],
            command=_python(module),
            environment=_environment(**environment),
            layer=SERVICE_LAYER,
            ready=functools.partial(http_answers, port, "/health/ready"),
            port=port,
            after=("provision",),
        )

    def _common(self, instance: str) -> dict[str, str]:
        return {
            "ENVIRONMENT": "development",
            "INSTANCE": instance,
            "KAFKA": self._kafka_address,
            "PARTITIONS": str(self._settings.partitions),
        }

    def _keys(self, *names: str) -> dict[str, str]:
        return {name: self._secrets[name] for name in names}

    @property
    def _kafka_address(self) -> str:
        return f"{LOOPBACK}:{self._ports.kafka}"

    @property
    def _issuer_url(self) -> str:
        return f"http://{LOOPBACK}:{self._ports.issuer}"


def dsn(ports: Ports, secrets: Mapping[str, str], database: str, role: str) -> str:
    """How a role reaches a database of the platform on these ports."""
    password = secrets[password_name(role)]
    return f"postgresql://{role}:{password}@{LOOPBACK}:{ports.postgres}/{database}"


def _without_tables(process: Process) -> Process:
    if process.name != "provision":
        return process
    return replace(process, command=[*process.command, "--without-tables"])


def _python(module: str, *arguments: object) -> list[str]:
    return [sys.executable, "-m", module, *(str(argument) for argument in arguments)]


def _environment(**settings: str) -> dict[str, str]:
    ours = {f"SAMENSPEL_{name}": value for name, value in settings.items()}
    return {**os.environ, "PYTHONUNBUFFERED": "1", **ours}
