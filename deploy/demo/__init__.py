"""A season of the 119 local networks, sent through the public API. Demo data, plainly marked."""
