"""`samenspel contracts`: publish what the contracts say, or check that nothing published breaks."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "contracts",
        help="write or check the published schemas",
        description="JSON Schemas, AsyncAPI, the GraphQL schema and golden examples are made from"
        " the contracts. A contract changes only in ways that its readers survive.",
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="export|check|register")
    export = actions.add_parser("export", help="write them anew")
    export.add_argument(
        "--force",
        action="store_true",
        help="also where that breaks a reader: only while no journal holds such a message",
    )
    check = actions.add_parser("check", help="compare; ends with 1 where something is wrong")
    check.add_argument(
        "--against",
        action="append",
        metavar="COMMIT",
        help="what was published before; default: the newest tag, and the last commit",
    )
    check.add_argument("--json", action="store_true", help="for programs")
    actions.add_parser("register", help="print the register of processing (GDPR art. 30)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Export or check. Ends with 1 where something breaks."""
    # Imported here: comparing needs tools that only a developer's installation has.
    from deploy.contracts.catalogue import ROOT

    if arguments.action == "register":
        return show_register()
    if arguments.action == "export":
        return export(ROOT, force=arguments.force)
    return check(ROOT, arguments.against, as_json=arguments.json)


def export(root: Path, *, force: bool) -> int:
    """Write what the contracts say; examples only where there is none. Returns the exit status.

    By `force` an example that today's contract cannot read is made anew; all others stay.
    """
    from deploy.contracts.catalogue import messages
    from deploy.contracts.check import breaking, on_disk, readable
    from deploy.contracts.examples import example, example_path
    from deploy.contracts.generate import as_text, generated

    files, present = generated(), on_disk(root)
    for name, kind in messages().items():
        path = example_path(name)
        stays = path in present and (not force or readable(kind, present[path]))
        files[path] = present[path] if stays else as_text(example(kind))
    findings = [] if force else list(breaking({**present, **files}, present))
    if findings:
        _show(findings)
        print("nothing is written: make a new version beside the old", file=sys.stderr)
        return 1
    changed = [path for path, text in files.items() if _write(root / path, text)]
    for path in changed:
        print(path)
    print(f"{len(files)} files, {len(changed)} written")
    return 0


def check(root: Path, against: Sequence[str] | None, *, as_json: bool) -> int:
    """Compare, and show what is wrong. Returns the exit status."""
    from deploy.contracts.catalogue import messages
    from deploy.contracts.check import breaking, on_disk, stale, unread
    from deploy.contracts.generate import generated
    from deploy.contracts.past import NoHistory, bases, published_at

    files, present = generated(), on_disk(root)
    findings = [*stale(files, root), *unread(messages(), present)]
    compared = []
    for commit in against or [*bases(root)]:
        try:
            findings += breaking({**present, **files}, published_at(root, commit))
            compared.append(commit)
        except NoHistory:
            if against:
                findings.append(f"{commit}: there is no such commit")
    findings = list(dict.fromkeys(findings))
    if as_json:
        print(json.dumps({"against": compared, "findings": findings}, indent=2))
    else:
        _show(findings)
        print(f"{len(files)} files, against {compared or 'nothing'}: {len(findings)} findings")
    return 1 if findings else 0


def show_register() -> int:
    """Print a line for each kind of personal data, as Markdown. Returns the exit status."""
    from deploy.contracts.catalogue import messages
    from services.cards.contracts.register import REGISTER, places

    print("| wat | doel | grondslag | lezers | bewaring | sleutel | waar |")
    print("|---|---|---|---|---|---|---|")
    found = places(messages().values())
    for entry in REGISTER:
        where = "<br>".join(found[entry.name])
        readers = ", ".join(entry.readers) or "niemand"
        cells = (entry.what, entry.purpose, entry.basis, readers, entry.retention)
        print(f"| {' | '.join(cells)} | {entry.sealed_with} | {where} |")
    return 0


def _show(findings: Iterable[str]) -> None:
    for finding in findings:
        print(finding, file=sys.stderr)


def _write(path: Path, text: str) -> bool:
    if path.exists() and path.read_text() == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return True
