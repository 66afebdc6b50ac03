"""Alembic's environment of the gateway: disposable views first, then what is kept."""

from services.kernel.migrations import run

run(("views", "operations"))
