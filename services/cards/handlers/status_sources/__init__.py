"""Where it is known whether somebody holds a social status: one port, a module per source."""
