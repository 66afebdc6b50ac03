"""A platform that does not run on this machine, named by settings: for audit and parked.

SAMENSPEL_OPERATOR_DATABASE  a DSN of the PostgreSQL cluster in the role operator
SAMENSPEL_KAFKA              bootstrap servers
SAMENSPEL_URL                the gateway, for commands that ask it
SAMENSPEL_TOKEN              a token of your identity provider, for the same
"""

# ruff: noqa: ARG002 - it is asked as Platform is asked, and needs less to answer

import os
from urllib.parse import urlsplit, urlunsplit

from deploy.cli.connection import NotRunning, Platform
from deploy.embedded.settings import settings_from

OPERATOR = "operator"


class PlatformElsewhere(Platform):
    """The same questions, answered from the environment."""

    @classmethod
    def from_environment(cls) -> "PlatformElsewhere":
        """The platform that the settings name."""
        return cls(home=settings_from().home, port=0, secrets={})

    @property
    def url(self) -> str:
        """The gateway."""
        return _setting("URL").rstrip("/")

    @property
    def kafka(self) -> str:
        """Kafka's bootstrap servers."""
        return _setting("KAFKA")

    def gateway(self, number: int) -> str:
        """Behind a balancer no gateway has an address of its own."""
        return self.url

    def dsn(self, database: str, role: str = OPERATOR) -> str:
        """How the operator reaches a database; no other role is known here."""
        if role != OPERATOR:
            raise NotRunning(f"the password of {role} is not known here")
        return urlunsplit(urlsplit(_setting("OPERATOR_DATABASE"))._replace(path=f"/{database}"))

    def token(
        self,
        role: str,
        network: str | None = None,
        *,
        organisation: str | None = None,
        holder: str | None = None,
        municipality: str | None = None,
    ) -> str:
        """The token that was given: only the identity provider can sign another."""
        return _setting("TOKEN")

    def pids(self) -> dict[str, int]:
        """Its processes are not ours to see."""
        return {}


def _setting(name: str) -> str:
    value = os.environ.get(f"SAMENSPEL_{name}")
    if not value:
        raise NotRunning(f"SAMENSPEL_{name} is not set")
    return value
