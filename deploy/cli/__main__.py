"""`samenspel COMMAND`: finds the module of the command and runs it."""

import argparse
import importlib.util
import sys

COMMANDS = (
    "run",
    "up",
    "down",
    "status",
    "token",
    "demo",
    "audit",
    "parked",
    "replay",
    "refill",
    "contracts",
)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; its number is the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(
        prog="samenspel", description="Run and look after a Samenspel platform."
    )
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    # One command needs one module: all are imported only to be listed in the help.
    for name in [given[0]] if given and given[0] in COMMANDS else COMMANDS:
        if importlib.util.find_spec(f"deploy.cli.{name}") is None:
            continue
        importlib.import_module(f"deploy.cli.{name}").register(subparsers)
    parsed = parser.parse_args(given)
    try:
        return int(parsed.run(parsed))
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
