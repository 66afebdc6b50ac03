"""Accounting documents of a network, set as files."""
