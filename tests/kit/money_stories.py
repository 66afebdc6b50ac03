"""The stories of money, which together ask budget everything that it can be asked."""

from typing import Final

from tests.kit.heard import Heard
from tests.kit.money_neighbours import MoneyNeighbours
from tests.kit.money_office import MoneyOffice
from tests.kit.money_parts import MoneyParts
from tests.kit.money_promised import MoneyPromised
from tests.kit.money_season import MoneySeason
from tests.kit.money_year import MoneyYear

STORIES: Final[tuple[type[Heard], ...]] = (
    *(MoneyYear, MoneySeason, MoneyOffice, MoneyParts),
    *(MoneyPromised, MoneyNeighbours),
)
