"""Every port of the embedded platform, derived from one base port, so that two run side by side."""

import socket
from dataclasses import dataclass

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Ports:
    """The ports of one platform whose gateway listens on `base`."""

    base: int

    @property
    def gateway(self) -> int:
        """Shared by all gateway processes."""
        return self.base

    @property
    def issuer(self) -> int:
        """The development identity provider."""
        return self.base + 1

    @property
    def kafka(self) -> int:
        """Kafka's clients."""
        return self.base + 20

    @property
    def kafka_controller(self) -> int:
        """Kafka's own quorum."""
        return self.base + 21

    @property
    def postgres(self) -> int:
        """PostgreSQL."""
        return self.base + 22

    def gateway_direct(self, number: int) -> int:
        """One gateway process alone: tests and health checks need to name it."""
        return self.base + 10 + number

    def metrics(self, service: str, number: int) -> int:
        """Metrics and health of one process of cards, partners or budget."""
        return self.base + {"cards": 30, "partners": 40, "budget": 50}[service] + number


def taken(port: int) -> bool:
    """Whether something listens on this port of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # After a stop a port lingers; servers that set this, as all ours do, may take it.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return True
    return False
