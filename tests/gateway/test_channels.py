"""By which way an application comes in: nobody claims a status list by hand. Pure."""

import pytest

from services.gateway.api.application_types import ApplicationChannel
from services.gateway.api.channels import by_hand
from services.gateway.api.sending import Refused


def test_a_status_list_is_not_claimed_by_hand_since_it_needs_no_mandate() -> None:
    with pytest.raises(Refused) as refused:
        by_hand(ApplicationChannel.STATUS_LIST)
    assert (refused.value.code, refused.value.field) == ("channel_not_allowed", "channel")


@pytest.mark.parametrize(
    "channel", [one for one in ApplicationChannel if one is not ApplicationChannel.STATUS_LIST]
)
def test_every_other_way_is_taken_as_named(channel: ApplicationChannel) -> None:
    assert by_hand(channel) == channel.value
