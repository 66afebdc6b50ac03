"""A running platform with gateways, and a network to ask about."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from deploy.cli.connection import Platform
from tests.gateway.client import Client
from tests.gateway.season import Season, a_season
from tests.kit.client import Api
from tests.kit.populated import Populated, a_populated_network


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


@pytest.fixture(scope="session")
async def api(platform: Platform) -> AsyncIterator[Api]:
    """Asks for all that the schema can show."""
    async with Api(platform) as api:
        yield api


@pytest.fixture(scope="session")
async def mine(api: Api) -> Populated:
    """A network with two of everything, which no test changes."""
    return await a_populated_network(api)


@pytest.fixture(scope="session")
async def foreign(api: Api) -> Populated:
    """Another such network; its first provider is the same enterprise."""
    return await a_populated_network(api)


@pytest.fixture(scope="session")
async def worn(api: Api) -> Populated:
    """Such a network in which a test may do what it likes."""
    return await a_populated_network(api)
