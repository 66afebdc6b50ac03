"""Alembic's environment for the database of partners: schema `partners`."""

from services.kernel.migrations import run

run(("partners",))
