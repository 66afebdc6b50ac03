"""Fixtures that all tests share: one started platform for the whole session."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.kit.case_files import exchange_of
from tests.kit.platform import RunningPlatform, running_platform
from tests.kit.talk import Talk
from tests.kit.wire import wrong_events


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningPlatform]:
    """Real Kafka and PostgreSQL, two instances of every service, two gateways; the Crossroads Bank
    is a folder. Whatever the tests made them say is held against the contracts at the end.
    """
    home = tmp_path_factory.mktemp("platform")
    settings = {"SAMENSPEL_INSTANCES": "2", "SAMENSPEL_GATEWAYS": "2"}
    settings["SAMENSPEL_STATUS_CROSSROADS_FOLDER"] = str(exchange_of(home))
    with running_platform(home, settings=settings) as platform:
        yield platform
        # In a thread of its own: pytest's loop may be running here.
        with ThreadPoolExecutor(1) as aside:
            checked = aside.submit(asyncio.run, wrong_events(platform.platform.kafka))
            assert checked.result() == set()


@pytest.fixture(scope="session")
async def talk(started: RunningPlatform) -> AsyncIterator[Talk]:
    """Commands straight onto Kafka, and the outcomes that come back."""
    async with Talk(started.platform) as talk:
        yield talk
