"""A quote is what cards decides next, whatever happened before. Pure, from the views' own rows."""

from datetime import date
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from services.cards.contracts.events import CoParentingAgreed, ParticipationRequested
from services.cards.contracts.regulation.fitting import Offered
from services.cards.contracts.regulation.pricing import NotSold, Priced
from services.cards.contracts.regulation.reading import read
from services.gateway.domain.standing import read_standing
from services.gateway.views.case_rows import SchemeRight
from services.gateway.views.people_rows import Household
from services.gateway.views.regulation_rows import Regulation
from services.gateway.views.rows import Holder, Offer
from services.gateway.views.usage_rows import Usage
from services.kernel.contract import Event
from services.kernel.money import Split
from services.kernel.store import as_columns
from tests.audit.story import WatchedTown
from tests.kit.scheme_town import YEARLY, eighty_percent
from tests.kit.town import SUMMER, YEAR_END

LIMIT = {"name": "often", "times": 2, "per": "week", "on": "provider"}
SECOND = eighty_percent(
    ceilings=[YEARLY],
    buying_limits=[LIMIT],
    vouchers={"amounts": [{"cents": 900}], "valid_months": 6},
)
DAYS = st.sampled_from([date(2026, 1, 2), date(2026, 7, 4), date(2026, 7, 6), date(2026, 12, 31)])


POOLED = eighty_percent(
    ceilings=[
        {
            "name": "budget",
            "amounts": [{"reached_age_at_most": 18, "cents": 9_000}, {"cents": 5_000}],
            "pooled": True,
            "pooled_categories": ["camp"],
        }
    ]
)


def told(town: WatchedTown, holder: UUID) -> dict[str, Any]:
    """What the database tells of her standing, from the rows of the views."""
    rows = {
        table: [as_columns(row) for row in town.driver.all_rows("gateway", town.stream, table)]
        for table in (SchemeRight, Usage, Regulation)
    }
    households = town.driver.all_rows("gateway", town.stream, Household)
    hers = [one for one in households if str(holder) in {m.holder for m in one.members}]
    mates = [m.holder for one in hers for m in one.members if m.holder != str(holder)]
    return {
        "persons": [str(holder)],
        "household": hers[0].key if hers else None,
        "housemates": [
            {
                "share": town.driver.row("gateway", town.stream, Holder, mate).cap_share_percent,
                "rights": [row for row in rows[SchemeRight] if row["holder_id"] == mate],
                "usages": [
                    row for row in rows[Usage] if row["subject_id"] == mate and row["of_id"] is None
                ],
            }
            for mate in mates
        ],
        "share": town.driver.row("gateway", town.stream, Holder, holder).cap_share_percent,
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
    category = town.driver.row("gateway", town.stream, Offer, offer).category
    offered = Offered(price_cents=cents, split=Split(2_000, 4_000, 4_000), category=category)
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
        check_decided(town, said, town.take_part(card, offer, on=on), offer)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 12_000), st.integers(0, 2), st.sampled_from(["camp", "other"])),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from((100, 50, 0)),
)
def test_a_quote_knows_what_housemates_leave_of_a_pooled_budget(
    steps: list[tuple[int, int, str]], share: int
) -> None:
    town = WatchedTown()
    town.adopt(POOLED, date(2026, 1, 1))
    provider = town.a_provider()
    people = [town.an_entitled(birth_year=born) for born in (1985, 1990, 2015)]
    town.live_together(*(holder for holder, _card in people))
    other = town.driver.fresh_context("", None).id
    both = {"other_network_id": other, "payer_network_id": other}
    town.tell(CoParentingAgreed(holder_id=people[2][0], share_percent=share, **both))
    for cents, who, category in steps:
        holder, card = people[who]
        offer = town.an_offer_of(cents, provider=provider, category=category)
        said = quoted(town, holder, offer, provider, cents, SUMMER)
        check_decided(town, said, town.take_part(card, offer), offer)


def check_decided(town: WatchedTown, said: Priced | NotSold, answer: Event, offer: UUID) -> None:
    """What was quoted is what cards decided."""
    if isinstance(said, NotSold):
        assert answer.declines
        assert answer.code == said.code  # type: ignore[attr-defined]
        return
    asked: ParticipationRequested = town.last_request()
    assert (asked.offer_id, asked.holder_cents, asked.network_cents, asked.steps) == (
        offer,
        said.shares.holder_cents,
        said.shares.network_cents,
        said.steps,
    )
