"""Which files may be kept as a proof: told by their first bytes, whatever a client says. Pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.domain.checks import BadInput
from services.gateway.domain.proof_files import ENDING, PROOF_BYTES_MAX, media_type_of
from tests.kit.proofs import JPEG, PDF, PNG

OTHERS = (b"", b"%PDF", b"GIF89a", b"PK\x03\x04", b"<html><script>", b"MZ\x90", b" %PDF-1.7")


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(PDF, "application/pdf"), (JPEG, "image/jpeg"), (PNG, "image/png")],
)
def test_a_pdf_a_jpeg_and_a_png_are_known_by_their_first_bytes(
    content: bytes, media_type: str
) -> None:
    assert media_type_of(content) == media_type
    assert media_type in ENDING


def code_of(content: bytes) -> str:
    with pytest.raises(BadInput) as problem:
        media_type_of(content)
    assert problem.value.field == "content"
    return problem.value.code


@pytest.mark.parametrize("content", OTHERS)
def test_nothing_else_is_taken(content: bytes) -> None:
    assert code_of(content) == "proof_type_unknown"


def test_five_megabytes_are_taken_and_one_byte_more_is_not() -> None:
    most = PDF + bytes(PROOF_BYTES_MAX - len(PDF))
    assert media_type_of(most) == "application/pdf"
    assert code_of(most + b"x") == "proof_too_large"


@given(st.binary(max_size=64))
def test_any_bytes_are_of_a_kind_that_begins_so_or_refused(content: bytes) -> None:
    begins = content.startswith((b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))
    if begins:
        assert media_type_of(content) in ENDING
    else:
        assert code_of(content) == "proof_type_unknown"
