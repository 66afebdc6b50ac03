"""Asks a populated network as any role, and finds what of somebody else stands in an answer."""

import re
from datetime import UTC, datetime
from typing import Any, Final

from services.gateway.domain.access import TABLE, Role
from tests.kit.city import today
from tests.kit.client import Json, Reply
from tests.kit.documents import Kind, roots
from tests.kit.populated import Party, Populated, texts

SHORT: Final = 6
"""Texts shorter than this (codes, years) are nobody's secret."""
WORD: Final = re.compile(r"[a-z]+(?:_?[A-Za-z][a-z]+)*")
"""A word of the schema, as the log of accesses names what was looked at: nobody's either."""
COUNTED: Final = re.compile(r"\d{4}-\d{4}")
"""A number that every network counts for itself, from 1 each year: it tells nothing of whose."""
_KNOWN: Final[dict[tuple[str, Role, str | None], dict[str, Any]]] = {}


ROLES: Final = (Role.COORDINATOR, Role.OPERATOR, Role.UMBRELLA_ANALYST, Role.CLERK, *Role)


def allowed(net: Populated, name: str) -> str:
    """A token of somebody who may do it."""
    return net.token(next(role for role in ROLES if role in TABLE[name]))


async def ask(net: Populated, kind: Kind, name: str, token: str | None, asked: Json) -> Reply:
    """Send a query or a mutation once."""
    if kind == "mutation":
        return await net.city.api.mutate(name, token or "", **asked)
    return await net.city.api.query(name, token, **asked)


def refusal(reply: Reply, name: str) -> str | None:
    """The code with which an answer says no, if it does."""
    if reply.codes:
        return reply.codes[0]
    shown = reply.data[name]
    if isinstance(shown, dict) and shown.get("lines"):
        # Lines are answered one by one: a no is a no to all of them.
        codes: set[str | None] = {
            line.get("code") for line in shown["lines"] if isinstance(line, dict)
        }
        return codes.pop() if len(codes) == 1 else None
    code: str | None = shown.get("code") if isinstance(shown, dict) else None
    return code


async def readings(net: Populated, role: Role, party: Party | None = None) -> dict[str, Any]:
    """All that a role reads in its network, by query."""
    found = {}
    for name in sorted(roots("query")):
        arguments = net.arguments("query", name, party)
        reply = await ask(net, "query", name, net.token(role, party), arguments)
        if refusal(reply, name) is None:
            found[name] = reply.data[name]
    return found


async def known(net: Populated, role: Role, party: Party | None = None) -> dict[str, Any]:
    """What a role read there first; of a network that no test changes, so it reads that always."""
    place = (net.city.id, role, party.holder if party else None)
    if place not in _KNOWN:
        _KNOWN[place] = await readings(net, role, party)
    return _KNOWN[place]


async def seldom_read(net: Populated) -> list[tuple[str, Any]]:
    """What nobody reads with the arguments of the others: by query, of the first party."""
    city, asked = net.city, net.arguments
    clerk = city.token("clerk", municipality=net.one.municipality)
    officer = city.token("data_protection_officer")
    unknown = {**asked("query", "quote"), "cardNumber": "0000000000000"}
    wrong = {"document": "language: 1", "people": [{"label": "Een", "facts": {"leeftijd": 5}}]}
    tried = asked("query", "previewRegulation")
    return [
        ("me", await city.api.read("me", clerk)),
        ("operation", await city.api.read("operation", city.token(), id=net.refused)),
        ("quote", await city.api.read("quote", clerk, **unknown)),
        ("paymentAccount", await city.read("paymentAccount", holder=net.gone)),
        ("accesses", {"nodes": await city.pages("accesses", token=officer, first=200)}),
        ("workItems", await city.read("workItems", kind="PROBING")),
        ("claims", await city.read("claims", status="REFUSED")),
        ("guaranteeSlips", await city.read("guaranteeSlips", status="CONFIRMED")),
        ("payments", await city.read("payments")),
        ("uncoveredAmounts", await city.read("uncoveredAmounts", status="COVERED")),
        ("transfers", await city.read("transfers", first=200)),
        ("messages", await city.read("messages", messageState="SENT")),
        ("decisions", await city.read("decisions", holder=net.one.cases["relative"])),
        ("letterOf", await city.read("letterOf", decision=net.one.cases["entitled"])),
        *[
            (
                "previewRegulation",
                await city.api.read("previewRegulation", clerk, **{**tried, name: value}),
            )
            for name, value in wrong.items()
        ],
    ]


async def written(net: Populated) -> dict[str, int]:
    """How far each source of the network has written: nothing changes without a word there."""
    reply = await net.city.api.get("/events/head", net.city.token(), network=net.city.id)
    heads: dict[str, int] = reply.body["heads"]
    return heads


async def secrets(net: Populated, role: Role, party: Party | None, common: set[str]) -> set[str]:
    """What a role reads of its own that is not common."""
    found = texts(await known(net, role, party))
    # Days are of Brussels, instants of UTC: for an hour or two a day these are two days.
    known_to_all = common | {today().isoformat(), datetime.now(UTC).date().isoformat()}
    return {
        text
        for text in found
        if len(text) >= SHORT and not WORD.fullmatch(text) and not COUNTED.fullmatch(text)
    } - known_to_all


def told(reply: Reply, hidden: set[str]) -> set[str]:
    """What of the hidden texts stands in an answer, wherever."""
    return {text for text in hidden if text in reply.text}
