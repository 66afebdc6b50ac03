"""Lists in the words of who reads them. Pure."""

from datetime import date

import pytest

from services.gateway.api.desk_types import DeskWorkKind, WorkDecision
from services.gateway.api.enums import CardReason, Carrier
from services.gateway.domain.listed import card_state, euros, word
from services.gateway.storage.paging import Listing

TODAY = date(2026, 5, 6)


def test_every_code_of_a_list_has_a_word() -> None:
    for kind in (DeskWorkKind, WorkDecision, CardReason, Carrier):
        for one in kind:
            alike = one in (Carrier.STICKER, CardReason.DEFECT)
            assert (word(one.value) == one.value) == alike, one
    assert word(None) is None


@pytest.mark.parametrize(
    ("cents", "shown"), [(0, "0,00"), (5, "0,05"), (1_250, "12,50"), (-1, "-0,01")]
)
def test_an_amount_is_written_as_people_here_read_it(cents: int, shown: str) -> None:
    assert euros(cents) == shown


@pytest.mark.parametrize(
    ("fact", "state"),
    [
        ({}, "bruikbaar"),
        ({"last_day": TODAY}, "bruikbaar"),
        ({"last_day": date(2026, 5, 5)}, "verlopen"),
        ({"blocked": True, "last_day": date(2026, 5, 5)}, "geblokkeerd"),
        ({"replaced": True, "blocked": True}, "vervangen"),
        ({"revoked": True, "replaced": True}, "ingetrokken"),
    ],
)
def test_a_card_is_told_as_it_is(fact: dict[str, object], state: str) -> None:
    usual = {"revoked": False, "replaced": False, "blocked": False, "last_day": None}
    assert card_state(TODAY, **{**usual, **fact}) == state  # type: ignore[arg-type]


def test_a_list_turned_round_goes_on_before_its_cursor() -> None:
    sql = Listing("work_items", last_first=True).sql(["stream"], after=True)
    assert "(made_at, key) < ($2, $3)" in sql
    assert "order by made_at desc, key desc" in sql
