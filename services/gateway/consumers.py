"""The rules of the gateway's projector: it decides nothing, it copies everything into views."""

from typing import Final

from services.gateway.views import COPIES
from services.gateway.views.rows import ROWS
from services.kernel.rules import Rules

RULES: Final = Rules(service="gateway", tables=ROWS, founder="partners", copies=COPIES)
