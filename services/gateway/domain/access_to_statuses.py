"""Who may do what about social statuses and the rights that follow from them. Pure.

Rows of the table in `access.py`.
"""

from typing import Final

from services.gateway.domain.roles import Reach, Role

_STAFF: Final = {Role.CLERK: Reach.NETWORK, Role.COORDINATOR: Reach.NETWORK}
_FIELD_STAFF: Final = {**_STAFF, Role.OUTREACH_WORKER: Reach.NETWORK}
_COORDINATOR: Final = {Role.COORDINATOR: Reach.NETWORK}
_KEEPERS: Final = {**_COORDINATOR, Role.DATA_PROTECTION_OFFICER: Reach.NETWORK}

OF_STATUSES: Final[dict[str, dict[Role, Reach]]] = {
    "statusQuestions": {**_FIELD_STAFF, Role.CARD_HOLDER: Reach.HOLDER},
    "statusRegister": _KEEPERS,
    "statusTotals": _KEEPERS,
    "statusList": _KEEPERS,
    "renewalArrangements": {**_STAFF, **_KEEPERS},
    "renewalsLeft": _STAFF,
    "askStatus": _STAFF,
    "recordStatusSeen": _FIELD_STAFF,
    "arrangeRenewals": _COORDINATOR,
    "stopRenewals": _COORDINATOR,
}
