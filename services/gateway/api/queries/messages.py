"""Queries about messages to holders: how they stand, the letter to print, who is to be called."""

import base64
from uuid import UUID

import strawberry

from services.gateway.api.calling import call_list
from services.gateway.api.composing import Ready, composed
from services.gateway.api.context import Coded, Info, RequestContext
from services.gateway.api.message_types import (
    CallList,
    HolderMessage,
    MessageState,
    MessageText,
    MessageWay,
    PrintedLetter,
    holder_message,
)
from services.gateway.api.opening import record
from services.gateway.api.reads import connection_of, page_of
from services.gateway.api.types import Connection
from services.gateway.api.validity import checked
from services.gateway.domain.access import Scope
from services.gateway.storage.messages import Asked, read_message, read_messages
from services.gateway.storage.outbox import taken
from services.gateway.storage.paging import BadCursor


@strawberry.type
class MessageQueries:
    """What is written to holders."""

    @strawberry.field(description="Messages to holders, oldest first.")
    async def messages(
        self,
        info: Info,
        network: UUID,
        holder: UUID | None = None,
        message_state: MessageState | None = None,
        message_way: MessageWay | None = None,
        first: int | None = 50,
        after: str | None = None,
    ) -> Connection[HolderMessage]:
        """What waits for a person has the state `WAITING`."""
        context, stream = info.context, str(network)
        checked(network=network, holder=holder)
        context.permit("messages", Scope(network=stream))
        asked = Asked(
            holder=str(holder) if holder else None,
            state=message_state.value if message_state else None,
            way=message_way.value if message_way else None,
        )
        page, bounds = page_of(first, after), context.bounds(stream)
        try:
            rows = await read_messages(context.gateway.database, bounds, stream, asked, page)
        except BadCursor:
            raise Coded("cursor_invalid", "after") from None
        return connection_of(rows, [holder_message(row) for row in rows.rows])

    @strawberry.field(description="What a message says, or said, made again.")
    async def message_text(self, info: Info, network: UUID, message: UUID) -> MessageText | None:
        """From what is sealed now. Null where that is destroyed: then its kind and its day are all
        that is known of it."""
        checked(network=network, message=message)
        info.context.permit("messageText", Scope(network=str(network)))
        ready = await _ready(info.context, network, message)
        if ready is None:
            return None
        said = ready.letter
        return MessageText(
            subject=said.subject, text=said.text, sms=said.sms, language=ready.language
        )

    @strawberry.field(description="A message on paper, made now.")
    async def printed_letter(
        self, info: Info, network: UUID, message: UUID
    ) -> PrintedLetter | None:
        """With reasons and the way to appeal for a refusal. Null where there is nothing to say."""
        checked(network=network, message=message)
        info.context.permit("printedLetter", Scope(network=str(network)))
        ready = await _ready(info.context, network, message)
        if ready is None:
            return None
        pdf = base64.b64encode(await ready.document()).decode()
        return PrintedLetter(pdf=pdf, language=ready.language)

    @strawberry.field(description="Who is to be called, as CSV.")
    async def call_list(self, info: Info, network: UUID) -> CallList:
        """At most 500, who waits longest first."""
        checked(network=network)
        info.context.permit("callList", Scope(network=str(network)))
        return await call_list(info.context, str(network))


async def _ready(context: RequestContext, network: UUID, message: UUID) -> Ready | None:
    """A message put together for who reads it, which is written down first.

    What has left is read as it was sent, whatever came after.
    """
    database = context.gateway.database
    row = await read_message(database, context.bounds(str(network)), message)
    if row is None:
        return None
    await record(context, [row])
    left = row["state"] in ("sent", "returned")
    return await composed(database, context.gateway.keys, taken(row), again=left)
