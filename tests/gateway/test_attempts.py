"""Which operations count as trying a number, and what an outcome tells of one. Pure."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from services.cards.contracts import events as cards
from services.gateway.api.reporting import command_of
from services.gateway.domain.access import TABLE, Role
from services.gateway.domain.attempts import NUMBERED
from services.gateway.domain.outcomes import outcome_of
from services.gateway.storage.attempts import Probing
from tests.kit.documents import every_root, roots

NUMBERS = {"cardNumber", "passNumber", "slipNumber", "number"}
LINES = {"uploadParticipations", "registerGroup"}


def test_whatever_tells_a_provider_whether_a_number_works_is_counted() -> None:
    told = {
        name
        for kind, name in every_root()
        if Role.PROVIDER in TABLE[name] and (NUMBERS & set(roots(kind)[name].args) or name in LINES)
    }
    assert told - NUMBERED == set()


@pytest.mark.parametrize("code", ["card_not_valid", "pass_not_valid"])
def test_a_refusal_of_a_number_counts(code: str) -> None:
    assert outcome_of(cards.CommandRejected(code=code)).not_valid


@pytest.mark.parametrize("code", ["ceiling_reached", "already_registered", "offer_withdrawn"])
def test_a_refusal_for_what_else_does_not_count(code: str) -> None:
    assert not outcome_of(cards.CommandRejected(code=code)).not_valid


@pytest.mark.parametrize(("kind", "counts"), [("card_not_valid", True), ("uncovered", False)])
def test_a_late_line_counts_where_its_card_did_not_work(kind: Any, counts: bool) -> None:
    item = cards.WorkItemOpened(
        item_id=uuid4(),
        kind=kind,
        organisation_id=uuid4(),
        offer_id=uuid4(),
        on=date(2026, 7, 1),
        cents=200,
    )
    said = outcome_of(item)
    assert (said.status, said.made, said.not_valid) == ("done", str(item.item_id), counts)


def test_a_provider_is_reported_once_a_day_whatever_the_count_is_by_then() -> None:
    at, now = datetime(2026, 7, 1, 9, tzinfo=UTC), datetime(2026, 7, 1, 10, tzinfo=UTC)
    party, stream = f"organisation:{uuid4()}", str(uuid4())

    def told(day: int, count: int, stream: str = stream) -> Any:
        return command_of(Probing(stream, party, date(2026, 7, day), count, at, now), now).id

    assert told(1, 21) == told(1, 30)
    assert len({told(1, 21), told(2, 21), told(1, 21, str(uuid4()))}) == 3
