"""The tables of budget and their migrations."""
