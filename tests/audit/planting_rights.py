"""A person with a right that a decision gave her, in a running platform, and faults about it."""

import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

from services.cards.contracts import commands as cards
from tests.audit.planting import Season
from tests.kit import faults
from tests.kit.regulations import document_data
from tests.kit.talk import SUMMER, TalkedNetwork

HELD = {"statuses": [{"name": "increased_reimbursement"}]}


async def somebody_entitled(network: TalkedNetwork, offer: UUID) -> None:
    """She is decided about, is given a card, and takes part with it."""
    adopted = await network.ask(cards.AdoptRegulation(document=json.dumps(document_data())))
    holder, scheme = await network.a_holder(), adopted.made("scheme_id")
    case = network.talk.sealed(facts=HELD, reason=None)
    await network.ask(cards.DecideCase(holder_id=holder, scheme_id=scheme, case=case))
    card = await network.ask(cards.IssueSchemeCard(holder_id=holder, scheme_id=scheme))
    token: str = card.data["token"]
    wish = cards.RegisterParticipation(card_token=token, offer_id=offer, on=SUMMER)
    assert (await network.ask(wish)).code is None


@contextlib.asynccontextmanager
async def a_right_too_many(season: Season) -> AsyncIterator[None]:
    database = season.databases["cards"]
    where = {"stream": season.stream, "key": await season.key_of("cards", "scheme_rights")}
    rights: list[Any] = json.loads(
        await database.fetchval(
            "select rights::text from scheme_rights where stream = $1", season.stream
        )
    )
    other = {**rights[0], "right_id": str(season.confirmed)}
    async with faults.changed(database, "scheme_rights", where, rights=[*rights, other]):
        yield


@contextlib.asynccontextmanager
async def a_decision_lost(season: Season) -> AsyncIterator[None]:
    where = {"stream": season.stream, "sequence": await season.event_of("cards", "case_decided")}
    kind = "cards.nothing_decided.v1"
    async with faults.changed(season.databases["cards"], "journal", where, type=kind):
        yield
