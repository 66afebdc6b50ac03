"""`samenspel token`: a signed token of a demo person, to try the API with."""

import argparse
import sys
from typing import Any

import httpx2

from deploy.cli.connection import NotRunning, Platform
from deploy.embedded.issuer import PLATFORM_ROLES, ROLES

NETWORK_QUERY = "query Network($slug: String!) { network(slug: $slug) { id } }"


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "token",
        help="print a token of a demo person",
        description='Print a token that is good for twelve hours: curl -H "Authorization: Bearer'
        ' $(samenspel token --as clerk --network demo)" …',
    )
    parser.add_argument("--as", dest="role", required=True, choices=ROLES, help="the role")
    parser.add_argument("--network", metavar="SLUG", help="the network; not for platform roles")
    parser.add_argument("--organisation", metavar="ID", help="for a provider or partner system")
    parser.add_argument("--holder", metavar="ID", help="for a card holder")
    parser.add_argument("--municipality", metavar="REFNIS", help="within a network of several")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the token alone, so that a shell can take it."""
    if arguments.network is None and arguments.role not in PLATFORM_ROLES:
        print(f"samenspel: the role {arguments.role} needs --network", file=sys.stderr)
        return 2
    try:
        platform = Platform.find()
        network = None if arguments.network is None else network_id(platform, arguments.network)
    except (NotRunning, LookupError) as problem:
        print(f"samenspel: {problem}", file=sys.stderr)
        return 1
    token = platform.token(
        arguments.role,
        network,
        organisation=arguments.organisation,
        holder=arguments.holder,
        municipality=arguments.municipality,
    )
    print(token)
    return 0


def network_id(platform: Platform, slug: str) -> str:
    """The id of the network with this slug. Raises LookupError."""
    answer = ask(platform, NETWORK_QUERY, {"slug": slug})
    network = (answer.get("data") or {}).get("network")
    if network is None:
        raise LookupError(f"no network has the slug {slug}")
    return str(network["id"])


def ask(
    platform: Platform, query: str, variables: dict[str, object], role: str = "operator"
) -> dict[str, Any]:
    """One GraphQL query with a token of a platform role. Raises LookupError if none answers."""
    body = {"query": query, "variables": variables}
    headers = {"Authorization": f"Bearer {platform.token(role)}"}
    try:
        answer = httpx2.post(f"{platform.url}/graphql", json=body, headers=headers, timeout=10)
        return dict(answer.raise_for_status().json())
    except (httpx2.HTTPError, ValueError) as error:
        raise LookupError(f"the gateway does not answer: {error}") from error
