"""How far a referrer may go, and blank attests that are filled in once. Pure."""

from datetime import date
from itertools import product
from typing import Any
from uuid import UUID

import pytest

from services.cards.contracts.commands import (
    FillAttest,
    GiveMandate,
    IssueAttests,
    RecordProof,
    RevokeAttests,
)
from services.cards.contracts.commands.applications import Level
from services.cards.contracts.events import (
    AttestFilled,
    AttestsIssued,
    AttestsRevoked,
    MandateGiven,
)
from services.cards.domain.mandate import LEAST, LEVELS, Deed
from services.kernel.contract import Event
from tests.cards.test_application import (
    ORGANISATION,
    SEALED,
    a_desk,
    a_draft,
    a_file,
    decide,
    row,
    submit,
)
from tests.kit.casework import ENTITLED, Desk
from tests.kit.town import an_id, code_of, expect


def attempt(desk: Desk, deed: Deed, referrer: UUID) -> Event:
    """One thing that somebody does for an applicant."""
    holder = desk.a_holder()
    application = a_file(desk, holder)
    match deed:
        case "draft":
            return a_draft(desk, holder, referrer_id=referrer)
        case "submit":
            return submit(desk, application, referrer_id=referrer)
        case "prove":
            wish = RecordProof(application_id=application, proof="sealed", referrer_id=referrer)
            return desk.ask(wish, SEALED)
        case "decide":
            return decide(desk, {holder: ENTITLED}, referrer_id=referrer)


@pytest.mark.parametrize(("level", "deed"), list(product(LEVELS, LEAST)))
def test_a_referrer_goes_as_far_as_her_mandate(level: Level, deed: Deed) -> None:
    desk = a_desk()
    expect(desk.ask(GiveMandate(referrer_id=ORGANISATION, level=level)), MandateGiven)
    answer = attempt(desk, deed, ORGANISATION)
    far_enough = {
        "signpost": (),
        "fill_in": ("draft", "submit"),
        "attest": ("draft", "submit", "prove"),
        "decide": ("draft", "submit", "prove", "decide"),
    }[level]
    assert answer.declines == (deed not in far_enough), answer


@pytest.mark.parametrize("deed", LEAST)
def test_without_a_mandate_an_organisation_signposts_and_own_workers_attest(deed: Deed) -> None:
    desk = a_desk()
    assert code_of(attempt(desk, deed, ORGANISATION)) == "beyond_mandate"
    own = attempt(desk, deed, UUID(desk.stream))
    assert own.declines == (deed == "decide")


# -- blank attests --------------------------------------------------------------------------------


def a_series(desk: Desk, count: int = 2) -> UUID:
    wish = IssueAttests(referrer_id=ORGANISATION, scheme_id=desk.scheme, count=count)
    return expect(desk.ask(wish), AttestsIssued).series_id


def fill(desk: Desk, series: UUID, number: int, **more: Any) -> Event:
    wish = FillAttest(
        series_id=series, number=number, holder_id=desk.a_holder(), statement="sealed", **more
    )
    return desk.ask(wish, SEALED)


def test_an_attest_is_filled_in_once_and_is_then_an_application() -> None:
    desk = a_desk()
    desk.ask(GiveMandate(referrer_id=ORGANISATION, level="attest"))
    series = a_series(desk)
    made = expect(fill(desk, series, 1, referrer_id=ORGANISATION), AttestFilled)
    found = row(desk, made.application_id)
    assert (found.status, found.channel, found.decide_by) == (
        "submitted",
        "attest",
        date(2026, 7, 31),
    )
    assert code_of(fill(desk, series, 1)) == "attest_used"
    assert code_of(fill(desk, series, 3)) == "attest_unknown"
    assert code_of(fill(desk, series, 0)) == "attest_unknown"
    desk.driver.check_folds()


def test_what_is_still_blank_can_be_taken_back() -> None:
    desk = a_desk()
    series = a_series(desk)
    expect(fill(desk, series, 1), AttestFilled)
    expect(desk.ask(RevokeAttests(series_id=series)), AttestsRevoked)
    assert code_of(fill(desk, series, 2)) == "attest_revoked"
    assert code_of(desk.ask(RevokeAttests(series_id=series))) == "attest_revoked"


def test_an_attest_of_another_organisation_is_unknown() -> None:
    desk = a_desk()
    other = an_id("another association")
    desk.ask(GiveMandate(referrer_id=other, level="decide"))
    assert code_of(fill(desk, a_series(desk), 1, referrer_id=other)) == "attest_unknown"


def test_attests_lie_with_others_only_where_the_regulation_says_so() -> None:
    desk = Desk()
    wish = IssueAttests(referrer_id=ORGANISATION, scheme_id=desk.scheme, count=5)
    assert code_of(desk.ask(wish)) == "not_delegated"
    desk = a_desk()
    for count in (0, 1_001):
        many = IssueAttests(referrer_id=ORGANISATION, scheme_id=desk.scheme, count=count)
        assert code_of(desk.ask(many)) == "count_invalid"
