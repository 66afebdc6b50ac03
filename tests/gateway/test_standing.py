"""A quote is what cards decides next, whatever happened before. Pure, from the views' own rows."""

from datetime import date
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.cards.contracts.events import ParticipationRequested
from services.cards.contracts.regulation.fitting import Offered
from services.cards.contracts.regulation.pricing import NotSold, Priced
from services.cards.contracts.regulation.reading import read
from services.gateway.domain.standing import read_standing
from services.gateway.views.case_rows import SchemeRight
from services.gateway.views.regulation_rows import Regulation
from services.gateway.views.usage_rows import Usage
from services.kernel.money import Split
from services.kernel.store import as_columns
from tests.audit.story import WatchedTown
from tests.kit.scheme_town import YEARLY, eighty_percent
from tests.kit.town import YEAR_END

LIMIT = {"name": "often", "times": 2, "per": "week", "on": "provider"}
SECOND = eighty_percent(
    ceilings=[YEARLY],
    buying_limits=[LIMIT],
    vouchers={"amounts": [{"cents": 900}], "valid_months": 6},
)
DAYS = st.sampled_from([date(2026, 1, 2), date(2026, 7, 4), date(2026, 7, 6), date(2026, 12, 31)])


def told(town: WatchedTown, holder: UUID) -> dict[str, Any]:
    """What the database tells of her standing, from the rows of the views."""
    rows = {
        table: [as_columns(row) for row in town.driver.all_rows("gateway", town.stream, table)]
        for table in (SchemeRight, Usage, Regulation)
    }
    return {
        "persons": [str(holder)],
        "household": None,
        "share": 100,
        "rights": [row for row in rows[SchemeRight] if row["holder_id"] == str(holder)],
        "usages": rows[Usage],
        "versions": [{**row, "regulation_id": row["key"]} for row in rows[Regulation]],
    }


def quoted(
    town: WatchedTown, holder: UUID, offer: UUID, provider: UUID, cents: int, on: date
) -> Priced | NotSold:
    """What the gateway would say."""
    row = told(town, holder)
    row["usages"] = [
        usage for usage in row["usages"] if usage["of_id"] in (None, str(offer), str(provider))
    ]
    standing = read_standing(row, on, offer=str(offer), organisation=str(provider))
    regulations = town.driver.all_rows("gateway", town.stream, Regulation)
    documents = {one.key: read(one.document) for one in regulations}
    offered = Offered(price_cents=cents, split=Split(2_000, 4_000, 4_000))
    return standing.price(offered, 0, documents.get)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9_000), DAYS, st.booleans()), min_size=1, max_size=6))
def test_a_quote_is_what_cards_decides_next(steps: list[tuple[int, date, bool]]) -> None:
    town = WatchedTown()
    provider = town.a_provider()
    holder, card = town.an_entitled(period=(date(2026, 3, 1), YEAR_END))
    town.adopt(SECOND, date(2026, 7, 1))
    for cents, on, known in steps:
        offer = town.an_offer_of(cents, provider=provider if known else town.a_provider())
        by = provider if known else UUID(int=0)
        said = quoted(town, holder, offer, by, cents, on)
        answer = town.take_part(card, offer, on=on)
        if isinstance(said, NotSold):
            assert answer.declines
            assert answer.code == said.code  # type: ignore[attr-defined]
            continue
        asked: ParticipationRequested = town.last_request()
        assert (asked.offer_id, asked.holder_cents, asked.network_cents, asked.steps) == (
            offer,
            said.shares.holder_cents,
            said.shares.network_cents,
            said.steps,
        )
