"""Mechanics that all services share: messages, the turn, journal, cursors, tenancy, telemetry.

Knows nothing of cards, partners or budget. Read `turn.py` first.
"""
