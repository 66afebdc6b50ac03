"""Who somebody is to the platform, and how far a permission reaches. Pure."""

from enum import StrEnum


class Role(StrEnum):
    """Who somebody is to the platform."""

    CLERK = "clerk"
    OUTREACH_WORKER = "outreach_worker"
    COORDINATOR = "coordinator"
    PROVIDER = "provider"
    FINANCE_OFFICER = "finance_officer"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    UMBRELLA_ANALYST = "umbrella_analyst"
    PARTNER_SYSTEM = "partner_system"
    OPERATOR = "operator"
    CARD_HOLDER = "card_holder"


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
