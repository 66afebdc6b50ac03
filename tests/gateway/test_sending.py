"""A wish that cannot be taken on is answered, whatever failed: a client reads no error instead."""

from typing import cast
from uuid import uuid4

import pytest

from services.gateway.api.context import Gateway, RequestContext
from services.gateway.api.replies import Rejected
from services.gateway.api.sending import about_holder, carry_out
from services.gateway.domain.access import Grant, Role
from services.kernel.contract import Command


@pytest.mark.parametrize("away", [OSError, TimeoutError])
async def test_a_database_that_is_away_while_a_command_is_made_is_an_answer(
    away: type[Exception],
) -> None:
    network = uuid4()

    async def command() -> Command:
        raise away

    wish = about_holder(
        "issueSchemeCard", {"network": network, "key": "k", "holder": uuid4()}, command
    )
    grant = Grant(actor="a", role=Role.CLERK, network=str(network))
    # Nothing of the gateway is reached: it is refused before anything is opened or sent.
    answered = await carry_out(RequestContext(cast(Gateway, None), grant), wish)
    assert isinstance(answered, Rejected)
    assert (answered.code, answered.operation) == ("unavailable", None)
