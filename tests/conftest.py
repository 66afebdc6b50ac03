"""Fixtures that all tests share: one started platform for the whole session."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.kit.platform import RunningPlatform, running_platform
from tests.kit.talk import Talk


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPlatform]:
    """Real Kafka and PostgreSQL, two instances of every service, two gateways."""
    settings = {"SAMENSPEL_INSTANCES": "2", "SAMENSPEL_GATEWAYS": "2"}
    with running_platform(tmp_path_factory.mktemp("platform"), settings=settings) as platform:
        yield platform


@pytest.fixture(scope="session")
async def talk(started: RunningPlatform) -> AsyncIterator[Talk]:
    """Commands straight onto Kafka, and the outcomes that come back."""
    async with Talk(started.platform) as talk:
        yield talk
