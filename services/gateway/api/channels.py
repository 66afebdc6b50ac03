"""By which way an application comes in over GraphQL."""

from services.gateway.api.application_types import ApplicationChannel
from services.gateway.api.sending import Refused


def by_hand(channel: ApplicationChannel) -> str:
    """The channel that a person names. Raises Refused.

    A status list is decided without a mandate, so it comes only from the work that reads lists.
    """
    if channel is ApplicationChannel.STATUS_LIST:
        raise Refused("channel_not_allowed", "channel")
    return str(channel.value)
