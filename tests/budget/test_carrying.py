"""Which funding source carries a participation: as the ground of the right allows. Pure."""

import pytest

from services.budget.contracts.events import ParticipationConfirmed
from tests.kit.scheme_town import SchemeTown
from tests.kit.town import code_of, expect

FULL = {"drawing_right": 734_400, "own_contribution": 1_468_800}


@pytest.mark.parametrize(
    ("sources", "drawn"),
    [
        ((), {"drawing_right": 800, "own_contribution": 0}),
        (("drawing_right", "own_contribution"), {"drawing_right": 800, "own_contribution": 0}),
        (("own_contribution", "drawing_right"), {"drawing_right": 0, "own_contribution": 800}),
        (("own_contribution", "welfare_fund"), {"drawing_right": 0, "own_contribution": 800}),
    ],
)
def test_a_participation_is_carried_by_the_sources_of_the_right_in_their_order(
    sources: tuple[str, ...], drawn: dict[str, int]
) -> None:
    town = SchemeTown()
    _holder, card = town.an_entitled(sources=sources)
    expect(town.take_part(card, town.an_offer_of(1_000)), ParticipationConfirmed)
    balances = town.balances()
    assert {kind: FULL[kind] - balances[kind] for kind in FULL} == drawn


def test_a_ground_without_a_means_test_leaves_the_drawing_right_alone_when_the_other_is_empty() -> (
    None
):
    town = SchemeTown({"changes": "with_date", "rules": [SHARE]})
    _holder, card = town.an_entitled(sources=("own_contribution",))
    expect(town.take_part(card, town.an_offer_of(1_468_800)), ParticipationConfirmed)
    assert code_of(town.take_part(card, town.an_offer_of(100))) == "envelope_empty"
    assert town.balances()["drawing_right"] == FULL["drawing_right"]


SHARE = {
    "name": "all",
    "reduction": {"kind": "percent_off", "percent": 100},
    "organisation_percent": 0,
}
