"""The municipalities that the services know."""

from pathlib import Path

from deploy.demo.make_municipalities import module_text
from services.partners.contracts import municipalities
from services.partners.contracts.municipalities import MUNICIPALITIES


def test_generating_again_gives_the_same_file() -> None:
    assert Path(municipalities.__file__).read_text(encoding="utf-8") == module_text()


def test_there_are_285_with_names_that_differ() -> None:
    assert len(MUNICIPALITIES) == 285
    assert len(set(MUNICIPALITIES.values())) == 285


def test_fusions_of_2025_are_in() -> None:
    names = set(MUNICIPALITIES.values())
    assert {"Beveren-Kruibeke-Zwijndrecht", "Nazareth-De Pinte", "Lievegem"} <= names
    assert not {"Beveren", "Kruibeke", "Zwijndrecht", "Waarschoot"} & names


def test_codes_are_refnis_codes_in_order() -> None:
    codes = list(MUNICIPALITIES)
    assert codes == sorted(codes)
    assert all(len(code) == 5 and code.isdigit() for code in codes)
