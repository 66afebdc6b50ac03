"""The rows that partners keeps, one class per table.

Their columns in the database are made by the migrations beside this module; a test holds the
two together (`tests/architecture/test_tables.py`).
"""

from typing import Final

from services.kernel.state import Row
from services.partners.domain.network import MunicipalityTaken, Network, SlugTaken
from services.partners.domain.offer import Offer
from services.partners.domain.organisation import Organisation

ROWS: Final[tuple[type[Row], ...]] = (
    SlugTaken,
    MunicipalityTaken,
    Network,
    Organisation,
    Offer,
)
