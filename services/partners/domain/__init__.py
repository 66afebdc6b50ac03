"""Rules of networks, organisations and offers. Pure: no I/O, no clock, no random."""
