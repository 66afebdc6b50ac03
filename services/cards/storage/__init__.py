"""The tables of cards and their migrations."""
