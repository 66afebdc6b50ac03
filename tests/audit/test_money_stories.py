"""Whatever budget can be asked, the audit finds its books in order afterwards. Pure."""

import pytest

from deploy.audit import journals, ledger
from services.budget.consumers import RULES
from tests.audit.whole_story import part_of
from tests.kit.heard import Heard
from tests.kit.money_stories import STORIES
from tests.kit.rules import Driver


@pytest.mark.parametrize("kind", STORIES)
def test_the_books_of_every_story_are_sound(kind: type[Heard]) -> None:
    story = kind("any")
    for stream in story.streams:
        assert_sound(story.driver, stream)


def assert_sound(driver: Driver, stream: str) -> None:
    """The audit finds nothing, and looked at something; the rows are what the journal tells."""
    part = part_of(driver, "budget", stream)
    for finding in (
        ledger.judge_transfers(stream, part),
        ledger.judge_envelopes(stream, part),
        journals.judge_contiguous(stream, part),
    ):
        assert finding.violations == []
        assert sum(finding.looked.values()) > 0
    driver.check_folds()


def test_every_operation_is_in_a_story() -> None:
    """What budget can be asked, and what it reacts to: add it to one of `tests/kit/money_*.py`."""
    heard = {type(one.message) for kind in STORIES for one in kind("any").driver.heard}
    assert {*RULES.commands, *RULES.reactions} - heard == set()
