"""The ledger, its years and its holds. See README.md."""
