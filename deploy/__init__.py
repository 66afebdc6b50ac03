"""What runs the platform: one machine, an image, Compose, Prometheus. No domain code lives here."""
