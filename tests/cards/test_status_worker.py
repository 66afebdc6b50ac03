"""Which sources of social status a process has, as its settings say. Wrong ones keep it down."""

import ssl
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from services.cards.handlers.status_sources.crossroads import CrossroadsSource
from services.cards.handlers.status_sources.magda import MagdaSource
from services.cards.handlers.status_sources.magda_request import Sender
from services.cards.handlers.status_sources.port import Absent, Failure, Question
from services.cards.handlers.status_worker import status_sources
from services.cards.settings import CardsSettings
from tests.kit.magda_server import certificates
from tests.kit.rules import NOON

KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
URL = "https://magda.example.org/status"


def settings(**status: Any) -> CardsSettings:
    """Settings of cards, with these of sources."""
    keys = ("cards_private", "gateway_public", "keyring", "card_lookup", "card_number")
    given: dict[str, Any] = {f"{name}_key": KEY for name in keys}
    given |= {f"status_{name}": value for name, value in status.items()}
    return CardsSettings(
        instance="test", kafka="none", database="none", keyring_database="none", **given
    )


def test_without_settings_there_is_paper_only() -> None:
    assert status_sources(settings()) == {}


async def test_both_sources_are_made_as_told(tmp_path: Path) -> None:
    papers = certificates(tmp_path)
    found = status_sources(
        settings(
            magda_url=URL,
            magda_authority=papers.authority,
            magda_certificate=papers.certificate,
            magda_key=papers.key,
            magda_senders={"net": ("gemeente.example.org", "vrijetijd")},
            magda_names={"disability_card": "EDC"},
            crossroads_folder=str(tmp_path),
            crossroads_layout='{"delimiter": ","}',
        )
    )
    magda, crossroads = found["magda"], found["crossroads"]
    assert isinstance(magda, MagdaSource)
    assert isinstance(crossroads, CrossroadsSource)
    assert magda.agreement.sender_for("net") == Sender("gemeente.example.org", "vrijetijd")
    assert magda.agreement.sender_for("another") is None
    assert magda.agreement.names["disability_card"] == "EDC"
    assert magda.agreement.names["increased_reimbursement"] == "BIM_BVT"
    assert crossroads.layout.delimiter == ","
    await magda.close()


def test_settings_that_cannot_work_keep_the_process_down(tmp_path: Path) -> None:
    papers = certificates(tmp_path)
    good = {
        "magda_url": URL,
        "magda_certificate": papers.certificate,
        "magda_key": papers.key,
        "magda_identification": "a",
        "magda_capacity": "b",
    }
    wrong: list[dict[str, Any]] = [
        {"magda_url": URL.replace("https", "http")},
        {"magda_key": None},
        {"magda_certificate": str(tmp_path / "none.pem")},
        {"magda_key": papers.stranger_key},
        {"magda_identification": ""},
        {"crossroads_folder": str(tmp_path), "crossroads_layout": '{"limiter": ","}'},
    ]
    for change in wrong:
        with pytest.raises((ValueError, OSError, ssl.SSLError)):
            status_sources(settings(**{**good, **change}))


async def test_a_source_that_is_configured_no_more_is_away() -> None:
    question = Question(uuid4(), "net", "62691699717", ("living_wage",), NOON.date())
    assert await Absent().ask([question]) == [Failure(question.id, "source_away", again=True)]
