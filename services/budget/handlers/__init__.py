"""Which rule answers which message."""
