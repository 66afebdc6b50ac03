"""Requests that are none: bodies, documents, literals, pages and depths beyond what is served."""

from typing import Final

import pytest

from services.gateway.api.exporting import ROWS_MAX
from tests.kit.client import Api
from tests.kit.documents import roots
from tests.kit.populated import Populated
from tests.kit.reading import allowed

MARK: Final = "Vermeersch85073003328"
"""Stands in every wrong text: no answer may repeat it."""
FAULTS: Final = ("Traceback", 'File "', ".py", "asyncpg", "Exception")


@pytest.mark.parametrize("name", sorted(roots("mutation")))
async def test_an_argument_that_nobody_knows_is_refused(worn: Populated, name: str) -> None:
    query = f'mutation {{ {name}({MARK.lower()}: "{MARK}") {{ __typename }} }}'
    reply = await worn.city.api.post(query, allowed(worn, name))
    assert set(reply.codes) <= {"bad_request", "bad_input"}
    assert reply.codes


@pytest.mark.parametrize(
    "literal", [f'"{MARK}', f'"{MARK}\\ud800"', f"{{{MARK}: 1}}", f"[{MARK}]", "1e999", "$nobody"]
)
async def test_a_literal_that_cannot_be_read_is_refused_unheard(
    worn: Populated, literal: str
) -> None:
    query = f'mutation {{ eraseHolder(network: {literal}, key: "k", holder: "") {{ __typename }} }}'
    reply = await worn.city.api.post(query, worn.city.token())
    assert reply.status == 200
    if "errors" in reply.body:
        assert set(reply.codes) <= {"bad_request", "bad_input"}
    else:
        assert reply.data["eraseHolder"]["__typename"] == "Rejected"
    assert MARK not in reply.text


LISTS = sorted(name for name, field in roots("query").items() if "first" in field.args)
MOST: Final = dict.fromkeys(("cardList", "holderList", "statusList", "workItemList"), ROWS_MAX)
"""Lists that are exported in larger pages than 200."""


@pytest.mark.parametrize("name", LISTS)
async def test_pages_have_a_size_and_a_place(worn: Populated, name: str) -> None:
    api, asked, token = worn.city.api, worn.arguments("query", name), allowed(worn, name)
    for first in (0, -1, MOST.get(name, 200) + 1, 2**31 - 1):
        reply = await api.query(name, token, **asked, first=first)
        assert (reply.status, reply.codes) == (200, ["page_size_invalid"])
    for after in (MARK, "bnVsbA==", "W10=", "WyIyMDI2LTAxLTAxIiwxXQ==", "A" * 300, "é"):
        reply = await api.query(name, token, **asked, after=after)
        assert (reply.status, reply.codes) == (200, ["cursor_invalid"]), after
        assert MARK not in reply.text


@pytest.mark.parametrize(
    "query",
    [
        "{" + " ".join(f"a{n}: me {{ role }}" for n in range(21)) + "}",
        "{ me { " + "role " * 2_100 + "} }",
        "{ __schema { types " + "{ fields { type " * 6 + "{ name }" + " } }" * 6 + " } }",
        "fragment A on Me { ...A role } { me { ...A } }",
        "{" * 1_500,
    ],
    ids=["aliases", "tokens", "depth", "a fragment within itself", "brackets"],
)
async def test_what_is_asked_has_limits(worn: Populated, query: str) -> None:
    reply = await worn.city.api.post(query, worn.city.token())
    assert reply.status in (200, 400)
    assert set(reply.codes) <= {"bad_request", "bad_input"}
    assert reply.codes


BODIES: Final[dict[str, bytes]] = {
    "nothing": b"",
    "no JSON": b"{",
    "no UTF-8": b'{"query": "{ me { role } }\xff"}',
    "a list": b'[{"query": "{ me { role } }"}]',
    "no query": b'{"variables": {}}',
    "a query of another kind": b'{"query": 5}',
    "variables of another kind": b'{"query": "{ me { role } }", "variables": 5}',
    "an unknown operation": b'{"query": "query A { me { role } }", "operationName": "B"}',
    "brackets": b"[" * 100_000,
    "a number that is none": b'{"query": "{ me { role } }", "variables": {"a": NaN}}',
}


@pytest.mark.parametrize("name", sorted(BODIES))
async def test_a_body_that_is_no_request_is_refused(api: Api, worn: Populated, name: str) -> None:
    headers = {"content-type": "application/json"}
    reply = await api.send("/graphql", worn.city.token(), content=BODIES[name], headers=headers)
    assert reply.status in (200, 400, 413), (reply.status, reply.text[:300])
    assert not any(fault in reply.text for fault in FAULTS), reply.text[:300]


async def test_a_body_that_is_too_large_is_refused(api: Api, worn: Populated) -> None:
    reply = await api.post("{ me { role } }" + " " * 300_000, worn.city.token())
    assert reply.status == 413


async def test_queries_by_get_are_off(api: Api, worn: Populated) -> None:
    reply = await api.get("/graphql", worn.city.token(), query="{ me { role } }")
    assert reply.status in (400, 404, 405)
