"""Which files may be kept as a proof: what they are is read from their first bytes. Pure.

What a client says of a file is not believed, and nothing ever opens or runs it here.
"""

from typing import Final

from services.gateway.domain.checks import BadInput

PROOF_BYTES_MAX: Final = 5_000_000
_BEGINS: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)
ENDING: Final = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


def media_type_of(content: bytes) -> str:
    """PDF, JPEG or PNG. Raises BadInput for anything else, and for what is too large."""
    if len(content) > PROOF_BYTES_MAX:
        raise BadInput("proof_too_large", "content")
    for begin, media_type in _BEGINS:
        if content.startswith(begin):
            return media_type
    raise BadInput("proof_type_unknown", "content")
