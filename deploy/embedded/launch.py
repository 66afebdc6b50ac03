"""How a child process begins: as whom it runs, and how it ends when its parent is gone."""

import ctypes
import os
import pwd
import signal
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

Report = Callable[[str], None]
"""Takes one line that says what a long preparation is doing."""

PROGRESS_MARK = "samenspel: "
"""Begins the lines of output that the supervisor shows while a process starts."""

_PR_SET_PDEATHSIG = 1


def report(line: str) -> None:
    """Tell the supervisor, through the output, what this process is doing."""
    print(PROGRESS_MARK + line, flush=True)


def unprivileged_user() -> pwd.struct_passwd | None:
    """Who runs PostgreSQL where we are root, which it refuses: an existing user, none is made."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("PostgreSQL does not run as root, and neither postgres nor nobody exists")


def let_through(folder: Path) -> None:
    """Let other users pass through the folders above, without letting them list or read any."""
    for parent in [folder, *folder.parents]:
        mode = parent.stat().st_mode
        if not mode & stat.S_IXOTH:
            parent.chmod(stat.S_IMODE(mode) | stat.S_IXOTH)


def die_with_parent(with_signal: signal.Signals) -> Callable[[], None]:
    """Code for a child between fork and exec: the kernel signals it when its parent dies."""
    if not sys.platform.startswith("linux"):
        return lambda: None
    # Loaded here, in the parent: after a fork the child does as little as it can.
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def arrange() -> None:
        prctl(_PR_SET_PDEATHSIG, int(with_signal), 0, 0, 0)
        if os.getppid() != parent:  # it died before the arrangement stood
            os._exit(1)

    return arrange


def become(
    command: list[str], *, user: pwd.struct_passwd | None, parent_signal: signal.Signals
) -> NoReturn:
    """Turn this process into another program, under the same process id, as `user` if given."""
    parent = os.getppid()
    if user is not None:
        os.setgroups([])
        os.setgid(user.pw_gid)
        os.setuid(user.pw_uid)
    # A change of user forgets the arrangement that the supervisor made: make it again.
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(parent_signal), 0, 0, 0)
        if os.getppid() != parent:
            sys.exit(1)
    os.execv(command[0], command)  # noqa: S606 - a shell is what we do not want
