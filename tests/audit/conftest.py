from pathlib import Path

import pytest

from tests.kit.platform import RunningPlatform


@pytest.fixture(scope="session")
def started():
    yield RunningPlatform(Path("/tmp/h5/home"), 22100)


@pytest.fixture(scope="session")
async def talk(started):
    from tests.kit.talk import Talk

    async with Talk(started.platform) as talk:
        yield talk
