"""Alembic's environment for the database of cards: schema `cards`."""

from services.kernel.migrations import run

run(("cards",))
