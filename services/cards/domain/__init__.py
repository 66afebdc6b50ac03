"""Rules of holders, rights, cards and participations. Pure: no I/O, no clock, no random."""
