"""Networks, organisations and offers. See README.md."""
