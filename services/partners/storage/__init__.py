"""The tables of partners and their migrations."""
