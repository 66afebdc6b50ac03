"""Rules of publishing an offer and taking it back. Pure."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.kernel.contract import Event
from services.partners.consumers import RULES
from services.partners.contracts.commands import (
    AdmitOrganisation,
    PublishOffer,
    Role,
    WithdrawOffer,
)
from services.partners.contracts.events import (
    OfferPublished,
    OfferWithdrawn,
    OrganisationAdmitted,
)
from services.partners.domain.offer import Offer
from tests.kit.rules import Driver
from tests.kit.town import an_id, code_of, expect

STREAM = "a network"


def an_organisation(driver: Driver, *roles: Role) -> UUID:
    command = AdmitOrganisation(name="Sportclub", roles=roles or ("provider",))
    return expect(driver.ask(command, stream=STREAM), OrganisationAdmitted).organisation_id


def published(
    driver: Driver,
    organisation: UUID | None = None,
    *,
    title: str = "Zwemles",
    price_cents: int = 4_750,
    split: tuple[int, int, int] = (2_000, 0, 8_000),
) -> Event:
    command = PublishOffer(
        organisation_id=organisation or an_organisation(driver),
        title=title,
        price_cents=price_cents,
        holder_bp=split[0],
        organisation_bp=split[1],
        network_bp=split[2],
    )
    return driver.ask(command, stream=STREAM)


@pytest.mark.parametrize("role", ["provider", "municipal_service"])
def test_a_provider_and_a_municipal_service_may_offer(role: Role) -> None:
    driver = Driver(RULES)
    expect(published(driver, an_organisation(driver, role)), OfferPublished)


@pytest.mark.parametrize("role", ["referrer", "poverty_association"])
def test_in_another_role_an_organisation_offers_nothing(role: Role) -> None:
    driver = Driver(RULES)
    assert code_of(published(driver, an_organisation(driver, role))) == "not_a_provider"


def test_an_organisation_that_is_not_admitted_offers_nothing() -> None:
    assert code_of(published(Driver(RULES), an_id("stranger"))) == "organisation_unknown"


@pytest.mark.parametrize("price_cents", [1, 100_000_000])
def test_a_price_within_its_limits_is_good(price_cents: int) -> None:
    expect(published(Driver(RULES), price_cents=price_cents), OfferPublished)


@pytest.mark.parametrize("price_cents", [-1, 0, 100_000_001])
def test_a_price_beyond_its_limits_is_refused(price_cents: int) -> None:
    assert code_of(published(Driver(RULES), price_cents=price_cents)) == "price_invalid"


@pytest.mark.parametrize("split", [(10_000, 0, 0), (0, 0, 10_000), (3_333, 3_333, 3_334)])
def test_parts_that_sum_to_the_whole_are_good(split: tuple[int, int, int]) -> None:
    expect(published(Driver(RULES), split=split), OfferPublished)


@pytest.mark.parametrize(
    "split", [(0, 0, 9_999), (0, 0, 10_001), (-1, 0, 10_001), (20_000, -10_000, 0)]
)
def test_parts_that_do_not_sum_or_are_negative_are_refused(split: tuple[int, int, int]) -> None:
    assert code_of(published(Driver(RULES), split=split)) == "split_invalid"


def test_a_title_is_asked_for() -> None:
    assert code_of(published(Driver(RULES), title="")) == "title_empty"
    assert code_of(published(Driver(RULES), title="x" * 201)) == "title_too_long"


def test_an_offer_is_taken_back_once() -> None:
    driver = Driver(RULES)
    offer_id = expect(published(driver), OfferPublished).offer_id
    expect(driver.ask(WithdrawOffer(offer_id=offer_id), stream=STREAM), OfferWithdrawn)
    assert driver.row("partners", STREAM, Offer, offer_id).withdrawn
    again = driver.ask(WithdrawOffer(offer_id=offer_id), stream=STREAM)
    assert code_of(again) == "already_withdrawn"
    driver.check_folds()


def test_an_offer_of_another_network_is_unknown() -> None:
    driver = Driver(RULES)
    offer_id = expect(published(driver), OfferPublished).offer_id
    elsewhere = driver.ask(WithdrawOffer(offer_id=offer_id), stream="another")
    assert code_of(elsewhere) == "offer_unknown"


EIGHT = datetime(2026, 7, 1, 18, tzinfo=UTC)


def with_session(**session: Any) -> Event:
    driver = Driver(RULES)
    wish = PublishOffer(
        organisation_id=an_organisation(driver),
        title="Theater",
        price_cents=1_000,
        holder_bp=2_000,
        organisation_bp=0,
        network_bp=8_000,
        **session,
    )
    return driver.ask(wish, stream=STREAM)


def test_an_offer_may_have_a_session_around_which_desks_check_in() -> None:
    ends_at = EIGHT + timedelta(hours=2)
    told = expect(with_session(starts_at=EIGHT, ends_at=ends_at), OfferPublished)
    assert (told.starts_at, told.ends_at) == (EIGHT, ends_at)
    assert (told.check_in_before_minutes, told.check_in_after_minutes) == (300, 300)
    assert expect(with_session(), OfferPublished).starts_at is None


@pytest.mark.parametrize(
    "session",
    [
        {"starts_at": EIGHT.replace(tzinfo=None)},
        {"ends_at": EIGHT},
        {"starts_at": EIGHT, "ends_at": EIGHT - timedelta(seconds=1)},
        {"starts_at": EIGHT, "ends_at": EIGHT + timedelta(days=367)},
        {"starts_at": EIGHT, "ends_at": EIGHT.replace(tzinfo=None)},
    ],
)
def test_a_session_begins_before_it_ends_and_lasts_a_year_at_most(session: dict[str, Any]) -> None:
    assert code_of(with_session(**session)) == "session_invalid"


@pytest.mark.parametrize("minutes", [-1, 1_441])
@pytest.mark.parametrize("field", ["check_in_before_minutes", "check_in_after_minutes"])
def test_a_window_is_a_day_wider_at_most(field: str, minutes: int) -> None:
    refused = with_session(starts_at=EIGHT, **{field: minutes})
    assert code_of(refused) == "check_in_minutes_invalid"
