"""Tokens: none, expired, for others, signed by others, and of the wrong role."""

import json
import time

import pytest
from joserfc.jwk import ECKey
from websockets.exceptions import ConnectionClosed

from deploy.embedded.issuer import LIFETIME_SECONDS, Grant, mint
from deploy.embedded.processes import AUDIENCE
from deploy.embedded.secrets import ISSUER_KEY
from tests.kit.city import City
from tests.kit.client import Api
from tests.kit.socket import a_socket

NOT_ACCEPTED = ("none", "nonsense", "expired", "another audience", "another issuer", "another key")


def a_token(city: City, kind: str) -> str | None:
    """A coordinator's token of this network that must not be accepted."""
    platform = city.api.platform
    key, grant = platform.secrets[ISSUER_KEY], Grant(role="coordinator", network=city.id)
    now = int(time.time())
    match kind:
        case "none":
            return None
        case "nonsense":
            return city.token()[:-8] + "AAAAAAAA"
        case "expired":
            past = now - LIFETIME_SECONDS - 60
            return mint(key, grant, issuer=platform.issuer, audience=AUDIENCE, now=past)
        case "another audience":
            return mint(key, grant, issuer=platform.issuer, audience="elders")
        case "another issuer":
            return mint(key, grant, issuer="https://id.example.test", audience=AUDIENCE)
        case "another key":
            own = json.loads(key)
            other = ECKey.generate_key("P-256", {"kid": own.get("kid", "k")}, private=True)
            made = json.dumps(other.as_dict(private=True))
            return mint(made, grant, issuer=platform.issuer, audience=AUDIENCE)
    raise AssertionError(kind)


async def test_a_good_token_is_accepted(api: Api, untouched: City) -> None:
    me = await api.read("me", untouched.token("clerk", municipality=untouched.municipality))
    assert me == {
        "role": "clerk",
        "network": untouched.id,
        "organisation": None,
        "holder": None,
        "municipality": untouched.municipality,
    }


@pytest.mark.parametrize("kind", NOT_ACCEPTED)
async def test_a_token_that_is_none_reads_and_changes_nothing(
    api: Api, untouched: City, kind: str
) -> None:
    token = a_token(untouched, kind)
    for _ in range(2):
        reply = await api.query("organisations", token, network=untouched.id)
        assert (reply.status, reply.codes) == (200, ["not_signed_in"])
        reply = await api.mutate(
            "admitOrganisation", token or "", network=untouched.id, name="Club", roles=["PROVIDER"]
        )
        assert reply.data["admitOrganisation"]["code"] == "not_signed_in"
        reply = await api.get("/events", token, network=untouched.id)
        assert (reply.status, reply.body["code"]) == (401, "not_signed_in")
    assert await untouched.pages("organisations") == []


@pytest.mark.parametrize("kind", NOT_ACCEPTED)
async def test_a_token_that_is_none_opens_no_socket(api: Api, untouched: City, kind: str) -> None:
    with pytest.raises(ConnectionClosed) as closed:
        async with a_socket(api.gateways[0], a_token(untouched, kind)):
            pass
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code in (4400, 4401, 4403)


async def test_the_wrong_role_is_told_so(untouched: City) -> None:
    partner = untouched.token("partner_system")
    reply = await untouched.api.query("holders", partner, network=untouched.id)
    assert reply.codes == ["not_allowed"]
    wish = {"name": "Club", "roles": ["PROVIDER"]}
    answer = await untouched.do("admitOrganisation", token=partner, **wish)
    said = answer.refused("not_allowed")
    assert said["message"] == "U mag dit niet doen met deze aanmelding."
