"""Questions that go out in files: each goes once, and no answer that comes in one is lost."""

from pathlib import Path

import orjson
import pytest

from services.cards.contracts.commands import RecordStatusAnswer, RecordStatusSent
from services.cards.handlers.asking import AT_ONCE, LONGEST_PAUSE_S, RECORDING_S
from services.cards.handlers.status_sources.crossroads import CrossroadsSource
from services.cards.handlers.status_sources.crossroads_lines import Layout
from tests.cards.test_asking import NUMBER, World, a_worker


async def test_a_file_goes_out_once_and_its_answers_come_back(tmp_path: Path) -> None:
    world = World()
    worker = a_worker(world, {"crossroads": CrossroadsSource(tmp_path, Layout())})
    question, other = world.asks(source="crossroads"), world.asks("08670548333", "crossroads")
    await worker.round()
    assert {type(command) for _, command in world.told} == {RecordStatusSent}
    world.record()
    world.seconds += 6
    await worker.round()
    (out,) = (tmp_path / "out/net").glob("*.csv")
    assert out.read_text().splitlines() == [
        "number;status;on",
        "08670548333;BIM_BVT;2026-07-01",
        "62691699717;BIM_BVT;2026-07-01",
    ]
    world.told.clear()
    place = tmp_path / "in/net"
    place.mkdir(parents=True)
    (place / "antwoord.csv").write_text(
        "number;status;from;until;answer\n"
        "62691699717;BIM_BVT;2026-01-01;2026-12-31;1\n"
        "08670548333;BIM_BVT;;;9\n"
        "11111111111;BIM_BVT;;;1\n"
    )
    world.seconds += LONGEST_PAUSE_S
    await worker.round()
    ((about, command),) = world.told
    assert about == question
    assert isinstance(command, RecordStatusAnswer)
    assert orjson.loads(command.answer)["until"] == "2026-12-31"
    report = (tmp_path / "reports/net/antwoord.csv").read_text()
    assert report.splitlines()[1].startswith("3;Het antwoord")
    assert "1 regels" in report
    assert NUMBER not in report
    world.record()
    world.seconds += LONGEST_PAUSE_S + RECORDING_S
    await worker.round()
    assert list(place.iterdir()) == [], "what is recorded is not kept"
    assert list(world.open) == [other]


async def test_a_file_is_not_lost_on_a_question_that_came_after_those_it_answers(
    tmp_path: Path,
) -> None:
    """Who waits for a file is not asked about each second; the file is hers all the same."""
    world = World()
    worker = a_worker(world, {"crossroads": CrossroadsSource(tmp_path, Layout())})
    question = world.asks(source="crossroads")
    await worker.round()
    world.record()
    world.told.clear()
    place = tmp_path / "in/net"
    place.mkdir(parents=True)
    line = "62691699717;BIM_BVT;2026-01-01;2026-12-31;1"
    (place / "antwoord.csv").write_text(f"number;status;from;until;answer\n{line}\n")
    world.asks("08670548333", "crossroads")
    await worker.round()
    assert [about for about, told in world.told if isinstance(told, RecordStatusAnswer)] == [
        question
    ]


async def test_where_more_wait_than_are_asked_at_once_a_file_is_kept_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(AT_ONCE, "crossroads", 1)
    world = World()
    worker = a_worker(world, {"crossroads": CrossroadsSource(tmp_path, Layout(), at_once=1)})
    world.asks("08670548333", "crossroads")
    world.asks(source="crossroads")
    place = tmp_path / "in/net"
    place.mkdir(parents=True)
    line = "62691699717;BIM_BVT;2026-01-01;2026-12-31;1"
    (place / "antwoord.csv").write_text(f"number;status;from;until;answer\n{line}\n")
    await worker.round()
    assert [one.name for one in place.iterdir()] == ["antwoord.csv"]
