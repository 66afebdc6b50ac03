"""Alembic's environment for the database of budget: schema `budget`."""

from services.kernel.migrations import run

run(("budget",))
