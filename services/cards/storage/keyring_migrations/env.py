"""Alembic's environment for the keyring: a database of its own, backed up apart."""

from services.kernel.migrations import run

run(("keyring",))
