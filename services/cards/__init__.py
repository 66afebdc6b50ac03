"""Holders, eligibility, rights, cards and participations. See README.md."""
