"""The note of which seasons a platform has."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from deploy.demo.loaded import FILE, FRESH, Note, begin, read_note, write_note
from deploy.demo.report import cell, euros

NOW = datetime(2026, 7, 1, tzinfo=UTC)


def test_nothing_is_noted_at_first(tmp_path: Path) -> None:
    assert read_note(tmp_path, 1) is None


def test_a_season_that_is_continued_keeps_its_beginning(tmp_path: Path) -> None:
    assert begin(tmp_path, 1, NOW).began == NOW
    assert begin(tmp_path, 1, NOW + FRESH).began == NOW
    assert begin(tmp_path, 2, NOW + FRESH).began == NOW + FRESH


def test_a_season_left_for_long_begins_anew(tmp_path: Path) -> None:
    begin(tmp_path, 1, NOW)
    later = NOW + FRESH + timedelta(seconds=1)
    assert begin(tmp_path, 1, later).began == later


def test_a_complete_season_keeps_its_note_while_a_larger_one_is_sent(tmp_path: Path) -> None:
    note = Note(NOW.isoformat(), 2_000, "network", "operation")
    write_note(tmp_path, 1, note)
    assert begin(tmp_path, 1, NOW + FRESH) == note


def test_a_note_that_cannot_be_read_is_no_note(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("{")
    assert read_note(tmp_path, 1) is None


def test_cents_are_shown_as_euros() -> None:
    assert euros(1_234_56) == "1,234.56"
    assert euros(5) == "0.05"


def test_a_withheld_cell_shows_no_number() -> None:
    hidden = {"withheld": True, "holders": None, "participations": None, "networkCents": None}
    assert set(cell(hidden)) == {"withheld"}
    shown = {"withheld": False, "holders": 5, "participations": 12, "networkCents": 100}
    assert cell(shown) == ("5", "12", "1.00")
