"""Small files as holders bring them, marked so that a test can look for them anywhere."""

from typing import Final

MARK: Final = b"aanslagbiljet van mevrouw Vandebelle"
PDF: Final = b"%PDF-1.7\n" + MARK
JPEG: Final = b"\xff\xd8\xff\xe0" + MARK
PNG: Final = b"\x89PNG\r\n\x1a\n" + MARK
