"""What a view was given beside an event when it took it in. Pure.

Only the gateway can make the keyed hashes by which a person is found: they are made of her opened
names. The audit opens nobody's names. It takes the hashes from the person's own row; so it proves
that the index finds each person under those and no others, not that they are those of her names.
"""

from dataclasses import replace

from deploy.audit.picture import Part, Told
from deploy.audit.services import GATEWAY
from services.cards.contracts.events import HolderCorrected, HolderRegistered
from services.gateway.domain.lookup import NameIndex
from services.gateway.views.rows import Holder
from services.kernel.rules import Context


def context_of(told: Told, part: Part) -> Context:
    """The context in which this part folds an event."""
    event = told.event
    if part.service != GATEWAY or not isinstance(event, HolderRegistered | HolderCorrected):
        return told.context
    holder = part.table(Holder).get(str(event.holder_id))
    return replace(told.context, prepared=NameIndex(holder.lookups if holder else ()))
