"""What a person sets for a platform on one machine, from the environment (prefix SAMENSPEL_)."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from deploy.embedded.ports import Ports

DEFAULT_HOME = ".samenspel"


@dataclass(frozen=True, kw_only=True)
class PlatformSettings:
    """Where the platform lives and how many processes it has.

    `status` is what cards is told of sources of social status, by names without the prefix.
    """

    home: Path
    port: int = 8000
    gateways: int = 1
    instances: int = 1
    partitions: int = 12
    status: Mapping[str, str] = field(default_factory=dict)

    @property
    def ports(self) -> Ports:
        """Every port, derived from the gateway's."""
        return Ports(self.port)


def settings_from(environment: Mapping[str, str] = os.environ) -> PlatformSettings:
    """Read the settings, with their defaults."""
    return PlatformSettings(
        home=Path(environment.get("SAMENSPEL_HOME", DEFAULT_HOME)).resolve(),
        port=_number(environment, "PORT", 8000, 1024, 65_000),
        # Ten ports are kept for each kind of process.
        gateways=_number(environment, "GATEWAYS", 1, 1, 10),
        instances=_number(environment, "INSTANCES", 1, 1, 10),
        partitions=_number(environment, "PARTITIONS", 12, 1, 1000),
        status={
            name.removeprefix("SAMENSPEL_"): text
            for name, text in environment.items()
            if name.startswith("SAMENSPEL_STATUS_")
        },
    )


def _number(
    environment: Mapping[str, str], name: str, default: int, lowest: int, highest: int
) -> int:
    text = environment.get(f"SAMENSPEL_{name}", str(default))
    if not text.isdecimal() or not lowest <= int(text) <= highest:
        raise SystemExit(f"SAMENSPEL_{name} must be a number from {lowest} to {highest}: {text!r}")
    return int(text)
