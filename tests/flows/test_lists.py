"""Every list of the API is paged through, in pages of any size, with nothing lost or twice."""

import json

import pytest

from services.gateway.domain.access import TABLE, Role
from tests.kit.city import a_network
from tests.kit.client import Api, Json
from tests.kit.documents import roots
from tests.kit.plenty import Plenty, plenty

LISTS = {name for name, field in roots("query").items() if "first" in field.args}
ELSEWHERE = {
    *("statusTotals", "renewalsLeft"),
    *("cardList", "holderList", "statusList", "workItemList"),
    "clearingBalances",
}
"""Where a source is needed, test_statuses.py and test_automatic.py; where pages are files,
test_exports.py and test_status_lists.py; where there is one for each other network,
test_clearing.py."""
INSIDE = dict.fromkeys(("statement", "statementLines", "claimListReport", "clearingLines"), "lines")
"""Where the list stands in what is shown."""
STAFF = (Role.COORDINATOR, Role.DATA_PROTECTION_OFFICER, Role.CLERK)


@pytest.fixture(scope="session")
async def full(api: Api) -> Plenty:
    """A network with at least three of everything."""
    return await plenty(api)


@pytest.mark.parametrize("name", sorted(LISTS - ELSEWHERE))
async def test_every_list_can_be_paged_through(name: str, full: Plenty) -> None:
    city, arguments = full.city, dict(full.arguments.get(name, {}))
    if name == "networks":
        await a_network(city.api)
        await a_network(city.api)
        token = city.api.token("operator")
    else:
        arguments["network"] = city.id
        token = city.token(next(role for role in STAFF if role in TABLE[name]).value)

    def inside(shown: Json) -> Json:
        found: Json = shown[INSIDE[name]] if name in INSIDE else shown
        return found

    by_two = await city.api.pages(name, token, first=2, inside=inside, **arguments)
    by_three = await city.api.pages(name, token, first=3, inside=inside, **arguments)
    assert by_two == by_three
    assert len(by_two) >= 3, f"{name} has too little in it: give tests/kit/plenty.py three of it"
    seen = [node.get("id") or json.dumps(node) for node in by_two]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(
    ("order", "first"),
    [("OLDEST", "openedAt"), ("NEWEST", "openedAt"), ("DAY", "on"), ("KIND", "kind")],
)
async def test_what_waits_is_told_in_the_order_that_is_asked(
    full: Plenty, order: str, first: str
) -> None:
    by_two = await full.city.pages("workItems", order=order, open=False)
    told = [node[first] for node in by_two]
    assert len({node["id"] for node in by_two}) == len(told) >= 3
    assert told == sorted(told, reverse=order == "NEWEST")
