"""Rules of opening a network. Pure: no database, no clock, no event loop."""

from datetime import date
from uuid import UUID

import pytest

from services.kernel.contract import Event
from services.kernel.ids import PLATFORM
from services.partners.consumers import RULES
from services.partners.contracts.commands import FoundNetwork, OpenNetwork
from services.partners.contracts.events import NetworkOpened, NetworkReserved
from services.partners.domain.network import MunicipalityTaken, Network, SlugTaken
from tests.kit.rules import Driver
from tests.kit.town import HEIST, an_opening, code_of, expect

OLEN, HERENTALS = "13029", "13011"


def opened(driver: Driver, opening: OpenNetwork) -> Event:
    return driver.ask(opening, stream=PLATFORM)


def test_opening_reserves_slug_and_municipalities_and_founds_a_stream_of_its_own() -> None:
    driver = Driver(RULES)
    event = expect(opened(driver, an_opening()), NetworkOpened)
    stream = str(event.network_id)
    assert [(fact.stream, type(fact.event)) for fact in driver.journal] == [
        (PLATFORM, NetworkReserved),
        (stream, NetworkOpened),
    ]
    assert driver.row("partners", PLATFORM, SlugTaken, event.slug).network_id == stream
    assert driver.row("partners", PLATFORM, MunicipalityTaken, HEIST).network_id == stream
    assert driver.row("partners", stream, Network, stream).drawing_right_cents == 734_400
    driver.check_folds()


def test_a_network_is_founded_once() -> None:
    driver = Driver(RULES)
    event = expect(opened(driver, an_opening()), NetworkOpened)
    before = len(driver.journal)
    driver.send(FoundNetwork(**an_opening().model_dump()), stream=str(event.network_id))
    assert len(driver.journal) == before


def test_a_slug_belongs_to_one_network() -> None:
    driver = Driver(RULES)
    opened(driver, an_opening(slug="neteland", municipalities=[OLEN]))
    second = opened(driver, an_opening(slug="neteland", municipalities=[HERENTALS]))
    assert code_of(second) == "slug_taken"


def test_a_municipality_is_in_one_network() -> None:
    driver = Driver(RULES)
    opened(driver, an_opening(slug="neteland", municipalities=[OLEN, HERENTALS]))
    second = opened(driver, an_opening(slug="olen", municipalities=[OLEN]))
    assert code_of(second) == "municipality_taken"


def test_a_refused_opening_reserves_nothing() -> None:
    driver = Driver(RULES)
    opened(driver, an_opening(drawing_right_cents=-1))
    expect(opened(driver, an_opening()), NetworkOpened)


def test_a_municipality_named_twice_counts_once() -> None:
    event = expect(opened(Driver(RULES), an_opening(municipalities=[OLEN, OLEN])), NetworkOpened)
    assert event.municipalities == (OLEN,)


@pytest.mark.parametrize("slug", ["a", "halle", "a-b-c", "2-gemeenten", "x" * 60])
def test_a_slug_of_small_letters_digits_and_single_hyphens_is_good(slug: str) -> None:
    assert expect(opened(Driver(RULES), an_opening(slug=slug)), NetworkOpened).slug == slug


@pytest.mark.parametrize("slug", ["", "-a", "a-", "a--b", "A", "a b", "ë", "a\n", "x" * 61])
def test_any_other_slug_is_refused(slug: str) -> None:
    assert code_of(opened(Driver(RULES), an_opening(slug=slug))) == "slug_invalid"


@pytest.mark.parametrize(
    ("opening", "code", "field"),
    [
        (an_opening(municipalities=[]), "no_municipality", "municipalities"),
        (an_opening(municipalities=["21004"]), "municipality_unknown", "municipalities"),
        (an_opening(name="  "), "name_empty", "name"),
        (an_opening(name="x" * 201), "name_too_long", "name"),
        (an_opening(drawing_right_cents=-1), "amount_negative", "drawing_right_cents"),
        (an_opening(own_contribution_cents=-1), "amount_negative", "own_contribution_cents"),
        (an_opening(drawing_right_cents=2**62), "amount_too_large", "drawing_right_cents"),
        (
            an_opening(period=(date(2026, 1, 2), date(2026, 1, 1))),
            "period_invalid",
            "period_until",
        ),
        (
            an_opening(period=(date(2026, 1, 1), date(2038, 1, 1))),
            "period_invalid",
            "period_until",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_field(opening: OpenNetwork, code: str, field: str) -> None:
    refusal = opened(Driver(RULES), opening)
    assert (code_of(refusal), refusal.model_dump()["field"]) == (code, field)


@pytest.mark.parametrize(
    "opening",
    [
        an_opening(drawing_right_cents=0, own_contribution_cents=0),
        an_opening(name="x" * 200),
        an_opening(period=(date(2026, 1, 1), date(2026, 1, 1))),
        an_opening(period=(date(2026, 1, 1), date(2037, 12, 31))),
    ],
)
def test_the_last_value_within_a_limit_is_good(opening: OpenNetwork) -> None:
    assert isinstance(expect(opened(Driver(RULES), opening), NetworkOpened).network_id, UUID)
