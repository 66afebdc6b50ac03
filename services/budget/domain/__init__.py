"""Rules of the ledger, its years and its holds. Pure: no I/O, no clock, no random."""
