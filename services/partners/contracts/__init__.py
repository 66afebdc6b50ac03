"""What partners promises others: its commands and events. The one door to partners."""
