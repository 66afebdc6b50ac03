"""Runs a command of the operator within the test: quicker than a process of its own."""

import asyncio
import contextlib
import io
import json
import os
from typing import Any
from unittest import mock

from deploy.cli.__main__ import main
from tests.kit.platform import RunningPlatform


async def samenspel(started: RunningPlatform, *arguments: str) -> tuple[int, str, str]:
    """Exit status, output and errors of `samenspel` on this platform."""
    output, errors = io.StringIO(), io.StringIO()

    def run() -> int:
        try:
            return main(list(arguments))
        except SystemExit as ending:
            return int(ending.code or 0)

    with (
        mock.patch.dict(os.environ, started.environment),
        contextlib.redirect_stdout(output),
        contextlib.redirect_stderr(errors),
    ):
        # In a thread: the command brings its own event loop.
        status = await asyncio.to_thread(run)
    return status, output.getvalue(), errors.getvalue()


async def as_json(started: RunningPlatform, *arguments: str) -> tuple[int, Any]:
    """Exit status of a command, and what it says with --json."""
    status, output, _ = await samenspel(started, *arguments, "--json")
    return status, json.loads(output or "null")
