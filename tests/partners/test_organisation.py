"""Rules of admitting an organisation. Pure."""

import pytest

from services.kernel.contract import Event
from services.partners.consumers import RULES
from services.partners.contracts.commands import AdmitOrganisation, Role
from services.partners.contracts.events import OrganisationAdmitted
from tests.kit.rules import Driver
from tests.kit.town import code_of, expect

KBO = "0403.019.261"
"""A published example of a valid number (python-stdnum)."""


def admitted(
    driver: Driver,
    *,
    name: str = "Speelplein vzw",
    kbo: str | None = None,
    roles: tuple[Role, ...] = ("provider",),
    stream: str = "a network",
) -> Event:
    return driver.ask(AdmitOrganisation(name=name, kbo=kbo, roles=roles), stream=stream)


def test_an_enterprise_has_the_same_id_in_every_network() -> None:
    driver = Driver(RULES)
    here = expect(admitted(driver, kbo=KBO), OrganisationAdmitted)
    there = expect(admitted(driver, kbo="0403019261", stream="another"), OrganisationAdmitted)
    assert here.organisation_id == there.organisation_id
    assert here.kbo == there.kbo == "0403019261"


def test_an_enterprise_is_admitted_once_however_its_number_is_written() -> None:
    driver = Driver(RULES)
    admitted(driver, kbo=KBO)
    assert code_of(admitted(driver, kbo="BE 0403 019 261")) == "already_admitted"


def test_two_organisations_without_a_number_are_two() -> None:
    driver = Driver(RULES)
    first = expect(admitted(driver), OrganisationAdmitted)
    second = expect(admitted(driver), OrganisationAdmitted)
    assert first.organisation_id != second.organisation_id
    driver.check_folds()


def test_a_role_named_twice_counts_once() -> None:
    event = admitted(Driver(RULES), roles=("referrer", "provider", "referrer"))
    assert expect(event, OrganisationAdmitted).roles == ("referrer", "provider")


@pytest.mark.parametrize("kbo", ["", "0403019262", "403019261000", "abc", "9403019261"])
def test_a_number_with_a_wrong_check_or_form_is_refused(kbo: str) -> None:
    assert code_of(admitted(Driver(RULES), kbo=kbo)) == "kbo_invalid"


def test_an_organisation_needs_a_role_and_a_name() -> None:
    assert code_of(admitted(Driver(RULES), roles=())) == "roles_empty"
    assert code_of(admitted(Driver(RULES), name=" ")) == "name_empty"
