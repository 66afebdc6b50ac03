"""Who somebody is to the platform, what she reads, and how far a permission reaches. Pure."""

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """Who somebody is to the platform. At a provider, who sells and scans cards is `provider`, who
    handles its money `treasurer`: neither has the rights of the other."""

    CLERK = "clerk"
    OUTREACH_WORKER = "outreach_worker"
    COORDINATOR = "coordinator"
    PROVIDER = "provider"
    TREASURER = "treasurer"
    FINANCE_OFFICER = "finance_officer"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    UMBRELLA_ANALYST = "umbrella_analyst"
    PARTNER_SYSTEM = "partner_system"
    OPERATOR = "operator"
    CARD_HOLDER = "card_holder"


NAMES_ARE_SHOWN: Final = frozenset(
    {
        Role.CLERK,
        Role.COORDINATOR,
        Role.OUTREACH_WORKER,
        Role.DATA_PROTECTION_OFFICER,
        Role.CARD_HOLDER,
    }
)
"""Who reads names and card numbers of the persons whom they may see."""

ADDRESS_IS_SHOWN: Final = frozenset(
    {Role.COORDINATOR, Role.DATA_PROTECTION_OFFICER, Role.CARD_HOLDER}
)
"""Who reads where and with whom a person lives who keeps that secret; a holder her own."""

PERSONS_ARE_SHOWN: Final = NAMES_ARE_SHOWN
"""Who reads which person took part; the others see the participation without the person."""


class Reach(StrEnum):
    """How far a permission reaches."""

    PLATFORM = "platform"
    """Every network."""
    NETWORK = "network"
    """The grant's own network; within its own municipality where the grant names one."""
    ORGANISATION = "organisation"
    """What belongs to the grant's own organisation, in its own network."""
    HOLDER = "holder"
    """What belongs to the grant's own person, in her own network."""
