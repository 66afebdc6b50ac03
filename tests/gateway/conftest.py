"""A running platform with gateways, and a network to ask about."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deploy.cli.connection import Platform
from tests.gateway.client import Client
from tests.gateway.season import Season, a_season


@pytest.fixture(scope="session")
def platform(request: pytest.FixtureRequest) -> Platform:
    """The platform of the session; or one that runs already, named by SAMENSPEL_TEST_HOME."""
    home = os.environ.get("SAMENSPEL_TEST_HOME")
    if home is not None:
        return Platform.find(Path(home))
    found: Platform = request.getfixturevalue("started").platform
    return found


@pytest.fixture(scope="session")
async def client(platform: Platform) -> AsyncIterator[Client]:
    """Asks the gateways of the platform."""
    async with Client(platform) as client:
        yield client


@pytest.fixture(scope="session")
async def ours(client: Client) -> Season:
    """A network with something of everything in it."""
    return await a_season(client)


@pytest.fixture(scope="session")
async def theirs(client: Client) -> Season:
    """Another such network."""
    return await a_season(client)
