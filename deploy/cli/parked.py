"""`samenspel parked`: what stopped or was set aside, shown and released.

Nothing here decodes what is sealed: of a message its headers, its type and the names of its
fields are shown, never their values.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
from rich.console import Console
from rich.table import Table

from deploy.audit import database, parking
from deploy.audit.parking import Kept, Stopped
from deploy.audit.services import AUDITED
from deploy.cli.connection import NotRunning, Platform

DONE, NOTHING_FOUND, CANNOT_SAY = 0, 1, 2


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "parked",
        help="show and release what stopped or was set aside",
        description="A stopped source takes in nothing more of one stream; a parked message waits"
        " for an operator; a copy is kept to be looked at. Ends with 1 when there is nothing by"
        " that name.",
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="everything that stopped, is parked or was kept")
    showing = actions.add_parser("show", help="one message: its headers, type and field names")
    showing.add_argument("id", type=UUID)
    releasing = actions.add_parser(
        "release", help="let a parked message, or a stopped source, go on at the next sweep"
    )
    what = releasing.add_mutually_exclusive_group(required=True)
    what.add_argument("id", type=UUID, nargs="?", help="of a parked message")
    what.add_argument(
        "--stopped",
        nargs=3,
        metavar=("SERVICE", "SOURCE", "STREAM"),
        help="SERVICE stopped taking in SOURCE's events of STREAM (a network's id, or platform)",
    )
    dismissing = actions.add_parser("dismiss", help="forget a copy that has been looked at")
    dismissing.add_argument("id", type=UUID)
    for action in (listing, showing, releasing, dismissing):
        action.add_argument("--json", action="store_true", help="for programs")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked on the running platform."""
    try:
        return asyncio.run(_act(Platform.find(), arguments))
    except (NotRunning, OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as problem:
        print(f"samenspel: {problem}", file=sys.stderr)
        return CANNOT_SAY


async def _act(platform: Platform, arguments: argparse.Namespace) -> int:
    async with database.opened(platform, AUDITED) as databases:
        if arguments.action == "list":
            stopped, kept = await parking.everything(databases)
            _list(stopped, kept, as_json=arguments.json)
            return DONE
        if arguments.action == "show":
            return _show(await parking.find(databases, arguments.id), arguments)
        if arguments.action == "dismiss":
            done = await parking.dismiss(databases, arguments.id)
            return _say(done, f"no copy has the id {arguments.id}", arguments)
        if arguments.stopped is None:
            done = await parking.release(databases, arguments.id)
            return _say(done, f"nothing is parked under {arguments.id}", arguments)
        service, source, stream = arguments.stopped
        if service not in AUDITED:
            print(f"samenspel: a service is one of {', '.join(AUDITED)}", file=sys.stderr)
            return CANNOT_SAY
        done = await parking.release_source(databases[service], source, stream)
        return _say(done, f"{service} did not stop hearing {source} of {stream}", arguments)


def _say(done: int, otherwise: str, arguments: argparse.Namespace) -> int:
    if arguments.json:
        print(json.dumps({"done": done}))
    elif done:
        past = {"release": "released", "dismiss": "dismissed"}[arguments.action]
        print(f"{past}; {'the next sweep takes it up' if past == 'released' else 'it is gone'}")
    else:
        print(f"samenspel: {otherwise}", file=sys.stderr)
    return DONE if done else NOTHING_FOUND


def _list(stopped: Sequence[Stopped], kept: Sequence[Kept], *, as_json: bool) -> None:
    if as_json:
        found = {"stopped": [asdict(s) for s in stopped], "kept": [asdict(k) for k in kept]}
        print(json.dumps(found, indent=2, default=str))
        return
    console = Console()
    if not stopped and not kept:
        console.print("nothing stopped, nothing parked")
    if stopped:
        table = _table("service", "source", "stream", "at", "seen", "why")
        for s in stopped:
            table.add_row(s.service, s.source, s.stream, str(s.sequence), str(s.seen), s.why)
        console.print("[bold]stopped sources[/]", table)
    if kept:
        table = _table("service", "reason", "id", "type", "stream", "why", "age")
        for k in kept:
            age = _age(datetime.now(UTC) - k.at)
            table.add_row(k.service, k.reason, str(k.id), k.type, k.stream, k.note or "", age)
        console.print("[bold]parked and kept[/]", table)


def _show(found: Sequence[Kept], arguments: argparse.Namespace) -> int:
    if arguments.json:
        print(json.dumps([asdict(k) for k in found], indent=2, default=str))
    elif not found:
        print(f"samenspel: nothing is kept under {arguments.id}", file=sys.stderr)
    for k in found if not arguments.json else ():
        table = _table("", "")
        about: dict[str, object] = {
            "service": k.service,
            "reason": k.reason,
            "why": k.note,
            "topic": k.topic,
        }
        about |= {"stream": k.stream, "since": k.at, "until": k.expires_at, **k.headers}
        about |= {"fields": ", ".join(k.fields) or "none that can be read", "bytes": k.size}
        for name, value in about.items():
            table.add_row(name, "" if value is None else str(value))
        Console().print(table)
    return DONE if found else NOTHING_FOUND


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _age(age: timedelta) -> str:
    seconds = max(int(age.total_seconds()), 0)
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
