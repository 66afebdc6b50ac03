"""What cards promises others: its commands and events. The one door to cards."""
