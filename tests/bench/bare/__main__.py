"""One process of the bare loop: `python -m tests.bench.bare a|b|gateway KAFKA DSN PORT`."""

import sys

import uvloop

from tests.bench.bare import gateway, steps
from tests.bench.bare.loop import Loop, make_pool
from tests.bench.bare.tables import COMMANDS, REQUESTED


async def main(part: str, kafka: str, dsn: str, port: int) -> None:
    """Run until killed."""
    if part == "gateway":
        await gateway.serve(kafka, dsn, port)
    elif part == "a":
        await Loop(kafka, COMMANDS, await make_pool(dsn), steps.request).run()
    else:
        await Loop(kafka, REQUESTED, await make_pool(dsn), steps.confirm).run()


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])))
