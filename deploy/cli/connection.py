"""Where the running platform is and how to reach every part of it, for commands and tests.

platform = Platform.find()
platform.url, platform.kafka, platform.dsn("cards"), platform.token("clerk", network=network_id)
"""

import base64
import os
from dataclasses import dataclass
from pathlib import Path

from deploy.embedded.issuer import Grant, mint
from deploy.embedded.ports import LOOPBACK, Ports
from deploy.embedded.processes import AUDIENCE, dsn
from deploy.embedded.secrets import ISSUER_KEY, read_secrets
from deploy.embedded.settings import settings_from
from deploy.embedded.state import PlatformState, read_state


class NotRunning(Exception):
    """There is no platform to talk to."""


@dataclass(frozen=True, kw_only=True)
class Platform:
    """A platform on this machine (elsewhere.py has those that are not)."""

    home: Path
    port: int
    secrets: dict[str, str]

    @classmethod
    def find(cls, home: Path | None = None) -> "Platform":
        """The platform of this home, by default that of the settings. Raises NotRunning."""
        if home is None and "SAMENSPEL_OPERATOR_DATABASE" in os.environ:
            from deploy.cli.elsewhere import PlatformElsewhere

            return PlatformElsewhere.from_environment()
        # Imported here: in the image of the services nothing looks after processes.
        from deploy.embedded.lock import is_held

        folder = settings_from().home if home is None else home.resolve()
        state = read_state(folder)
        if state is None or not is_held(folder):
            raise NotRunning(f"no platform runs in {folder}: start one with `samenspel up`")
        return cls(home=folder, port=state["port"], secrets=read_secrets(folder))

    @property
    def url(self) -> str:
        """The gateway, shared by all its processes."""
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def issuer(self) -> str:
        """The development identity provider."""
        return f"http://{LOOPBACK}:{self._ports.issuer}"

    @property
    def kafka(self) -> str:
        """Kafka's bootstrap server."""
        return f"{LOOPBACK}:{self._ports.kafka}"

    def gateway(self, number: int) -> str:
        """One gateway process alone."""
        return f"http://{LOOPBACK}:{self._ports.gateway_direct(number)}"

    def dsn(self, database: str, role: str = "operator") -> str:
        """How a database role reaches a database: cards, partners, budget, gateway or keyring."""
        return dsn(self._ports, self.secrets, database, role)

    def key(self, name: str) -> bytes:
        """A key of the platform, by its setting."""
        return base64.b64decode(self.secrets[name])

    def token(
        self,
        role: str,
        network: str | None = None,
        *,
        organisation: str | None = None,
        holder: str | None = None,
        municipality: str | None = None,
    ) -> str:
        """A signed token of a demo person with this role. `network` is an id."""
        grant = Grant(
            role=role,
            network=network,
            organisation=organisation,
            holder=holder,
            municipality=municipality,
        )
        return mint(self.secrets[ISSUER_KEY], grant, issuer=self.issuer, audience=AUDIENCE)

    def state(self) -> PlatformState:
        """What the supervisor last wrote down."""
        state = read_state(self.home)
        if state is None:
            raise NotRunning(f"no platform runs in {self.home}")
        return state

    def pids(self) -> dict[str, int]:
        """The ids of the processes that run, by name."""
        from deploy.embedded.lock import living

        return {name: process.pid for name, process in living(self.state()).items()}

    @property
    def _ports(self) -> Ports:
        return Ports(self.port)
