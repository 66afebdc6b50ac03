"""The public API of the session's platform, and a fresh network for every test."""

from collections.abc import AsyncIterator

import pytest

from tests.kit.city import City, a_network
from tests.kit.client import Api
from tests.kit.platform import RunningPlatform


@pytest.fixture(scope="session")
async def api(started: RunningPlatform) -> AsyncIterator[Api]:
    """Asks the gateways of the platform."""
    async with Api(started.platform) as api:
        yield api


@pytest.fixture
async def city(api: Api) -> City:
    """A network of this test alone."""
    return await a_network(api)


@pytest.fixture(scope="session")
async def untouched(api: Api) -> City:
    """A network in which nothing is made: for what is refused, or only looks. There are no more
    networks than municipalities."""
    return await a_network(api)
