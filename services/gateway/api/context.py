"""What resolvers know: the gateway's parts, who is asking, and how to say no."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import asyncpg
import strawberry
from graphql import GraphQLError

from services.gateway.api.signin import SignIn
from services.gateway.api.waiting import Waiting
from services.gateway.domain.access import Grant, Scope, allowed
from services.gateway.domain.outcomes import Facts
from services.gateway.domain.pace import Pace
from services.gateway.domain.sentences import sentence
from services.gateway.settings import GatewaySettings
from services.gateway.storage.access_log import Access
from services.gateway.storage.batching import Batched
from services.gateway.storage.keys import KeyChain
from services.gateway.storage.operations import Opened, Request
from services.gateway.storage.reading import Bounds, Database, Row
from services.gateway.storage.rows import Wanted
from services.kernel.broker import Outbox
from services.kernel.heartbeat import Watcher

if TYPE_CHECKING:
    from services.gateway.api.loaders import Loaders
    from services.gateway.api.trying import Turns


class Coded(GraphQLError):
    """An error with a code, for fields that cannot answer `Rejected`."""

    def __init__(self, code: str, argument: str | None = None, facts: Facts | None = None) -> None:
        extensions: dict[str, Any] = {"code": code}
        if argument is not None:
            extensions["field"] = argument
        if facts:
            extensions["facts"] = facts
        super().__init__(sentence(code, facts), extensions=extensions)
        self.code, self.argument, self.facts = code, argument, facts


@dataclass(frozen=True)
class Gateway:
    """The parts of a gateway process."""

    settings: GatewaySettings
    database: Database
    umbrella: asyncpg.Pool
    open_operation: Batched[tuple[Request, Bounds], Opened]
    read_row: Batched[Wanted, Row | None]
    outbox: Outbox
    describe: Callable[[], dict[str, Any]]
    waiting: Waiting
    keys: KeyChain
    watcher: Watcher
    sign_in: SignIn
    record_access: Batched[Access, None]
    turns: "Turns"
    pace: Pace = field(default_factory=Pace)

    def degraded(self) -> set[str]:
        """The networks of which some service has stopped taking in events."""
        beats = self.watcher.latest.values()
        return {stream for beat in beats for _source, stream in beat.get("stopped", ())}


@dataclass
class RequestContext:
    """One request, or one WebSocket connection. `grant` is None for who is not signed in.

    `issuer_away`: there is a token, and nobody who could say whether it is good. `operations` are
    those that were permitted, `reason` is what was given for them: for the log of accesses.
    `long_work`: a row of a job asks, and nobody waits at a desk.
    """

    gateway: Gateway
    grant: Grant | None
    connection_params: dict[str, Any] | None = None
    issuer_away: bool = False
    operations: set[str] = field(default_factory=set)
    reason: str | None = None
    long_work: bool = False
    _loaders: "Loaders | None" = field(default=None, repr=False)

    @property
    def loaders(self) -> "Loaders":
        """The loaders of this request, made when first used."""
        if self._loaders is None:
            from services.gateway.api.loaders import Loaders

            self._loaders = Loaders(self)
        return self._loaders

    def permit(self, operation: str, scope: Scope) -> Grant:
        """The grant, where it covers the operation. Raises Coded."""
        if self.issuer_away:
            raise Coded("unavailable")
        if self.grant is None or self.grant.expires_at < time.time():
            raise Coded("not_signed_in")
        if not allowed(self.grant, operation, scope):
            raise Coded("not_allowed")
        self.operations.add(operation)
        return self.grant

    def bounds(self, network: str) -> Bounds:
        """What this request may see of a network."""
        if self.grant is None:
            raise Coded("not_signed_in")
        return Bounds(network, self.grant.party, self.grant.municipality or "")


Info = strawberry.Info[RequestContext, None]
