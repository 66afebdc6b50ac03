"""Cursors that are not where they should be. Pure."""

from dataclasses import replace

import pytest

from deploy.audit import participations
from deploy.audit.findings import Invariant
from deploy.audit.picture import CursorAt
from deploy.audit.services import GATEWAY
from tests.audit.judging import SEASON, failing
from tests.audit.story import with_part


@pytest.mark.parametrize(
    ("cursor", "kind"),
    [
        (CursorAt(2, 2), "cursor_behind"),
        (CursorAt(2, 5, "KeyError"), "source_stopped"),
        (CursorAt(10_000, 10_000), "cursor_beyond_end"),
    ],
)
def test_a_cursor_that_is_not_at_its_head_is_found(cursor: CursorAt, kind: str) -> None:
    others = SEASON.part("budget").cursors
    picture = with_part(SEASON, "budget", cursors={**others, "cards": cursor})
    assert failing(picture)[Invariant.CURSORS_AT_HEADS] == {kind}


def test_a_service_that_never_heard_of_a_network_is_behind() -> None:
    picture = with_part(SEASON, GATEWAY, cursors={}, rows={}, feed=())
    assert failing(picture)[Invariant.CURSORS_AT_HEADS] == {"cursor_behind"}


def test_what_is_behind_a_stopped_source_is_not_judged_twice() -> None:
    others = SEASON.part("cards").cursors
    picture = with_part(SEASON, "cards", cursors={**others, "budget": CursorAt(1, 9, "KeyError")})
    found = participations.judge_participations(picture)
    assert found.failed == 0
    assert found.waiting["still moving"] > 0


def test_a_cursor_may_have_passed_what_was_read_of_its_source_before_it() -> None:
    """Cards is read before budget: what budget heard meanwhile is in cards' journal by now."""
    others = SEASON.part("budget").cursors
    upto = SEASON.part("cards").head + 2
    ahead = {**others, "cards": CursorAt(upto, upto)}
    picture = replace(with_part(SEASON, "budget", cursors=ahead), ends={"cards": upto})
    assert failing(picture) == {}
