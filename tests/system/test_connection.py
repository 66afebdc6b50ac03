"""How commands find a platform: on this machine by its home, elsewhere by settings."""

from pathlib import Path

import pytest

from deploy.cli.connection import NotRunning, Platform


def test_where_nothing_runs_the_answer_says_how_to_start(tmp_path: Path) -> None:
    with pytest.raises(NotRunning, match="samenspel up"):
        Platform.find(tmp_path)


def test_a_platform_elsewhere_is_named_by_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "SAMENSPEL_OPERATOR_DATABASE", "postgresql://operator:p@db:5432/x?ssl=require"
    )
    monkeypatch.setenv("SAMENSPEL_KAFKA", "kafka-1:9092,kafka-2:9092")
    monkeypatch.delenv("SAMENSPEL_TOKEN", raising=False)
    platform = Platform.find()
    assert platform.dsn("cards") == "postgresql://operator:p@db:5432/cards?ssl=require"
    assert platform.kafka == "kafka-1:9092,kafka-2:9092"
    with pytest.raises(NotRunning, match="SAMENSPEL_TOKEN is not set"):
        platform.token("clerk")
    with pytest.raises(NotRunning, match="password of cards"):
        platform.dsn("cards", "cards")
